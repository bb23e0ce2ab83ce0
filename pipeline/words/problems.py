"""What is wrong in a row, and what to do about it."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # a cell
    "problem.hidden_characters": "{question}: invisible characters were left out. Nothing to do if the rest reads well",
    "problem.too_long": "{question}: this cell holds {length} characters. Only the first {limit} were read. Have a look at what it is",
    "problem.other_answer": "{question}: they also wrote “{text}”. Talk about it when you call",
    "problem.unknown_option": "{question}: “{text}” is not one of the answers of the form. Ask what is meant",
    "problem.unknown_option_near": "{question}: “{text}” is not one of the answers of the form. Is it “{near}”?",
    "problem.several_options": "{question}: one answer was expected, but here are several: {options}. Ask which one counts",
    "problem.unknown_language": "{question}: we do not know “{text}” as a language. Ask which language it is",
    "problem.unknown_language_near": "{question}: we do not know “{text}” as a language. Is it {near}?",
    "problem.unknown_postcode": "{question}: “{text}” is not a Belgian postcode. Ask for the right one",
    "problem.unknown_place": "{question}: we cannot find “{text}” in Belgium. Write the postcode",
    "problem.unknown_place_near": "{question}: we cannot find “{text}”. Is it {near}? Write the postcode",
    "problem.ambiguous_place": "{question}: “{text}” can be {places}. Write the right postcode",
    "problem.place_disagrees": "{question}: the postcode says {places}, the name says “{text}”. We follow the postcode. Check which is right",
    "problem.unclear_week": "{question}: “{text}” is not clear to us. Write it like “Monday evening, weekend”",
    "problem.unreadable_phone": "{question}: this telephone number cannot be read. Check it, or use another way to reach this person",
    "problem.doubtful_phone": "{question}: this number may not exist. Check it when you call",
    "problem.several_phones": "{question}: there are several numbers. The first one is used, the others stay in Contacts",
    "problem.unreadable_email": "{question}: this e-mail address cannot be right. Ask for it again, if this person has one",
    "problem.name_is_contact": "{question}: there is a telephone number or an e-mail address instead of a name. Ask for the name",
    "problem.name_is_formula": "{question}: this name begins like a formula. It stays plain text and does nothing. Check whether it is a person",
    "problem.name_too_long": "{question}: this name has {length} characters. Only its beginning was kept. Check it",
    "problem.unreadable_date": "{question}: “{text}” is not a date. Write it like 24/11/2026",
    "problem.unreadable_number": "{question}: “{text}” is not a whole number. Write it in figures",
    "problem.unknown_line": "We do not know which question “{text}” answers. Begin the line with one of these words and a colon: {labels}",
    "problem.said_twice": "{question}: there are two different answers. The first one counts. Delete the one that is wrong",
    # a row
    "problem.under_age": "This person is not 18 yet. Write them a kind word and tell them who can help; nothing else of theirs was kept",
    "problem.adult_unanswered": "We do not know whether this person is 18 or over. Ask them, and write the answer in this cell",
    "problem.no_consent": "This person did not agree that their answers be used. Without a clear yes we go no further; ask, or delete the row and the response",
    "problem.no_first_name": "There is no first name. Write it in this cell if you know it",
    "problem.no_contact": "There is no telephone number and no e-mail address that works. If you know how to reach this person, write it in this cell",
    "problem.not_an_application": "This row holds no application: no name, no contact, no consent. Delete it if nobody needs it",
    "problem.row_without_side": "We cannot tell whether this person wants to be a volunteer or a newcomer in the programme. Ask them, and fill in the questions of one side",
    "problem.no_time_at_all": "We do not know when this application came in. Write the date in the first column",
    "problem.time_unreadable": "The date of this application cannot be read. It counts as one of the latest. Nothing to do if that is right",
    "problem.unanswered": "“{question}” is not answered. Ask when you call",
    "problem.repeated_application": "{name} applied again: the later answers, in “{tab}” row {row}, count. The two are read as one person",
    "problem.shared_contact": "{name} has the same telephone number or e-mail address as {others}. A couple? Somebody who helps others to apply? Check that each is one person",
    "problem.more_rows": (
        "One more row, {first}, has the same problem: {problem}",
        "{count} more rows, between {first} and {last}, have the same problem: {problem}",
    ),
    # a tab
    "problem.heading_guessed": "The heading “{heading}” (column {column}) has changed a little. We read it as “{question}”. If that is wrong, put the form’s words back",
    "problem.heading_twice": "The heading “{heading}” stands in the columns {columns}. In each row, the first filled cell counts. Delete the column you do not need",
    "problem.heading_unknown": "The heading “{heading}” (column {column}) is not a question of our form. This column is not read. If a question was renamed, add its earlier title to form.yaml",
    "problem.heading_empty": "Column {column} has no heading, so what stands in it is not read. Give it the title of a question, or empty it",
    "problem.column_missing": (
        "The question “{question}” is not in this tab, so {count} application lacks the answer. Put the column back with its heading",
        "The question “{question}” is not in this tab, so {count} applications lack the answer. Put the column back with its heading",
    ),
    "problem.column_missing_holds": (
        "The question “{question}” is not in this tab. Without it {count} application waits. Put the column back with its heading",
        "The question “{question}” is not in this tab. Without it {count} applications wait. Put the column back with its heading",
    ),
    "problem.columns_missing_contact": (
        "This tab has neither a telephone nor an e-mail column. {count} application waits. Put one of them back with its heading",
        "This tab has neither a telephone nor an e-mail column. {count} applications wait. Put one of them back with its heading",
    ),
    "problem.tab_without_side": (
        "We cannot tell whether this tab is for volunteers or for newcomers. {count} application waits. Put back the questions that only one side is asked",
        "We cannot tell whether this tab is for volunteers or for newcomers. {count} applications wait. Put back the questions that only one side is asked",
    ),
    "problem.tab_unclear": "In this tab only “{heading}” is a question of our form, so the tab is not read. If it holds applications, put the form’s headings back in its first row",
    # the form
    "problem.translation_stale": "{group} ({language}): the words from which this is translated have changed, or nobody has compared them. "
    'Read the translation again, then write {group}: "{mark}" under translations.{language}.follows',
    # the file
    "problem.file_empty": "The answers file is empty. Link the forms to it, or check that it is the right file",
    "problem.no_response_tab": "No tab of the answers file has the questions of our form. Check that it is the right file and that its first row holds the questions",
    "problem.no_tab_for_side": "The answers file has no applications tab for this side: {side}. Link that form to the file, if people apply with it",
    "problem.files_unread": "The files could not be read: {reason}",
    "problem.silence": "No application since {on}. Open each form from the site, as whoever applies would: does it still take answers?",
}
