"""What cannot be read in a row that the team corrected, and how to mend it."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "problem.row_date": "“{found}” is not a date. Write it like 24/11/2026",
    "problem.row_choice": "“{found}” is not in the list of this column. Choose: {choices}",
    "problem.row_option": "{question}: “{text}” is none of the words of this column, and does not count. Possible words: {options}",
    "problem.row_number": "“{found}” is not a whole number between 0 and 50",
    "problem.row_codes": "A row written by hand needs two codes, a newcomer’s and a volunteer’s, like N-0017 and V-0042",
    "problem.row_card": "A card written by hand needs a newcomer’s code, a letter and a volunteer’s code, like N-0017, A and V-0042",
    "problem.row_twice": "The code {code} stands in two rows. Keep one, delete the copy",
    "problem.row_state": "The state cell was changed. Undo it, or copy the row’s code back: it should end in “· {code}”",
    "problem.row_hour": "“{found}” is not an hour. Write it like 18:30",
    "problem.row_code": "“{found}” is not a code. Write codes like N-0017 and V-0042, with commas between them",
    "problem.memory_damaged": "Somebody changed what Duos had noted here for itself. Nothing to do: the questions of Google’s form are known by their titles, and Duos notes them again",
    "problem.session_day": "The date is missing. Without it, nothing is done with this row",
    "problem.session_hours": "It ends ({ends}) before it begins ({begins}). Correct one of the two hours",
    "problem.session_missing": "“{field}” is missing. The site shows this row once it is filled in",
    "problem.wish_side": "{code} is on the same side as {who}: no duo can come of it. Leave this code out",
    "problem.wish_many": "Up to {most} people can be named. Only the first ones count",
    "problem.wish_empty": "Whom would {code} like to see again? Write one to three codes, or delete the row",
    "problem.wish_whose": "Whose wish is this? Write their code",
}
