"""An organisation's own list: how it is understood, what is wrong in it, and what importing it does."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # what the preview says
    "importing.people": ("{title}: {count} row, {role}", "{title}: {count} rows, {role}"),
    "importing.both_sides": "people of both sides",
    "importing.duos": ("{title}: {count} row, existing duos", "{title}: {count} rows, existing duos"),
    "importing.nothing": "{title}: nothing that we understand. Not imported",
    "importing.column": "{column}, “{heading}”: {field}",
    "importing.column_near": "{column}, “{heading}”: taken for {field}. Is that right?",
    "importing.column_twice": "{column}, “{heading}”: another column already says this. Not imported",
    "importing.column_unknown": "{column}, “{heading}”: not imported",
    "importing.mapping": "To change what a heading means, edit {path} and import again",
    "importing.fields": "Fields that a heading may be given: {fields}",
    "importing.found": (
        "New people: {new}. Already known: {known}. New duos: {duos}. Duos already known: {already}"
    ),
    "importing.assumed": (
        "The list does not say whether these people are 18 or over and agree to their data being used: "
        "by importing it you confirm both"
    ),
    "importing.preview": "Nothing is written yet. To import the list, add --yes",
    "importing.done": "The list is in the workbook",
    "importing.field.full_name": "first and family name",
    "importing.field.citizen_phone": "the volunteer’s telephone",
    "importing.field.newcomer_phone": "the newcomer’s telephone",
    # what is wrong in a row
    "problem.import_role": (
        "This row does not say whether it is a volunteer or a newcomer. Write one of the two"
    ),
    "problem.import_date": "This is not a date that we can read. Write it like 24/11/2026",
    "problem.import_stage": (
        "“{found}” is not a stage that we know. Choose: {choices}. Until then: application received"
    ),
    "problem.import_who": (
        "We find nobody by this name or number, in the list or in the workbook. Write a code or a telephone"
    ),
    "problem.import_several": (
        "Several people answer to this: {codes}. Write the code or the telephone of the right one"
    ),
    "problem.import_end_first": "This duo ends before it begins. Correct one of the two dates",
    # what keeps a file from being read
    "importing.file_missing": "{path}: there is no such file. Check its name",
    "importing.file_kind": (
        "{path}: only .xlsx and .csv files can be imported. Save the list as one of them"
    ),
    "importing.file_empty": "{path}: there is nothing in this file",
    "importing.file_unreadable": (
        "{path}: this is not a text file. Save it again as “CSV UTF-8” or as .xlsx"
    ),
    "importing.file_large": "{path}: more than {limit} MB. Remove what is not a list of people",
    "importing.mapping_fault": "{path}: “{field}” is not a field. Choose: {fields}",
    # the synthetic season
    "demo.not_synthetic": (
        "{path} was not made by the demo, and the demo writes over nothing else. "
        "Move your files away, or name others with --workbook, --answers and --confidential"
    ),
}
