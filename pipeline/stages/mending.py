"""Mending: what could not be read in cells comes in; lines of *À faire* leave, those that hold a decision up first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.todo import Task

LINES = 6  # of the 25 of *À faire*: calls must not drown in cells
ACTED_ON = frozenset({"code", "decision", "citizen_reply", "newcomer_reply", "card_choice", "state", "stage"})
TABS = ("proposals", "cards", "wishes", "duos", "settings", "newcomers", "citizens", "sessions", "follow_up")


def tell_cells(problems: Sequence[Problem]) -> Iterator[Task]:
    """The most pressing cells one by one; of the others, how many there are and in which tabs."""
    ordered = sorted(problems, key=_press)
    for problem in ordered[:LINES]:
        place = " · ".join(part for part in (_tab(problem), problem.where.cell) if part)
        because = sentence("because.problem")
        yield Task(what=problem.sentence, because=because, where=place, row=problem.where.row)
    left = ordered[LINES:]
    if left:
        counted = Counter(map(_tab, left))
        where = ", ".join(f"{tab} ({count})" for tab, count in counted.items())
        yield Task(what=sentence("todo.more_cells", count=len(left)), where=where)


def _press(problem: Problem) -> tuple[bool, int, int]:
    """What a run would act on before what it only tells; then by tab, then by row."""
    tab, row = problem.where.tab, problem.where.row or 0
    return problem.where.field not in ACTED_ON, TABS.index(tab) if tab in TABS else len(TABS), row


def _tab(problem: Problem) -> str:
    return problem.where.title or problem.where.tab
