"""What stands on the pages that the team prints."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "document.written": ("{count} page to print in {folder}.", "{count} pages to print in {folder}."),
    "document.none": "In the mode “{mode}” there are no sheets apart: the tab “{proposals}” itself is made for paper. "
    "Open the workbook and print it. `duos report` writes the report, `duos form paper` the forms.",
    "document.none_today": "There is nobody today for whom the mode “{mode}” has a sheet to print. "
    "“To do” and “Without proposal” say what comes first.",
    # side by side
    "document.side_by_side": "{name} ({code}), side by side",
    "document.side_by_side_paper": "Shred this sheet once you have decided.",
    # discussion sheets
    "document.discussion": "Talking it over with {name} ({code})",
    "document.discussion_how": "Have this sheet at hand when you call. The telephone number stands in the file “{contacts}”.",
    "document.discussion_say": "To say in your own words",
    "document.discussion_opening": (
        "{name}, we have thought of {count} person with whom you might get on well.",
        "{name}, we have thought of {count} people with whom you might get on well. I will tell you about them one by one.",
    ),
    "document.discussion_free": "You can say yes, no, or think about it. You need not say why. "
    "If it is no, we look for somebody else.",
    "document.discussion_why": "What we have seen",
    "document.discussion_check": "To ask about",
    "document.discussion_answer": "Answer of {name} ({code})",
    "document.discussion_after": "To end the call",
    "document.discussion_closing": "Thank you. Now we ask the other person, too. We call you back, whatever they answer.",
    "document.discussion_note": "Note the answers in the tab “{tab}”, in the columns “{newcomer}” and “{citizen}”. "
    "Call the volunteer only when the newcomer has said yes.",
    "document.discussion_secret": "Nobody is told why the other one says no. Shred this sheet once the answers are noted.",
    "document.discussion_notes": "Notes",
    # place cards
    "document.places": "{title}, {on}",
    "document.places_paper": "Cut the cards out and give each person their own. Shred what is left, and the cards once the wishes are noted.",
    "document.places_table": "Table {number}: {languages}",
    "document.places_none": "Come and see us when you arrive.",
    "document.places_introduce": "You can introduce yourself to",
    "document.places_wish": "I would like to see again (only the team reads this)",
}
