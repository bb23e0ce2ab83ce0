"""What stands beside sheets and cards, where people choose and no criterion compares."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # Side by side, for the team
    "cards.side_by_side": "Each newcomer with volunteers whom the rules allow, in the order of their codes: nobody "
    "comes before another. Do you feel a duo? Write both codes on an empty line of “Proposals”, and why. "
    "At the next run, “To do” answers.",
    "cards.nobody": "Nobody to lay side by side today: “Without proposal” says why.",
    "cards.others": "Also possible: {codes}.",
    "cards.others_and_more": (
        "Also possible: {codes}; and {count} more.",
        "Also possible: {codes}; and {count} more.",
    ),
}
