"""By feel: the team looks at people side by side and writes the pairs; rules alone stand in the way.

No criterion is looked at and nothing is proposed. Where many are allowed, a few are shown: everybody equally often.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.modes.freedom import allow, find_free
from pipeline.modes.situation import Found, Situation, tell_waiting
from pipeline.stages.exposure import Shown, show_evenly
from pipeline.vocabulary.cards import SideBySide
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.sentences import sentence

SIDE_BY_SIDE = 10  # more volunteers than this beside one newcomer nobody reads
NEWCOMERS = 200  # more newcomers than this nobody looks at; the others' turn comes


def propose(situation: Situation) -> Found:
    """Whom the rules allow, newcomer by newcomer; a pair comes about only where the team writes it.

    Whoever has waited longest is shown first.
    """
    people = {person.code: person for person in situation.ready}
    allowed = allow(situation, find_free(situation))
    queue = sorted(allowed.citizens, key=lambda code: (people[code].received, code))
    now = {code: allowed.citizens[code] for code in queue[:NEWCOMERS]}
    shown = show_evenly(now, dict.fromkeys(now, SIDE_BY_SIDE), Shown())
    later = sentence("unmatched.side_by_side", count=NEWCOMERS)
    told = {code for one in now for code in (one, *now[one])}
    waiting = tell_waiting(allowed.pairs, later)
    return Found(
        unmatched=(*allowed.alone, *(one for one in waiting if one.code not in told)),
        side_by_side=tuple(
            _lay_out(code, allowed.citizens[code], shown[code], people) for code in sorted(shown)
        ),
    )


def _lay_out(
    code: str, allowed: tuple[str, ...], shown: tuple[str, ...], people: Mapping[str, Person]
) -> SideBySide:
    others = tuple(one for one in allowed if one not in shown)
    return SideBySide(people[code], tuple(people[one] for one in shown), others)
