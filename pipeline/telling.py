"""Telling: what a run found, decided and wrote in; the sentences of the terminal out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.season import Counts, Outcome
from pipeline.vocabulary.sentences import Label, Sentence, sentence

NAMED = 12  # codes that a rehearsal names of each tab


@dataclass(frozen=True)
class Report:
    """What a run found, decided and wrote."""

    outcome: Outcome
    changes: Mapping[str, Changes]  # by file; what is still to be written where nothing was
    problems: tuple[Problem, ...] = ()
    is_written: bool = False
    requests: Mapping[str, int] = field(default_factory=dict)  # by file: how often Google was asked
    collected: int = 0  # applications that our own form had received


def say_problem(problem: Problem) -> Sentence:
    """A problem with the place where it stands."""
    where = problem.where
    place = " · ".join(part for part in (where.title or where.tab, where.cell) if part)
    return sentence("summary.problem", place=place, what=problem.sentence)


def count_for_machines(counts: Counts) -> dict[str, int]:
    """What a run did, in numbers; what it does not know is left out."""
    return {name: count for name, count in asdict(counts).items() if count is not None}


def summarise(report: Report) -> tuple[Sentence, ...]:
    """What a run tells at its end, as sentences."""
    counts = report.outcome.counts
    collected = (sentence("receive.collected", count=report.collected),) if report.collected else ()
    return (
        *collected,
        sentence("summary.read", count=counts.responses, candidates=counts.candidates, known=counts.known),
        sentence("summary.registered", count=counts.registered),
        sentence("summary.decided", count=counts.decisions, duos=counts.duos),
        sentence("summary.proposed", count=counts.proposed, open=counts.open),
        *_proven(counts),
        *_things_to_look_at(report.outcome),
        sentence("summary.unmatched", count=counts.newcomers_unmatched, citizens=counts.citizens_unmatched),
        sentence("summary.problems", count=counts.problems),
        *_closing_words(report),
    )


def _proven(counts: Counts) -> Iterator[Sentence]:
    """How good the choice of pairs is, where there was one: by prices, not by opinion."""
    if not counts.total or counts.gap is None:
        return
    if counts.gap == 0:
        yield sentence("summary.best")
    else:
        yield sentence("summary.nearly_best", parts=1000 * counts.total // (counts.total + counts.gap))


def _things_to_look_at(outcome: Outcome) -> Iterator[Sentence]:
    """What lies ready where nobody is compared, and that it can be printed."""
    if outcome.cards:
        yield sentence("summary.cards", count=len(outcome.cards), tab=Label("tab", "cards"))
    if outcome.side_by_side:
        yield sentence(
            "summary.side_by_side", count=len(outcome.side_by_side), tab=Label("tab", "side_by_side")
        )


def _closing_words(report: Report) -> Iterator[Sentence]:
    if report.is_written:
        return
    if not any(report.changes.values()):
        yield sentence("summary.nothing")
        return
    for changes in report.changes.values():
        yield from _foretell(changes)
    yield sentence("summary.dry_run")


def _foretell(changes: Changes) -> Iterator[Sentence]:
    """What a rehearsal would have written: rows by their code, states before and after, machine tabs by name."""
    added: dict[str, list[str]] = {}
    for append in changes.appends:
        added.setdefault(append.tab, []).append(str(append.cells.get("code") or ""))
    for tab, codes in added.items():
        named = tuple(code for code in codes if code)[:NAMED]
        said = "summary.would_add" if named else "summary.would_add_rows"
        yield sentence(said, tab=Label("tab", tab), count=len(codes), codes=named)
    for swap in changes.swaps:
        yield sentence("summary.would_swap", tab=Label("tab", swap.tab), before=swap.before, after=swap.after)
    for replace in changes.replaces:
        yield sentence("summary.would_replace", tab=Label("tab", replace.tab))
