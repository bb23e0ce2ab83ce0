"""What is wrong between Duos and Google, and what to click; what a run tells about a spreadsheet in Google Sheets."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # Credentials
    "google.no_credentials": (
        "There is no key for Google. Name the key’s file in programme.yaml under “files”, “google”, “credentials”, "
        "or in the variable DUOS_GOOGLE_CREDENTIALS."
    ),
    "google.key_missing": "{path} does not exist. Name the key’s file in programme.yaml under “files”, “google”, “credentials”.",
    "google.key_unreadable": "{path} is not the key of a service account. Download it from Google again, as JSON.",
    "google.key_open": (
        "{path} can be read by other people on this machine. Only its owner may read a key: chmod 600 {path}"
    ),
    "google.key_closed": (
        "The account that runs Duos may not read {path}. Use the right account, or give it the file: chown "
        "ACCOUNT {path}"
    ),
    "google.key_refused": (
        "Google does not accept the key: it was deleted, or this machine’s clock is wrong. Set the clock; if that "
        "does not help, make a new key for the service account and name its file."
    ),
    "google.base_url": "{address} cannot stand in for Google: an address begins with https://, or with http:// on this machine.",
    # Access
    "google.not_shared": (
        "Duos may not open the spreadsheet {address}. Open {page}, click “Share”, add {account} as “Editor”, and "
        "run again."
    ),
    "google.answers_not_shared": (
        "Duos may not read the answers in {address}. Open {page}, click “Share”, add {account} as “Viewer”, and "
        "run again."
    ),
    "google.not_writable": (
        "Duos may read the spreadsheet {address} but not write in it. Open {page}, click “Share”, make {account} "
        "“Editor” instead of “Viewer”, and run again."
    ),
    "google.not_found": (
        "There is no spreadsheet {address}. Copy what stands between /d/ and /edit in its address, and write it "
        "in programme.yaml as google:…"
    ),
    "google.is_workbook": (
        "{address} is the team’s workbook, but programme.yaml names it as the confidential file. Exchange the two "
        "addresses under “files”. Nothing was written."
    ),
    "google.is_confidential": (
        "{address} is the confidential file, but programme.yaml names it as the team’s workbook. Exchange the two "
        "addresses under “files”. Nothing was written."
    ),
    "google.not_a_sheet": (
        "{address} is an Excel file in Drive, not a Google spreadsheet. Open {page}, click “File”, “Save as "
        "Google Sheets”, and name the new one."
    ),
    "google.locked": (
        "Somebody has locked cells of {address} in which Duos writes. Open {page}, click “Data”, “Protect sheets "
        "and ranges”, and let {account} edit them. Nothing was written."
    ),
    "google.full": (
        "{address} holds as many cells as Google allows. Open {page} and delete tabs of your own that nobody "
        "needs any more. Nothing was written."
    ),
    "google.scopes": (
        "The key does not allow this: {scopes}. Where the machine itself has an account, allow these scopes; "
        "with a key file nothing needs to be set."
    ),
    "google.api_off": (
        "The project of the key does not use {service} yet. Open {switch}, click “Enable”, wait five minutes, and "
        "run again."
    ),
    "google.form_not_shared": (
        "Duos may not read the form {address}. Open {page}, click the three dots, “Add collaborators”, add "
        "{account}, and run again."
    ),
    "google.form_not_found": (
        "There is no form {address}. Open the form for editing, copy what stands between /d/ and /edit in its "
        "address, and write it in programme.yaml as forms:…"
    ),
    "google.this_account": "the account of the machine that runs Duos",
    # The connection
    "google.unavailable": (
        "Google does not answer. Check that this machine has internet. Nothing is half written; run again later."
    ),
    "google.rationed": (
        "Google says that it is asked too often. Nothing is half written; run again later. If it goes on, another "
        "program uses the same project: make one for Duos."
    ),
    "google.uncertain": (
        "Google broke down while something was written in {address}. Nothing is half written; run again later, "
        "and the run goes on from there."
    ),
    "google.refused": "Google refused what was asked of {address}: “{message}”. Nothing was written.",
    "google.busy": "Another run has written in {address} meanwhile. Nothing was written by this one; the next one goes on.",
    "google.moving": (
        "People are moving columns in {address} just now. Nothing was written; the next run goes on where this one stopped."
    ),
    "google.running": "Another run is working on {address}. Wait until it has finished.",
    "google.not_written": "{address} was written, but does not hold what was to be written. Run again; tell us if it happens twice.",
    "google.no_restore": (
        "Google keeps the history of {pages}. In each, click “File”, “Version history”, “See version history”, "
        "choose the same moment, and click “Restore this version”. Step by step: docs/google.en.md."
    ),
    "google.no_demo": "The demonstration writes files on this machine. Leave the three files as they are in programme.yaml, or name paths.",
    # What Google might do otherwise: the trial before the first write
    "google.otherwise": (
        "Google Sheets does not behave as Duos needs it: {what}. Nothing was written. Please tell us; until then, keep the "
        "workbook in a local file."
    ),
    "google.trial_fine": "{address}: Google Sheets behaves as Duos needs it.",
    "google.trial_literal": "a text that begins with = was turned into a formula",
    "google.trial_number": "a telephone number was turned into a number",
    "google.trial_append": "new rows did not come after the last one",
    "google.trial_replace": "a text was not replaced where it stood, or in other cells too",
    "google.trial_sort": "sorting did not keep rows together",
    "google.trial_move": "a moved row did not arrive whole",
    "google.trial_column": "an inserted column went unnoticed",
    "google.trial_token": "the same batch could be written twice",
    # What the workbook will get
    "google.month_first": (
        "{address}: this spreadsheet takes 3/4/2026 for a day of March. Open {page}, click “File”, “Settings”, and "
        "choose your country under “Locale”."
    ),
    "google.will_create": "{address}: tabs that the next run will create: {tabs}.",
    "google.will_add": "{address}: in the tab “{tab}”, the next run adds at the right: {headings}.",
    "google.view_sorted": "By {heading}",
    "google.protected": "Written by Duos. Please write in the white columns.",
    # Rows
    "problem.row_vanished": (
        "In the tab “{tab}”, {code} was written and is no longer there: somebody deleted it at that moment. Bring "
        "it back with “undo” if that was a mistake."
    ),
    # Addresses in programme.yaml
    "fault.google_address": (
        "“{found}” names no spreadsheet. After “google:” comes what stands between /d/ and /edit in its address"
    ),
    "fault.google_link": "“{found}” is a link. Write {kind}:{key}",
    "fault.forms_address": (
        "“{found}” names no form. After “forms:” come one or more forms, by what stands between /d/ and /edit in the "
        "address where they are edited, separated by commas"
    ),
    "fault.forms_elsewhere": "Only the answers can come from a form; “{found}” must be a path or google:…",
    "fault.google_base_url": "“{found}” cannot stand in for Google: write https://…, or http:// for this machine only",
}
