"""What is wrong with a file, a tab or a column, and how to mend it; the standing words of the workbook."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # Standing words
    "file.side_by_side": "Each newcomer with volunteers whom the rules allow, in the order of their codes: nobody "
    "comes before another. Do you feel a duo? Write both codes on an empty line of “Proposals”, and why. "
    "At the next run, “To do” answers.",
    "file.other_mode": "This tab is for the mode “{own}”. The mode is “{mode}” now, so nothing stands here. “Settings” says which mode counts.",
    "file.side_by_side_nobody": "Nobody to lay side by side today: “Without proposal” says why.",
    "file.others": "Also possible: {codes}.",
    "file.others_and_more": (
        "Also possible: {codes}; and {count} more.",
        "Also possible: {codes}; and {count} more.",
    ),
    "file.settings_introduction": (
        "Change the second column only. The third says what may stand there. What you write here wins over "
        "programme.yaml from the next run on."
    ),
    "file.page": "Page &P of &N",
    "file.list_title": "Another word?",
    "file.list_warning": (
        "This word is not in the list. You may keep it, but the programme will not understand it and will ask."
    ),
    # Files that cannot be opened
    "file.missing": "{path} does not exist. Check the path in programme.yaml, under “files”.",
    "file.folder": "{path} is a folder, not a workbook. Name the .xlsx file itself.",
    "file.empty": (
        "{path} is empty (0 bytes). If it is the answers file, download it again; "
        "otherwise bring back a copy with “duos restore DATE”."
    ),
    "file.extension": "{path} is not an .xlsx file. Open it in LibreOffice or Excel and save it as .xlsx.",
    "file.old_format": "{path} is in an old Excel format (.xls). Open it and save it as .xlsx.",
    "file.encrypted": "{path} is protected by a password. Open it, save it without a password, and run again.",
    "file.not_workbook": "{path} is not a spreadsheet, whatever its name says. Save it as .xlsx from LibreOffice or Excel.",
    "file.open_document": "{path} is in OpenDocument format (.ods). Save it as .xlsx from LibreOffice.",
    "file.damaged": (
        "{path} is damaged and cannot be read to the end. If it is the answers file, download it again; "
        "otherwise bring back a copy with “duos restore DATE”: the damaged file is kept beside it."
    ),
    "file.too_large": "{path} would unpack to more than {limit} MB. Remove what is not needed, or look for another file.",
    "file.unreadable": "{path} cannot be read: access is refused. Give the account that runs Duos the right to read it.",
    "file.read_only": "{path} is read-only. Give the account that runs Duos the right to write it.",
    "file.folder_refused": "Nothing can be written in {folder}. Give the account that runs Duos the right to write there.",
    "file.disk": "{path} was not changed: it could not be written to the end ({reason}). Make room on the disk and run again.",
    "file.not_written": "{path} was written, but does not hold what was to be written. Run again; tell us if it happens twice.",
    # Files that somebody has open
    "file.open": (
        "{path} is open in another program ({who}). Close it, and run again. "
        "If nobody has it open, delete the file {lock}."
    ),
    "file.running": "Another run is working on {path}. Wait until it has finished.",
    "file.changed": "{path} was changed by somebody during the run. Nothing was written; run again.",
    # What would be lost
    "file.would_lose": (
        "{path} was not changed, because it holds something that Duos cannot keep: {what}. "
        "Move it to another file, delete it here, save, and run again."
    ),
    "file.loss_where": "{what} in the tab “{tab}”",
    "file.loss_at": "{what} in the tab “{tab}”, cell {cell}",
    "file.loss_text_box": "a text box or a drawn shape",
    "file.loss_image": "an image",
    "file.loss_chart": "a chart",
    "file.loss_checkbox": "a checkbox or another form control",
    "file.loss_sparkline": "a sparkline",
    "file.loss_comment": "a comment",
    "file.loss_pivot": "a pivot table",
    "file.loss_slicer": "a slicer",
    "file.loss_table": "a formatted table",
    "file.loss_macro": "a macro",
    "file.loss_object": "an embedded object",
    "file.loss_format": "a conditional format (data bar, icons)",
    "file.loss_validation": "a dropdown list that refers to another tab",
    "file.loss_formula": "a formula of a recent Excel (a dynamic array)",
    "file.loss_link": "a link",
    "file.loss_query": "a data connection",
    "file.loss_signature": "a digital signature",
    "file.loss_view": "a personal view of a tab",
    "file.loss_note": "a note",
    "file.loss_part": "an element of a kind we do not know ({part})",
    # Tabs and columns
    "file.tab_missing": (
        "The tab “{tab}” is missing or empty. Bring it back with “undo”, or bring back the file with "
        "“duos restore DATE”."
    ),
    "file.headings_missing": (
        "The headings of the tab “{tab}” are missing. Write them back, all in one row: {headings}."
    ),
    "file.column_missing": (
        "In the tab “{tab}”, the column “{heading}” is missing. If somebody deleted the column, undo that first (Ctrl+Z, "
        "or the version history). If only its heading has changed, write it back above the column (row {row})."
    ),
    "problem.heading_missing": (
        "In the tab “{tab}”, the column “{heading}” is missing: nothing is read there. If somebody deleted the column, "
        "undo that first (Ctrl+Z, or the version history). If only its heading has changed, write it back above the "
        "column (row {row})."
    ),
    "problem.column_twice": (
        "In the tab “{tab}”, “{heading}” stands above two columns ({first} and {second}). Only {first} is read. "
        "Rename the other one."
    ),
    "problem.row_torn": (
        "In the tab “{tab}”, row {row} ({code}) does not fit together: a grey cell was changed, or only some columns "
        "were sorted. It is set aside. Undo that, or ask whoever looks after the computer for an earlier copy "
        "(“duos restore DATE”)."
    ),
    "problem.code_twice": (
        "In the tab “{tab}”, {code} stands in several rows ({rows}). They are set aside. Delete the copies."
    ),
    "problem.state_moved": (
        "In the tab “{tab}”, the cell “{before}” was to become “{after}” but is no longer there. Nothing was changed."
    ),
    "problem.state_twice": (
        "In the tab “{tab}”, “{before}” stands in several cells. Nothing was changed. Delete the copied row."
    ),
    # The key
    "file.no_site": "The site cannot be built: {folder} has no {missing}. Run this in the folder of Duos, or put back what is missing.",
    "file.workbook_missing": (
        "{path} is missing, while {other} holds people. Put it back where it was, "
        "or bring back a copy with “duos restore DATE”."
    ),
    "file.secret_missing": (
        "{path} is missing. This key ties applications to people; without it everybody would be registered again. "
        "Bring it back from your safe copy."
    ),
    "file.secret_changed": (
        "{path} is not the key this workbook was made with. Bring back the first one from your safe copy; "
        "with this one everybody would be registered again."
    ),
    # Backups
    "file.no_backup": "There is no backup of {path} for {day} or before. There are backups of: {days}.",
    "file.no_backups": "There is no backup of {path} yet.",
}
