"""Telling: what a run says of its choice of pairs, and when it says nothing."""

from __future__ import annotations

import pytest

from pipeline.modes.discussed import propose
from pipeline.modes.situation import Situation
from pipeline.river import decide
from pipeline.telling import Report, count_for_machines, summarise
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.published import Published
from pipeline.vocabulary.season import Counts, Outcome, Season
from pipeline.words import Speaker
from tests.builders import SECRET, TODAY, a_citizen, a_newcomer, a_programme, the_form

CITIZENS = tuple(a_citizen(f"V-{number:04}") for number in range(1, 4))
WEIGHED = (Mode.CRITERIA, Mode.DISCUSSED, Mode.ACTIVITIES)


def decided(mode: Mode) -> Outcome:
    """A run over one newcomer and three volunteers who suit them."""
    season = Season(a_programme(mode=mode), the_form(), SECRET, people=(a_newcomer(), *CITIZENS))
    return decide(season, TODAY)


@pytest.mark.parametrize("mode", list(Mode))
def test_only_a_choice_is_proven(mode: Mode) -> None:
    """Where no pair is weighed against another there is nothing to prove, and no nought that looks like a proof."""
    counts = decided(mode).counts
    assert (counts.gap, counts.total is None) == ((0, False) if mode in WEIGHED else (None, True))


@pytest.mark.parametrize(
    ("total", "gap", "language", "words"),
    [
        (700_000, 0, "en", "Checked: no other choice of pairs would be better for everybody together."),
        (700_000, 0, "fr", "Vérifié\u00a0: aucun autre choix de duos ne serait meilleur pour l’ensemble des personnes."),
        (700_000, 0, "nl", "Nagerekend: geen enkele andere keuze van duo’s zou voor iedereen samen beter zijn."),
        (999_999, 1, "fr", "Vérifié\u00a0: ce choix de duos atteint au moins 999 millièmes du meilleur choix possible."),
        (750_000, 250_000, "nl", "Nagerekend: deze keuze van duo’s haalt minstens 750 duizendsten van de best mogelijke keuze."),
        (0, 0, "en", ""),
        (None, None, "en", ""),
    ],
)  # fmt: skip
def test_how_good_the_choice_is_told(total: int | None, gap: int | None, language: str, words: str) -> None:
    outcome = Outcome(TODAY, Published(generated_on=TODAY), counts=Counts(total=total, gap=gap))
    told = [one for one in summarise(Report(outcome, {})) if "best" in one.code]
    assert "".join(map(Speaker(language).say, told)) == words


def test_what_nothing_proved_is_no_number() -> None:
    assert {"gap", "total"}.isdisjoint(count_for_machines(Counts(proposed=2)))
    assert count_for_machines(Counts(total=700_000, gap=0)).items() >= {"total": 700_000, "gap": 0}.items()


def test_each_round_of_a_discussion_counts() -> None:
    """Three choices for one newcomer are worth about three times one."""
    alone, among = (
        propose(
            Situation(a_programme(hard_to_serve_bonus=0), the_form(), (a_newcomer(), *some), (), (), 1, TODAY)
        )
        for some in (CITIZENS[:1], CITIZENS)
    )
    assert alone.proof is not None
    assert among.proof is not None
    assert (len(among.proposals), among.proof.gap) == (3, 0)
    assert among.proof.total > 2.9 * alone.proof.total
