"""What a command tells in the terminal."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "summary.read": (
        "{count} response read: {candidates} valid, {known} already known.",
        "{count} responses read: {candidates} valid, {known} already known.",
    ),
    "summary.registered": ("{count} new person registered.", "{count} new people registered."),
    "summary.decided": (
        "{count} decision acted on; new duos: {duos}.",
        "{count} decisions acted on; new duos: {duos}.",
    ),
    "summary.proposed": (
        "{count} new proposal; open in all: {open}.",
        "{count} new proposals; open in all: {open}.",
    ),
    "summary.best": "Checked: no other choice of pairs would be better for everybody together.",
    "summary.nearly_best": "Checked: this choice of pairs reaches at least {parts} thousandths of the best possible one.",
    "summary.cards": (
        "{count} new card in “{tab}”; `duos document` prints them.",
        "{count} new cards in “{tab}”; `duos document` prints them.",
    ),
    "summary.side_by_side": (
        "{count} newcomer with volunteers in “{tab}”; `duos document` prints them.",
        "{count} newcomers with volunteers in “{tab}”; `duos document` prints them.",
    ),
    "summary.unmatched": (
        "{count} newcomer still without a proposal; volunteers free: {citizens}.",
        "{count} newcomers still without a proposal; volunteers free: {citizens}.",
    ),
    "summary.problems": (
        "{count} thing to correct, noted in “To do”.",
        "{count} things to correct, noted in “To do”.",
    ),
    "summary.nothing": "Nothing new: nothing was written.",
    "summary.dry_run": "Nothing was written: this was only a rehearsal.",
    "summary.would_add": (
        "{tab}: {count} row would be added ({codes})",
        "{tab}: {count} rows would be added ({codes})",
    ),
    "summary.would_add_rows": (
        "{tab}: {count} row would be added",
        "{tab}: {count} rows would be added",
    ),
    "summary.would_swap": "{tab}: “{before}” would become “{after}”",
    "summary.would_replace": "{tab}: would be written anew",
    "summary.open": "Open: {files}",
    "summary.stage.read": "Reading the files",
    "summary.stage.validate": "Understanding the responses",
    "summary.stage.decide": "Reading the team’s decisions",
    "summary.stage.match": "Comparing people",
    "summary.stage.write": "Writing and checking the workbook",
    "summary.stage.season": "Writing a synthetic season",
    "summary.stage.site": "Building the site",
    "summary.problem": "{place}: {what}",
    "summary.restored": "{path} is back as it was.",
    "summary.ready": "Everything is in order.",
    "summary.last_run": "Last run: {on}.",
    "summary.stale": "Duos has not run since {on}. On the machine that runs it, see what the scheduled job says, or start `duos run` by hand.",
    "summary.never_run": "{address}: line 1 of “To do” names no run of the last twelve months. Start `duos run` by hand, then see why the scheduled job does not.",
}
