"""Tabs and columns: a programme and its form in, the layout of the workbook or the confidential file out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.vocabulary.form import Form, Question
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Mode, Programme
from pipeline.vocabulary.sentences import Text, sentence
from pipeline.words import LANGUAGES, Speaker, normalised
from pipeline.words.labels import FORMER, LABELS

TITLE_LIMIT = 31  # characters that a spreadsheet allows in a tab's title
TITLE_REFUSES = str.maketrans("", "", "[]:*?/\\'")


class Kind(StrEnum):
    """Who fills a tab: machine tabs are replaced whole, logs grow, shared tabs mix columns, human tabs are theirs."""

    MACHINE = "machine"
    LOG = "log"
    SHARED = "shared"
    HUMAN = "human"


class Ownership(StrEnum):
    """Who writes a column: GREY the machine; PREFILLED the machine once, then people; WHITE people only."""

    GREY = "grey"
    PREFILLED = "prefilled"
    WHITE = "white"


DECISIVE = frozenset({"stage", "decision"})
"""White columns that runs act on: unread, everybody would be new and every proposal undecided."""


@dataclass(frozen=True)
class Column:
    """One column of a tab, and every heading under which it is understood."""

    field: str
    heading: str
    known: frozenset[str]  # normalised headings, in every language
    ownership: Ownership
    choices: str = ""  # a kind of label, or "team": the dropdown's list
    width: float = 13
    is_wrapped: bool = False
    is_hidden: bool = False
    is_date: bool = False
    is_number: bool = False
    audience: Role | None = None  # whose accent its heading wears

    @property
    def is_essential(self) -> bool:
        """Whether nothing may be decided while this column cannot be found."""
        return (self.ownership is not Ownership.WHITE or self.field in DECISIVE) and self.field != "checksum"


@dataclass(frozen=True)
class Tab:
    """One tab: its columns in order, how its rows are told apart, and how it greets its reader."""

    code: str
    file: str
    title: str
    known: frozenset[str]  # normalised titles, in every language
    kind: Kind
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("code",)
    introduction: str = ""  # a standing text above the headings
    has_banner: bool = False  # a line above the headings that changes with every run
    frozen: int = 1  # columns that stay in sight
    is_hidden: bool = False
    audience: Role | None = None

    @property
    def heading_row(self) -> int:
        """The row of the headings where the tab is created."""
        return 2 if self.has_banner or self.introduction else 1

    @property
    def is_memory(self) -> bool:
        """Whether the machine alone reads it, too: whatever becomes of it, a run goes on and writes it again."""
        return self.is_hidden and self.kind is Kind.MACHINE

    @property
    def column_by_field(self) -> dict[str, Column]:
        """Field → column."""
        return {column.field: column for column in self.columns}

    @property
    def sealed(self) -> tuple[str, ...]:
        """The fields that a row's checksum covers: grey cells that never change."""
        return tuple(
            column.field
            for column in self.columns
            if column.ownership is Ownership.GREY and column.field not in UNSEALED
        )


@dataclass(frozen=True)
class Layout:
    """One file: its tabs in order and the words of its dropdowns."""

    file: str
    language: str
    name: str  # the programme's, for the printed page
    tabs: tuple[Tab, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Tab:
        return self.tab_by_code[code]

    @property
    def tab_by_code(self) -> dict[str, Tab]:
        """Tab code → tab."""
        return {tab.code: tab for tab in self.tabs}


def layout(programme: Programme, form: Form, file: str = "workbook") -> Layout:
    """A tab or column exists only if a setting or a step of the programme uses it."""
    draw = {"workbook": _workbook_tabs, "confidential": _confidential_tabs}[file]
    tabs = tuple(draw(_Pen(programme, form, file)))
    language = programme.languages.workbook
    speaker = Speaker(language)
    return Layout(file, language, speaker.say(programme.name), tabs, _lists(tabs, programme, speaker))


def whole_layout(programme: Programme, form: Form, file: str = "workbook") -> Layout:
    """Every tab that the file may hold, whichever mode *Réglages* has chosen or once chose."""
    drawn = [layout(_in_mode(programme, mode), form, file) for mode in (*Mode, programme.matching.mode)]
    tabs = {tab.code: tab for one in drawn for tab in one.tabs}
    return replace(drawn[-1], tabs=tuple(tabs.values()))


def _in_mode(programme: Programme, mode: Mode) -> Programme:
    return programme.model_copy(update={"matching": programme.matching.model_copy(update={"mode": mode})})


GREY, PREFILLED, WHITE = Ownership
UNSEALED = ("state", "checksum", "choice")  # what changes, and what exists in one mode only

WIDTHS: Mapping[str, float] = {
    "code": 9, "state": 16, "opinion": 13, "why": 44, "to_check": 30, "alternative": 20, "decision": 12,
    "decided_by": 8, "reason": 17, "check": 20, "first_name": 15, "place": 17, "languages": 22, "free": 26,
    "needs": 28, "offers": 28, "tastes": 28, "wishes": 32, "places": 9, "stage": 19, "followed_by": 10,
    "filled_by": 16, "spoken_consent_on": 13, "spoken_consent_in": 13, "spoken_consent_by": 11,
    "notes": 38, "referred_to": 18, "opinion_1": 20, "opinion_2": 20, "newcomer": 15, "citizen": 15,
    "assignee": 8, "what": 46, "who": 20, "because": 46, "by_when": 13, "where": 22, "unlock": 50,
    "setting": 34, "value": 26, "meaning": 70, "event": 90, "date": 17, "theme": 18, "next_step": 34,
    "companions": 18, "rhythm": 16, "term": 16, "email": 30, "phone": 18, "phone_as_written": 22,
    "proposal": 12, "closing_reason": 18,
    "participants": 34, "session": 38, "table": 20, "shared": 26, "introduce": 46, "wisher": 14, "wanted": 34,
    "title": 34, "venue": 30, "session_kind": 21, "visible": 14, "audience": 16, "begins": 8, "ends": 8,
    "identifier": 24, "stands_for": 34, "felt": 40, "needs_or_offers": 28, "others": 26, "letter": 8, "card_text": 58,
    "confirmed_on": 16, "by": 7, "referent": 16, "last_name": 20,
}  # fmt: skip
NARROWER: Mapping[str, float] = {"others": 18, "wishes": 25, "tastes": 24, "languages": 20, "newcomer": 14}
"""Side by side, so that everything stands on one page of paper."""
WRAPPED = frozenset(
    "state opinion why to_check alternative check place languages free needs offers tastes wishes reason stage "
    "referred_to notes opinion_1 opinion_2 newcomer citizen what who because where unlock setting value meaning "
    "felt needs_or_offers others card_text event theme next_step companions rhythm term first_name closing_reason title venue "
    "participants session table shared introduce wanted".split()
)
DATES = frozenset(
    "received call_on confirmed_on trained_on charter_on agreement_on proposed_on revisit_on by_when since "
    "made_on first_meeting_on closed_on date before spoken_consent_on dealt_on".split()
)
NUMBERS = frozenset({"places", "meetings", "choice"})
HIDDEN = frozenset({"origin", "checksum"})
AUDIENCES = {
    "newcomer": Role.NEWCOMER, "newcomer_reply": Role.NEWCOMER, "newcomer_confirms": Role.NEWCOMER,
    "citizen": Role.CITIZEN, "citizen_reply": Role.CITIZEN, "citizen_confirms": Role.CITIZEN,
}  # fmt: skip
ANSWERS = ("place", "languages", "free", "needs", "offers", "tastes", "wishes")  # in reading order
CHOICES = {
    "stage": "stage", "followed_by": "team", "decided_by": "team", "referent": "team", "by": "team",
    "formality": "formality", "decision": "decision", "citizen_reply": "reply", "newcomer_reply": "reply",
    "spoken_consent_by": "team", "newcomer_confirms": "reply", "citizen_confirms": "reply", "closing_reason": "closing_reason", "mood": "mood",
    "session_kind": "session_kind", "audience": "audience", "visible": "yes_no",
    "card_choice": "card_choice",
}  # fmt: skip

OFFERED = {"settings": ("mode", "goal", "consultation", "last_word", "importance", "yes_no", "language")}
"""Tab → the kinds of words that some cell of it offers, row by row."""


@dataclass(frozen=True)
class _Pen:
    """Draws tabs and columns of one programme in the workbook's language."""

    programme: Programme
    form: Form
    file: str

    @property
    def speaker(self) -> Speaker:
        return Speaker(self.programme.languages.workbook)

    def tab(self, code: str, kind: Kind, columns: list[Column]) -> Tab:
        """A tab with its title and every title under which it is understood."""
        titles = self._role_words("many", code) or {}
        own = _capitalised(self.speaker.say(titles)) if titles else self.speaker.label("tab", code)
        known = frozenset(map(normalised, (*_labels("tab", code), *titles.values(), own)))
        title = own.translate(TITLE_REFUSES)[:TITLE_LIMIT]
        return Tab(code, self.file, title, known, kind, tuple(columns))

    def columns(self, ownership: Ownership, fields: str, **choices: str) -> list[Column]:
        """Columns of our own vocabulary, by their fields."""
        return [self.column(name, ownership, choices.get(name, "")) for name in fields.split()]

    def column(self, name: str, ownership: Ownership, choices: str = "") -> Column:
        """One column of our own vocabulary."""
        words = self._role_words("one", name) or {}
        heading = _capitalised(self.speaker.say(words)) if words else self.speaker.label("heading", name)
        known = (*_labels("heading", name), *words.values(), heading)
        return _column(name, heading, known, ownership, choices or CHOICES.get(name, ""))

    def answers(self, role: Role) -> list[Column]:
        """The columns in which the team sees and corrects the answers of one side."""
        asked = self.form.columns(role)
        known = [name for name in ANSWERS if name in asked]
        added = [name for name in asked if name not in (*ANSWERS, "places")]
        return [self._answer(name, asked[name]) for name in (*known, *added)]

    def _answer(self, name: str, asked: tuple[Question, ...]) -> Column:
        if name in LABELS["heading"]:
            return self.column(name, PREFILLED)
        words = asked[0].short
        heading = _capitalised(self.speaker.say(words))
        column = _column(name, heading, (*words.values(), heading), PREFILLED, "")
        return replace(column, width=24, is_wrapped=True)

    def _role_words(self, number: str, code: str) -> Text | None:
        """How the programme calls one side, where a tab or heading bears its name."""
        sides = {"many": {"newcomers": Role.NEWCOMER, "citizens": Role.CITIZEN},
                 "one": {"newcomer": Role.NEWCOMER, "citizen": Role.CITIZEN}}  # fmt: skip
        role = sides[number].get(code)
        return getattr(self.programme.roles[role], number) if role in self.programme.roles else None


def _column(name: str, heading: str, known: tuple[str, ...], ownership: Ownership, choices: str) -> Column:
    return Column(
        field=name,
        heading=heading,
        known=frozenset(map(normalised, known)),
        ownership=ownership,
        choices=choices,
        width=WIDTHS.get(name, 13),
        is_wrapped=name in WRAPPED,
        is_hidden=name in HIDDEN,
        is_date=name in DATES,
        is_number=name in NUMBERS,
        audience=AUDIENCES.get(name),
    )


def _workbook_tabs(pen: _Pen) -> Iterator[Tab]:
    yield replace(
        pen.tab("todo", Kind.MACHINE, pen.columns(GREY, "assignee what who because by_when where")),
        key=("what", "who"),
        has_banner=True,
        frozen=0,
    )
    yield _people_tab(pen, Role.NEWCOMER)
    yield _people_tab(pen, Role.CITIZEN)
    yield _proposals_tab(pen)
    if pen.programme.matching.mode is Mode.DOSSIERS:
        yield _cards_tab(pen)
    if pen.programme.matching.mode is Mode.FEEL:
        yield _side_by_side_tab(pen)
    yield replace(pen.tab("unmatched", Kind.MACHINE, pen.columns(GREY, "who since why unlock")), key=("who",))
    yield _duos_tab(pen)
    yield _follow_up_tab(pen)
    if pen.programme.sessions or _gathers(pen.programme):
        yield _sessions_tab(pen)
    if _gathers(pen.programme):
        yield _tables_tab(pen)
        yield _wishes_tab(pen)
    yield _settings_tab(pen)
    journal = pen.tab("journal", Kind.LOG, pen.columns(GREY, "date event"))
    yield replace(journal, key=("date", "event"), is_hidden=True)
    if pen.programme.files.reads_forms:
        identifiers = pen.tab("identifiers", Kind.MACHINE, pen.columns(GREY, "identifier stands_for"))
        yield replace(identifiers, key=("identifier",), is_hidden=True)


def _people_tab(pen: _Pen, role: Role) -> Tab:
    citizens = role is Role.CITIZEN
    columns = [
        *pen.columns(GREY, "code received check"),
        *pen.columns(PREFILLED, "first_name"),
        *pen.answers(role),
        *pen.columns(PREFILLED, "places" if citizens else ""),
        *pen.columns(WHITE, "stage followed_by call_on confirmed_on opinion_1 opinion_2"),
        *pen.columns(WHITE, "reason", reason="selection_reason"),
        *pen.columns(WHITE, "referred_to"),
        *pen.columns(WHITE, "trained_on" if _trains(pen.programme) else ""),
        *pen.columns(WHITE, "charter_on"),
        *pen.columns(WHITE, "agreement_on formality" if citizens else ""),
        *pen.columns(WHITE, "filled_by spoken_consent_on spoken_consent_in spoken_consent_by"),
        *pen.columns(WHITE, "notes"),
        *pen.columns(GREY, "origin checksum"),
    ]
    return replace(pen.tab(f"{role}s", Kind.SHARED, columns), frozen=4, audience=role)


def _proposals_tab(pen: _Pen) -> Tab:
    columns = [
        *pen.columns(GREY, "code state newcomer citizen"),
        *pen.columns(GREY, "choice" if pen.programme.matching.mode is Mode.DISCUSSED else ""),
        *pen.columns(GREY, "opinion why to_check alternative proposed_on"),
        *pen.columns(WHITE, "felt" if pen.programme.matching.mode is Mode.FEEL else ""),
        *pen.columns(WHITE, "decision reason decided_by", reason="refusal_reason"),
        *pen.columns(WHITE, "citizen_reply newcomer_reply" if _consults(pen.programme) else ""),
        *pen.columns(WHITE, "revisit_on notes"),
        *pen.columns(GREY, "checksum"),
    ]
    return replace(pen.tab("proposals", Kind.SHARED, columns), frozen=4)


def _side_by_side_tab(pen: _Pen) -> Tab:
    """A newcomer’s row, then those of volunteers: what one needs stands above what the others offer."""
    answers = {column.field: replace(column, ownership=GREY) for role in Role for column in pen.answers(role)}
    either = pen.columns(GREY, "needs_or_offers")
    columns = [
        *pen.columns(GREY, "newcomer who"),
        *(column for name, column in answers.items() if name not in ("needs", "offers")),
        *pen.columns(GREY, "others"),
    ]
    place = min(len(columns), 2 + len({"place", "languages", "free"} & answers.keys()))
    columns[place:place] = either
    columns = [replace(column, width=NARROWER.get(column.field, column.width)) for column in columns]
    tab = pen.tab("side_by_side", Kind.MACHINE, columns)
    return replace(tab, key=("newcomer", "who"), has_banner=True, frozen=2, audience=Role.NEWCOMER)


def _cards_tab(pen: _Pen) -> Tab:
    """A row for each card: the newcomer knows its letter, and the team alone who is behind it.

    What people see of a card they may change; its row is known by a hidden code.
    """
    columns = [
        *pen.columns(GREY, "newcomer letter citizen card_text dealt_on"),
        *pen.columns(WHITE, "card_choice notes"),
        replace(pen.column("code", GREY), is_hidden=True),
        *pen.columns(GREY, "checksum"),
    ]
    return replace(pen.tab("cards", Kind.SHARED, columns), frozen=3, audience=Role.NEWCOMER)


def _duos_tab(pen: _Pen) -> Tab:
    columns = [
        *pen.columns(GREY, "code state newcomer citizen proposal made_on"),
        *pen.columns(PREFILLED, "term rhythm"),
        *pen.columns(
            WHITE, "referent first_meeting_on newcomer_confirms citizen_confirms companions closed_on"
        ),
        *pen.columns(WHITE, "closing_reason notes"),
        *pen.columns(GREY, "checksum"),
    ]
    return replace(pen.tab("duos", Kind.SHARED, columns), frozen=4)


def _follow_up_tab(pen: _Pen) -> Tab:
    fields = "date code by meetings mood theme next_step before"
    return replace(
        pen.tab("follow_up", Kind.HUMAN, pen.columns(WHITE, fields)), key=tuple(fields.split()), frozen=2
    )


def _sessions_tab(pen: _Pen) -> Tab:
    columns = [
        *pen.columns(WHITE, "date begins ends session_kind title venue audience visible"),
        *pen.columns(WHITE, "participants" if _gathers(pen.programme) else ""),
        *pen.columns(WHITE, "notes"),
    ]
    return replace(pen.tab("sessions", Kind.HUMAN, columns), key=("date", "begins", "title"), frozen=1)


def _tables_tab(pen: _Pen) -> Tab:
    columns = pen.columns(GREY, "session table who attendance shared introduce")
    return replace(
        pen.tab("tables", Kind.MACHINE, columns), key=("session", "who"), has_banner=True, frozen=0
    )


def _wishes_tab(pen: _Pen) -> Tab:
    return replace(
        pen.tab("wishes", Kind.HUMAN, pen.columns(WHITE, "wisher wanted")), key=("wisher", "wanted")
    )


def _settings_tab(pen: _Pen) -> Tab:
    columns = [
        *pen.columns(GREY, "setting"),
        *pen.columns(PREFILLED, "value"),
        *pen.columns(GREY, "meaning"),
    ]
    introduction = pen.speaker.say(sentence("file.settings_introduction"))
    return replace(pen.tab("settings", Kind.SHARED, columns), key=("setting",), introduction=introduction)


def _confidential_tabs(pen: _Pen) -> Iterator[Tab]:
    columns = [
        *pen.columns(GREY, "code role"),
        *pen.columns(PREFILLED, "first_name last_name phone phone_as_written email language"),
        *pen.columns(GREY, "received"),
    ]
    yield replace(pen.tab("contacts", Kind.SHARED, columns), frozen=3)


def _gathers(programme: Programme) -> bool:
    """Whether people meet at sessions before they are proposed to each other."""
    return programme.matching.mode is Mode.ACTIVITIES


def _trains(programme: Programme) -> bool:
    """Whether somebody is trained: a step says so, or the selection asks for it."""
    steps = {step.code for step in programme.steps}
    return "training" in steps or "trained_on" in programme.selection.citizen


def _consults(programme: Programme) -> bool:
    """Whether candidates are asked about a proposal."""
    return programme.matching.asks_people


def _lists(tabs: tuple[Tab, ...], programme: Programme, speaker: Speaker) -> dict[str, tuple[str, ...]]:
    offered = (kind for tab in tabs for kind in OFFERED.get(tab.code, ()))
    kinds = sorted({*(column.choices for tab in tabs for column in tab.columns), *offered} - {"", "team"})
    lists = {kind: tuple(speaker.label(kind, code) for code in LABELS[kind]) for kind in kinds}
    team = tuple(member.initials for member in programme.team)
    return {**lists, "team": team} if team else lists


def _labels(kind: str, code: str) -> tuple[str, ...]:
    now = (Speaker(language).label(kind, code) for language in LANGUAGES)
    return (*now, *FORMER.get((kind, code), ()))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
