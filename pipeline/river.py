"""The river: what the files hold in, what a run decides out. Puts the stages in order; reads and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.answers import write_answer
from pipeline.matching import check_pair, price_pairs
from pipeline.modes import find_left, propose
from pipeline.modes.situation import Found, Situation
from pipeline.settings import said_everywhere
from pipeline.stages.agenda import about, find_due, put_in_order
from pipeline.stages.cost import tell_cost
from pipeline.stages.decisions import Decided, Ledger, act_on_decisions
from pipeline.stages.follow_up import Followed, follow_duos
from pipeline.stages.initials import find_strangers
from pipeline.stages.mending import tell_cells
from pipeline.stages.moments import plan_sessions
from pipeline.stages.offers import Supply, find_supply, guests_of, is_past, term_of
from pipeline.stages.profiles import Call, Sought, seek_profiles, tell_overview
from pipeline.stages.proposals import pairs_not_to_repeat
from pipeline.stages.publication import publish
from pipeline.stages.registration import Register, Registration, register_candidates
from pipeline.stages.selection import Selection, select_people
from pipeline.stages.silence import find_silence
from pipeline.stages.validation import Validated, is_note, validate_responses
from pipeline.stages.waiting import first_days, guard_lists, tell_waiting_days
from pipeline.vocabulary.duos import Mission, Notice, Offer, Open, Proposal, Request, Unmatched
from pipeline.vocabulary.form import FILLED_BY, Form
from pipeline.vocabulary.journey import DuoState, ProposalState, Reply
from pipeline.vocabulary.people import Answer, Person, Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.published import Profile, Published
from pipeline.vocabulary.season import Counts, Event, Identifiers, NewContact, NewPerson, Outcome, Season
from pipeline.vocabulary.sentences import Label, Sentence, sentence
from pipeline.vocabulary.todo import Task
from pipeline.words import LANGUAGES, Speaker
from pipeline.words.catalogs import is_spoken

SOON = frozenset(
    {
        "unmatched.limit",
        "unmatched.cards_limit",
        "unmatched.side_by_side",
        "unmatched.invite",
        "unmatched.no_meeting",
    }
)  # somebody suits already
RECENT = timedelta(days=30)  # how long a response that could not be used is told of
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Current:
    """What the stages made of a season, each from those before it."""

    validated: Validated
    registration: Registration
    decided: Decided
    followed: Followed
    selection: Selection
    found: Found
    left: Supply  # free once this run has proposed
    sought: tuple[Sought, ...]
    problems: tuple[Problem, ...]


def decide(season: Season, today: date, progress: Progress = lambda stage: None) -> Outcome:
    """Everything that this run changes; the same season and day always give the same outcome."""
    season = replace(season, proposals=tuple(_say_yes_of_cards(season)))
    current = _flow(season, today, progress)
    return Outcome(
        today=today,
        published=_publish(season, current, today),
        people=tuple(new_people(current.registration, current.validated)),
        contacts=tuple(new_contacts(current.registration, season)),
        proposals=current.found.proposals,
        proposal_changes=current.decided.changed,
        duos=current.decided.duos,
        duo_changes=current.followed.changed,
        tasks=put_in_order(tuple(_tasks(season, current, today))),
        unmatched=current.found.unmatched,
        side_by_side=current.found.side_by_side,
        cards=current.found.cards,
        seats=current.found.seats,
        overview=_overview(season, current),
        sought=tuple(one.call.words for one in current.sought if one.call),
        events=tuple(_events(current)),
        names={person.code: person.first_name for person in season.people},
        waiting_since={person.code: person.received for person in season.people},
        identifiers=Identifiers(
            {**season.identifiers.questions, **current.validated.questions}, current.registration.tied
        ),
        counts=_count(current),
    )


def _flow(season: Season, today: date, progress: Progress) -> Current:
    progress("validate")
    known = season.identifiers.questions
    validated = validate_responses(season.responses, season.form, today=today, known=known)
    registration = register(season, validated, today)
    progress("decide")
    people = {person.code: person for person in season.people}
    decided = _decide(season, people, today)
    followed = follow_duos(
        (*season.duos, *decided.duos), people, season.last_news, season.programme.calendar, today
    )
    progress("match")
    selection = select_people(_undamaged(season), season.programme)
    situation = _situate(season, selection, decided, followed, today)
    found = propose(situation)
    left = find_left(situation, found)
    sought = _seek(season, left, found)
    problems = (*season.problems, *_worth_telling(validated, today))
    return Current(validated, registration, decided, followed, selection, found, left, sought, problems)


# --- registration ---------------------------------------------------------------------------------------


def register(season: Season, validated: Validated, today: date) -> Registration:
    """What the candidates of a season become: new people, and those already known."""
    known = Register(
        people=season.people,
        contacts=season.contacts,
        secret=season.secret,
        numbers={role: next_number(season, role.letter) for role in Role},
        set_aside=season.set_aside,
        tied=season.identifiers.people,
    )
    return register_candidates(validated.candidates, known, season.form, today)


def _undamaged(season: Season) -> Iterator[Person]:
    """Everybody for whom something may be done: no damaged row, no stage that cannot be read."""
    return (person for person in season.people if person.code not in season.set_aside)


def next_number(season: Season, letter: str) -> int:
    """One more than the highest number this letter ever had in any file: codes are never used again."""
    numbers = (int(code[2:]) for code in season.used_codes if code.startswith(f"{letter}-"))
    return max(numbers, default=0) + 1


def new_people(registration: Registration, validated: Validated) -> Iterator[NewPerson]:
    """Each new person, with what the team is to check about them."""
    odd: dict[tuple[str, int | None], list[Sentence]] = {}
    for problem in validated.problems:
        odd.setdefault((problem.where.tab, problem.where.row), []).append(problem.sentence)
    for new in registration.registered:
        check = odd.get((new.candidate.tab, new.candidate.row), [])
        if new.shares_contact_with:
            others = sentence("todo.shared_contact", others=new.shares_contact_with)
            check = [*(one for one in check if one.code != "problem.shared_contact"), others]
        if FILLED_BY in new.candidate.answers:
            check = [*check, sentence("todo.filled_by", by=new.candidate.answers[FILLED_BY])]
        yield NewPerson(new.person, tuple(check))


def new_contacts(registration: Registration, season: Season) -> Iterator[NewContact]:
    """Each contact that the confidential file lacks."""
    people = {new.person.code: new.person for new in registration.registered}
    people |= {person.code: person for person in season.people}
    for code, contact in registration.contacts.items():
        yield NewContact(code, people[code].role, contact, people[code].received)


# --- decisions and proposals ----------------------------------------------------------------------------


def _say_yes_of_cards(season: Season) -> Iterator[Proposal]:
    """Whoever chose a card has said yes to whom it shows, as long as nothing else is noted."""
    chosen = {card.pair for card in season.cards if card.is_chosen}
    for one in season.proposals:
        is_yes = one.newcomer_reply is None and one.pair in chosen
        yield replace(one, newcomer_reply=Reply.YES) if is_yes else one


def _decide(season: Season, people: Mapping[str, Person], today: date) -> Decided:
    ledger = Ledger(
        people=people,
        programme=season.programme,
        form=season.form,
        broken=dict(_broken_rules(season, people)),
        today=today,
        running=[duo.pair for duo in season.duos if duo.state is DuoState.RUNNING and not duo.closed_on],
        next_duo=next_number(season, "D"),
        costs=dict(_costs(season, today)),
        room=lambda *pair: _lack_room(season, *pair),
        set_aside=season.set_aside,
    )
    return act_on_decisions(season.proposals, season.duos, ledger)


def _lack_room(
    season: Season, newcomer: Person, citizen: Person, guests: Sequence[Person]
) -> tuple[Sentence, ...]:
    """What rules that count beds or people have against one more unit in a place."""
    rooms = tuple(rule for rule in season.programme.matching.rules if rule.kind == "room")
    matching = season.programme.matching.model_copy(update={"rules": rooms})
    programme = season.programme.model_copy(update={"matching": matching})
    offer = Offer(citizen, max(1, citizen.places), tuple(guests))
    return check_pair(offer, Request(newcomer), programme, season.form) if rooms else ()


def _broken_rules(
    season: Season, people: Mapping[str, Person]
) -> Iterator[tuple[tuple[str, str], tuple[Sentence, ...]]]:
    """What stands against each pair that was written by hand."""
    for proposal in season.proposals:
        if proposal.code or not all(code in people for code in proposal.pair):
            continue
        newcomer, citizen = (people[code] for code in proposal.pair)
        yield (
            proposal.pair,
            check_pair(
                Offer(citizen, citizen.places, guests_of(citizen, season.duos, season.people)),
                Request(newcomer, term_of(newcomer)),
                season.programme,
                season.form,
            ),
        )


def _costs(season: Season, today: date) -> Iterator[tuple[tuple[str, str], Sentence]]:
    """What each undecided pair that was written by hand takes from the others, who are matched as if it were not."""
    by_hand = [one.pair for one in season.proposals if not one.code and not one.decision]
    if not by_hand or not season.programme.matching.mode.compares:
        return
    others = [proposal for proposal in season.proposals if proposal.code]
    ready = select_people(_undamaged(season), season.programme).ready
    supply = find_supply(ready, season.duos, others, today, season.people)
    costs = price_pairs(
        supply.offers,
        supply.requests,
        season.programme,
        season.form,
        by_hand,
        forbidden=pairs_not_to_repeat(others, season.duos, season.programme.matching, today),
    )
    yield from ((pair, tell_cost(cost)) for pair, cost in costs.items())


def _situate(
    season: Season, selection: Selection, decided: Decided, followed: Followed, today: date
) -> Situation:
    """What the mode in force starts from, once the team's decisions are acted on."""
    return Situation(
        programme=season.programme,
        form=season.form,
        ready=selection.ready,
        proposals=decided.proposals,
        duos=followed.duos,
        number=next_number(season, "P"),
        today=today,
        people=season.people,
        cards=season.cards,
        languages={code: contact.language for code, contact in season.contacts.items()},
        sessions=season.sessions,
        wishes=season.wishes,
    )


# --- whom we are looking for ----------------------------------------------------------------------------


def _waiting(current: Current) -> Iterator[Person]:
    """Who has nobody at all: no duo, no open proposal."""
    on_table = (*current.decided.proposals, *current.found.proposals)
    named = {code for one in on_table if one.state is ProposalState.OPEN for code in one.pair}
    yield from (one.person for one in current.left.requests)
    for one in current.left.offers:
        if one.places == one.person.places and one.person.code not in named:
            yield one.person


def _seek(season: Season, left: Supply, found: Found) -> tuple[Sought, ...]:
    """The profiles that would help most of the newcomers for whom there is nobody."""
    soon = {one.code for one in found.unmatched if any(said.code in SOON for said in one.why)}
    waiting = [
        one.person for one in left.requests if isinstance(one.term, Open) and one.person.code not in soon
    ]
    return seek_profiles(
        waiting,
        [person for person in _undamaged(season) if person.role is Role.CITIZEN],
        season.programme,
        season.form,
        approved=season.approved,
        said=lambda words: said_everywhere(words, Speaker(LANGUAGES[0], season.form)),
    )


def _shown(season: Season, current: Current) -> tuple[Call, ...]:
    """The calls that the team approves, each once."""
    speaker = Speaker(LANGUAGES[0], season.form)
    calls = {one.call.code: one.call for one in current.sought if one.call}
    return tuple(
        call
        for call in calls.values()
        if not season.approved.isdisjoint(said_everywhere(call.words, speaker))
    )


def _overview(season: Season, current: Current) -> tuple[Notice, ...]:
    waiting = _count_unmatched(current.found.unmatched, Role.NEWCOMER)
    shown = frozenset(one.code for one in _shown(season, current))
    roles = season.programme.roles[Role.NEWCOMER]
    return tell_overview(waiting, roles, current.found.relaxed, current.sought, shown)


def _publish(season: Season, current: Current, today: date) -> Published:
    """What the site may know, with the profiles in every language of the site that has words for them."""
    languages = [one for one in season.programme.languages.site if is_spoken(one, "profiles")] or LANGUAGES
    profiles = tuple(
        Profile(
            code=one.code,
            role=Role.CITIZEN,
            words={language: Speaker(language, season.form).say(one.words) for language in languages},
            waiting=one.waiting,
        )
        for one in sorted(_shown(season, current), key=lambda call: -call.waiting)
    )
    duos = current.followed.duos
    published = publish(season.programme, season.people, duos, today, season.sessions)
    first = first_days((*current.decided.proposals, *current.found.proposals), duos)
    waiting = tell_waiting_days(season.people, first)
    return published.model_copy(update={"profiles": profiles, "waiting_days": waiting})


# --- what the team reads --------------------------------------------------------------------------------


def _tasks(season: Season, current: Current, today: date) -> Iterator[Task]:
    yield from tell_cells(current.problems)
    yield from find_strangers(
        _undamaged(season), current.decided.proposals, current.followed.duos, season.programme.team
    )
    yield from current.decided.tasks
    yield from current.followed.tasks
    yield from current.found.tasks
    people = tuple(_undamaged(season))
    yield from plan_sessions(people, season.sessions, season.programme, season.form, today)
    yield from find_due(_undamaged(season), season.programme.calendar, today)
    yield from guard_lists(_waiting(current), season.programme, today)
    yield from _selection_tasks(current.selection, today)
    yield from _silence_tasks(season, current.validated, today)
    yield from _registration_tasks(current.registration, season, today)


def _silence_tasks(season: Season, validated: Validated, today: date) -> Iterator[Task]:
    """A form that nobody can fill in any more makes no noise."""
    last = find_silence(validated.candidates, validated.problems, season.programme, today)
    if last:
        because = sentence("because.silence", on=last, setting=sentence("setting.silence_days"))
        # Without a date it stands above whatever is overdue.
        yield Task(sentence("todo.silence"), because=because, where="settings")


def _worth_telling(validated: Validated, today: date) -> Iterator[Problem]:
    """Problems of responses that became nobody, while they are recent; the others stand in the person's row."""
    people = {(candidate.tab, candidate.row) for candidate in validated.candidates}
    for problem in validated.problems:
        received = problem.details.get("received")
        is_old = isinstance(received, date) and received < today - RECENT
        is_told_elsewhere = (problem.where.tab, problem.where.row) in people
        if not (is_old or is_told_elsewhere or is_note(problem)):
            yield problem


def _selection_tasks(selection: Selection, today: date) -> Iterator[Task]:
    for unready in selection.unready:
        fields = tuple(Label("heading", field) for field in unready.missing)
        yield about(unready.person, "fill_in", by_when=today, fields=fields)
    for person in selection.ready:
        term = term_of(person)
        if isinstance(term, Mission) and is_past(term, today):
            yield about(person, "mission_past", by_when=today, on=term.on)
        if person.role is Role.CITIZEN and person.places < 1:
            yield about(person, "no_places", by_when=today)


def _registration_tasks(registration: Registration, season: Season, today: date) -> Iterator[Task]:
    yield from find_due((new.person for new in registration.registered), season.programme.calendar, today)
    for code, candidate in registration.without_row.items():
        if today - candidate.received.date() <= RECENT:
            told = {"on": candidate.received.date()}
            yield Task(Sentence("todo.row_deleted", told), code, Sentence("because.row_deleted", told), today)
    for person, on in registration.moved:
        yield about(person, "moved", by_when=today, on=on)
    for changed in registration.changed:
        answers = tuple(_answer(season.form, code, answer) for code, answer in changed.answers.items())
        yield about(changed.person, "changed_answer", by_when=today, on=changed.answered_on, answers=answers)


def _answer(form: Form, code: str, answer: Answer) -> Sentence:
    question = form.question_by_code[code]
    said = {language: write_answer(question, answer, Speaker(language, form)) for language in LANGUAGES}
    return sentence("todo.answer", question=question.short, answer=said)


def _events(current: Current) -> Iterator[Event]:
    yield from (Event("registered", one.person.code) for one in current.registration.registered)
    yield from (Event(f"proposal_{after.state}", after.code) for _, after in current.decided.changed)
    yield from (Event("duo_made", duo.code, " + ".join(duo.pair)) for duo in current.decided.duos)
    yield from (Event(f"duo_{after.state}", after.code) for _, after in current.followed.changed)
    yield from (Event("proposed", one.code, " + ".join(one.pair)) for one in current.found.proposals)
    yield from current.found.events


def _count(current: Current) -> Counts:
    open_before = sum(
        proposal.state is ProposalState.OPEN and bool(proposal.code) for proposal in current.decided.proposals
    )
    proof = current.found.proof
    candidates, registered = len(current.validated.candidates), len(current.registration.registered)
    return Counts(
        responses=current.validated.responses,
        candidates=candidates,
        known=candidates - registered,
        registered=registered,
        decisions=len(current.decided.changed),
        duos=len(current.decided.duos),
        proposed=len(current.found.proposals),
        open=open_before + len(current.found.proposals),
        newcomers_unmatched=_count_unmatched(current.found.unmatched, Role.NEWCOMER),
        citizens_unmatched=len(current.left.offers),
        problems=len(current.problems),
        total=proof.total if proof else None,
        gap=proof.gap if proof else None,
    )


def _count_unmatched(unmatched: tuple[Unmatched, ...], role: Role) -> int:
    return sum(one.code.startswith(role.letter) for one in unmatched)
