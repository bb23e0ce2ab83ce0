"""What the printed form says. Also translated for languages that only the forms speak."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "paper.one": "Tick one box.",
    "paper.several": "You can tick several boxes.",
    "paper.other": "Something else:",
    "paper.date_of": "Day / month / year:",
    "paper.needed": "We need this answer.",
    "paper.young": "If not: please stop here.",
    "paper.back": "Give this sheet to a member of the team, or send it to: {address}.",
    "paper.call": "Would you rather talk? Call us: {phone}.",
    "paper.day": "Date",
    "paper.signature": "Signature",
    "paper.for_team": "For the team",
    "paper.received": "Received on",
    "paper.typed": "Typed in by",
    "paper.spoken": "Agreed aloud on, language, heard by",
    "paper.page": "page {number} of {total}",
    "paper.print": "Print this page",
    "paper.unreviewed": "A native speaker has yet to read this page.",
}
