"""Choice from cards: each newcomer is dealt a few cards of volunteers whom the rules allow, and chooses.

One way only: nobody ever chooses among newcomers. Every volunteer lies on the table as equally often as the rules
allow. Cards stay as they were dealt; new ones come only where too few are left to choose from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from zlib import crc32

from pipeline.matching import Allowed, find_vacancies
from pipeline.modes.freedom import allow, find_free
from pipeline.modes.situation import Found, Situation
from pipeline.stages.agenda import about
from pipeline.stages.exposure import Shown, show_evenly
from pipeline.stages.offers import Supply
from pipeline.stages.portraits import Gallery
from pipeline.vocabulary.cards import Card, CardChoice
from pipeline.vocabulary.duos import Explanation, Proposal, Unmatched, Vacancies
from pipeline.vocabulary.journey import ProposalState
from pipeline.vocabulary.people import Person
from pipeline.vocabulary.season import Event
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.todo import Task
from pipeline.words import Speaker

FEWEST = 5  # with fewer cards left to choose from, new ones are dealt
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def propose(situation: Situation) -> Found:
    """Each choice that is possible becomes a proposal; whoever has too few cards to choose from is dealt new ones."""
    supply = find_free(situation)
    allowed = allow(situation, supply)
    table = _lay(situation, supply, allowed)
    picked = table.pick()
    rest = table.without(picked)
    dealt = tuple(rest.deal())
    after = replace(rest, cards=(*situation.cards, *dealt))
    proposals = tuple(after.put_forward(picked))
    left = _allow_after(situation, proposals) if proposals else allowed
    return Found(
        proposals=proposals,
        unmatched=(*left.alone, *after.tell_left(left)),
        tasks=(*_asked(situation, proposals), *after.tasks()),
        events=tuple(
            Event("dealt", code, " + ".join(card.citizen for card in dealt if card.newcomer == code))
            for code in dict.fromkeys(card.newcomer for card in dealt)
        ),
        cards=dealt,
    )


def _allow_after(situation: Situation, new: Sequence[Proposal]) -> Allowed:
    """Whom the rules allow to whoever is left, with the new proposals on the table, as the next run will see it."""
    later = replace(situation, proposals=(*situation.proposals, *new))
    return allow(later, find_free(later))


def lay_out(situation: Situation) -> dict[str, tuple[Card, ...]]:
    """Newcomer → the cards that they can choose from today."""
    supply = find_free(situation)
    table = _lay(situation, supply, allow(situation, supply))
    rest = table.without(table.pick())
    return {code: cards for code in rest.queue if (cards := rest.live(code))}


@dataclass(frozen=True)
class _Table:
    """The cards on the table, and whom the rules allow to whoever sits at it.

    queue: newcomers, the longest waiting first; allowed: newcomer → citizens with room; room: what choices take.
    """

    situation: Situation
    cards: tuple[Card, ...]
    queue: tuple[str, ...]
    allowed: Mapping[str, tuple[str, ...]]
    room: Vacancies

    @cached_property
    def own(self) -> Mapping[str, tuple[Card, ...]]:
        """Newcomer → every card that they were ever dealt."""
        dealt: dict[str, list[Card]] = {}
        for card in self.cards:
            dealt.setdefault(card.newcomer, []).append(card)
        return {code: tuple(cards) for code, cards in dealt.items()}

    def live(self, newcomer: str) -> tuple[Card, ...]:
        """The cards that a newcomer can choose from today."""
        return tuple(
            one for one in self.own.get(newcomer, ()) if self.may_be(one) and one.choice is not CardChoice.NO
        )

    def may_be(self, card: Card) -> bool:
        """Whether the two could become a duo today."""
        return card.citizen in self.allowed.get(card.newcomer, ())

    def pick(self) -> dict[str, Card]:
        """Newcomer → the dearest of their chosen cards that is possible, whoever waits longest first."""
        left, picked = replace(self.room, free=dict(self.room.free)), {}
        for code in self.queue:
            wishes = sorted((card for card in self.own.get(code, ()) if card.is_chosen), key=_dearness)
            card = next((one for one in wishes if self.may_be(one) and left.take(code, one.citizen)), None)
            if card:
                picked[code] = card
        return picked

    def without(self, picked: Mapping[str, Card]) -> _Table:
        """The table once some newcomers have left it, with the room that they take."""
        left = replace(self.room, free=dict(self.room.free))
        for code, card in picked.items():
            left.take(code, card.citizen)
        return replace(
            self,
            queue=tuple(code for code in self.queue if code not in picked),
            allowed={
                code: tuple(one for one in citizens if left.may_take(code, one))
                for code, citizens in self.allowed.items()
                if code not in picked
            },
            room=left,
        )

    def deal(self) -> Iterator[Card]:
        """New cards where too few are left, as far as the team can look at them."""
        wanted = dict(self._wants())
        possible = {code: self._unseen(code) for code in wanted}
        lying = Counter(card.citizen for code in self.queue for card in self.live(code))
        shown = Shown(now=lying, before=Counter(card.citizen for card in self.cards))
        painter = _Painter(self.situation)
        for code, citizens in show_evenly(possible, wanted, shown).items():
            mixed = sorted(citizens, key=lambda one: (crc32(f"{code} {one}".encode()), one))
            free = 1 + max((_place(card.letter) for card in self.own.get(code, ())), default=-1)
            for place, citizen in enumerate(mixed, start=free):
                yield painter.paint(Card(code, _letter(place), citizen, self.situation.today))

    def _wants(self) -> Iterator[tuple[str, int]]:
        """Newcomer → how many new cards, the longest waiting first while there is room on the table."""
        lying = {code: len(self.live(code)) for code in self.queue}
        room = self.situation.programme.matching.open_proposals - sum(count > 0 for count in lying.values())
        for code, count in lying.items():
            if count >= FEWEST or not self._unseen(code):
                continue
            if count or room > 0:
                room -= not count
                yield code, self.situation.programme.matching.cards.count - count

    def _unseen(self, newcomer: str) -> tuple[str, ...]:
        seen = {card.citizen for card in self.own.get(newcomer, ())}
        return tuple(one for one in self.allowed.get(newcomer, ()) if one not in seen)

    def put_forward(self, picked: Mapping[str, Card]) -> Iterator[Proposal]:
        """One proposal for each choice; why: what the newcomer read on the card."""
        people = {person.code: person for person in self.situation.ready}
        gallery = Gallery(self.situation.programme.matching, self.situation.form)
        speaker = Speaker(self.situation.programme.languages.workbook, self.situation.form)
        for number, (code, card) in enumerate(picked.items(), start=self.situation.number):
            newcomer = people[code]
            lines = gallery.portray(people[card.citizen], newcomer)
            yield Proposal(
                code=f"P-{number:04d}",
                newcomer=code,
                citizen=card.citizen,
                proposed_on=self.situation.today,
                explanation=Explanation(
                    opinion=None,
                    why=(
                        sentence("reason.card", who=newcomer.first_name, letter=card.letter),
                        *(
                            sentence("reason.card_line", about=line.about, says=line.joined(speaker))
                            for line in lines
                        ),
                    ),
                ),
            )

    def tell_left(self, allowed: Allowed) -> Iterator[Unmatched]:
        """Whoever has no card to choose from, or whose card lies before nobody, although rules allow somebody."""
        for code in self.queue:
            if allowed.citizens.get(code) and not self.live(code):
                yield Unmatched(code, (self._tell(code, len(allowed.citizens[code])),))
        shown = {card.citizen for code in self.queue for card in self.live(code)}
        for code in sorted({citizen for _, citizen in allowed.pairs} - shown):
            yield Unmatched(code, (sentence("unmatched.no_card"),))

    def _tell(self, code: str, count: int) -> Sentence:
        if self._unseen(code):
            return sentence("unmatched.cards_limit", count=self.situation.programme.matching.open_proposals)
        return sentence("unmatched.cards_seen", count=count)

    def tasks(self) -> Iterator[Task]:
        """Cards that wait for a choice, and choices that are possible no more."""
        people = {person.code: person for person in self.situation.ready}
        patience = timedelta(days=self.situation.programme.calendar.answer_days)
        for code in self.queue:
            gone = [
                card.letter for card in self.own.get(code, ()) if card.is_chosen and not self.may_be(card)
            ]
            cards = self.live(code)
            if cards:
                by_when = max(card.dealt_on or self.situation.today for card in cards) + patience
                task = "choose_again" if gone else "show_cards"
                letters = tuple(gone or [card.letter for card in cards])
                shown = replace(about(people[code], task, by_when=by_when, letters=letters), where="cards")
                few = len(self.allowed[code])
                is_few = not gone and few < FEWEST
                yield replace(shown, because=sentence("because.few_cards", count=few)) if is_few else shown


def _lay(situation: Situation, supply: Supply, allowed: Allowed) -> _Table:
    requests = sorted(supply.requests, key=lambda one: (-one.waiting_days, one.person.code))
    return _Table(
        situation=situation,
        cards=situation.cards,
        queue=tuple(request.person.code for request in requests),
        allowed=allowed.citizens,
        room=find_vacancies(supply.offers, supply.requests, situation.programme, situation.form),
    )


def _dearness(card: Card) -> tuple[bool, str]:
    return card.choice is not CardChoice.FIRST, card.letter


def _letter(place: int) -> str:
    """A, B, … Z, then AA, AB, …: a letter is never used twice for one newcomer."""
    first, last = divmod(place, len(LETTERS))
    return (LETTERS[first - 1] if first else "") + LETTERS[last]


def _place(letter: str) -> int:
    """Where a letter stands among A, B, … Z, AA, AB, …; before them all where a hand wrote something else."""
    place = -1
    for sign in letter.upper():
        if sign not in LETTERS:
            return -1
        place = (place + 1) * len(LETTERS) + LETTERS.index(sign)
    return place


class _Painter:
    """Writes on cards, in a language that the newcomer reads."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.people = {person.code: person for person in situation.ready}
        self.gallery = Gallery(situation.programme.matching, situation.form)

    def paint(self, card: Card) -> Card:
        """The card with its words."""
        newcomer = self.people[card.newcomer]
        language = self.gallery.language_for(
            newcomer,
            self.situation.languages.get(newcomer.code, ""),
            self.situation.programme.languages.workbook,
        )
        speaker = Speaker(language, self.situation.form)
        lines = self.gallery.portray(self.people[card.citizen], newcomer)
        said = (
            speaker.say(sentence("cards.line", about=line.about, says=line.joined(speaker))) for line in lines
        )
        return replace(card, language=language, text="\n".join(said))


def _asked(situation: Situation, new: Sequence[Proposal]) -> Iterator[Task]:
    """Volunteers who were chosen are asked at once; where both are asked first anyway, they are asked with the others."""
    people = {person.code: person for person in situation.ready}
    chosen = {card.pair for card in situation.cards if card.is_chosen}
    for proposal in () if situation.programme.matching.asks_first else (*situation.proposals, *new):
        if proposal.pair in chosen and _waits(proposal) and proposal.citizen in people:
            told = {"proposal": proposal.code, "who": _named(people[proposal.citizen])}
            yield Task(
                what=Sentence("todo.ask_chosen", told),
                because=Sentence("because.ask_chosen", told),
                who=f"{proposal.code} · {' + '.join(proposal.pair)}",
                by_when=situation.today,
                where="proposals",
                row=proposal.row,
                assignee=proposal.decided_by,
            )


def _waits(proposal: Proposal) -> bool:
    """Put forward, and neither the team nor the volunteer has said anything."""
    is_open = proposal.state is ProposalState.OPEN and bool(proposal.code)
    return is_open and not proposal.decision and not proposal.citizen_reply


def _named(person: Person) -> str:
    return f"{person.code} · {person.first_name}"
