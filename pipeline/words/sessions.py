"""What stands in *Tables*: who sits where, and who may introduce themselves to whom."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "tables.banner": (
        "Tables for the next sessions, made again at each run. Whoever is noted under “Participants” in “Sessions” "
        "sits here; while nobody is, everybody who is free then can be invited. Each table has a language that all of "
        "it speaks. Give each person their own line only."
    ),
    "tables.nobody": "No meeting is to come, or nobody is free then. Plan one in “Sessions”, visible on the site.",
    "tables.session": "{on} · {title}",
    "tables.table": "{number} · {languages}",
    "tables.none": "no table",
    "tables.interpreter": "No table speaks their languages: think of an interpreter.",
    "tables.introduction": "{who} ({shared})",
}
