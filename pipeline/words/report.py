"""The report: how long people wait, whether every group is served alike, and which criteria had to do with what came of it."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "report.title": "Report of {on}",
    "report.written": "The report is in {path}. It names nobody and counts no fewer than five people.",
    "report.private": "For the team and the board. Nobody is named, and no number below five is shown: a dash (–) stands "
    "in its place, and sometimes in the place of a second number that would give the first away.",
    # waiting
    "report.waiting": "How long people wait",
    "report.waiting_how": "From signing up to the first proposal. Half of the last twenty people of a side waited no longer. "
    "Whoever is still waiting is not in it.",
    "report.days": ("{count} day", "{count} days"),
    "report.wait": "{many}: {days}",
    "report.too_few": "too few people to say",
    # fairness
    "report.fairness": "Is every group served alike?",
    "report.fairness_how": "Everybody who was ever proposed to somebody, or is ready for it today. “With a proposal” counts who "
    "had at least one. “Half had one within” counts the people who are still waiting, too.",
    "report.fairness_why": "The tables say what happened, not why. With few people, a gap may be chance: look at it together, "
    "and again next year. No answer compared here enters a proposal, unless a rule or a criterion of the programme names it.",
    "report.used_by": "This answer counts in proposals ({names}).",
    "report.used_by_none": "This answer counts in no proposal.",
    "report.compared": "{question} ({many})",
    "report.group": "Group",
    "report.people": "People",
    "report.served": "With a proposal",
    "report.half": "Half had one within",
    "report.everybody": "Everybody",
    "report.unanswered": "no answer",
    "report.level": "speaks the language: {level}",
    "report.not_yet": "speaks the language: not yet",
    "report.gap_days": "From one group to another, half waited from {least} to {most} days: {times} times as long.",
    "report.gap_rates": "From one group to another, the share with a proposal differs {times} times.",
    "report.gap_nobody": "In at least one group, nobody had a proposal yet: look at it together.",
    "report.gap_notable": "That is more than 1.25 times: worth a conversation.",
    "report.gap_small": "That is less than 1.25 times.",
    "report.no_gap": "Too few people in at least two groups: nothing can be compared.",
    "report.area.brussels": "Brussels",
    "report.area.walloon_brabant": "Walloon Brabant",
    "report.area.flemish_brabant": "Flemish Brabant",
    "report.area.antwerp": "Antwerp",
    "report.area.limburg": "Limburg",
    "report.area.liege": "Liège",
    "report.area.namur": "Namur",
    "report.area.hainaut": "Hainaut",
    "report.area.luxembourg": "Luxembourg (province)",
    "report.area.west_flanders": "West Flanders",
    "report.area.east_flanders": "East Flanders",
    # criteria
    "report.criteria": "Which criteria had to do with it?",
    "report.criteria_how": "How near the two people of a pair were, by each criterion: 0 is far, 1 is the same. Pairs in which "
    "one of the two has not answered are left out. Values are recomputed from the answers as they stand today.",
    "report.criteria_why": "The interval says between which bounds the difference lies, nineteen times out of twenty. Where it "
    "contains 0, nothing can be concluded. The machine had already chosen these pairs by the same criteria: what is left "
    "between them is less than what the criteria are worth. No importance changes by itself: “Settings” is yours.",
    "report.decisions": "The team’s yes and no of one year",
    "report.outcomes": "Duos that lasted, and duos that ended early",
    "report.outcomes_how": "Lasted: closed at their end or as a friendship, or running for three months or more. Whoever moved "
    "away or found other help is on neither side.",
    "report.criterion": "Criterion",
    "report.importance": "Importance today",
    "report.yes": "Yes",
    "report.no": "No",
    "report.lasted": "Lasted",
    "report.ended": "Ended early",
    "report.difference": "Difference and interval",
    "report.side": "{mean} ({count} pairs)",
    "report.interval": "{difference} [{low}; {high}]",
    "report.nearer": "nearer",
    "report.further": "further apart",
    "report.unclear": "nothing to conclude",
    "report.forgotten": (
        "{count} pair is not in it: one of the two people is no longer in the workbook.",
        "{count} pairs are not in it: one of the two people is no longer in the workbook.",
    ),
}
