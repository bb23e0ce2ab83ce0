"""The programme: one organisation's way of making duos, as programme.yaml says it and *Réglages* may override it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from pipeline.vocabulary.form import Code, Noun, Type, Words
from pipeline.vocabulary.people import Role


class Importance(StrEnum):
    """A criterion's weight, in words."""

    NONE = "none"
    SLIGHT = "slight"
    IMPORTANT = "important"
    MAJOR = "major"

    @property
    def weight(self) -> int:
        """0, 1, 3 or 9."""
        return {"none": 0, "slight": 1, "important": 3, "major": 9}[self.value]


class Mode(StrEnum):
    """How duos are found."""

    CRITERIA = "criteria"  # answers are compared; the team decides
    FEEL = "feel"  # the team writes pairs; rules alone stand in the way
    DISCUSSED = "discussed"  # up to three for each newcomer, talked over with both sides
    DOSSIERS = "dossiers"  # the newcomer chooses from cards without names
    ACTIVITIES = "activities"  # people meet first, then say whom they would see again
    DRAW = "draw"  # a lot among the pairs that rules allow

    @property
    def compares(self) -> bool:
        """Whether criteria have a say."""
        return self in (Mode.CRITERIA, Mode.DISCUSSED)


class Goal(StrEnum):
    """What the proposals together aim for: the best duos, or as few people as possible left without one."""

    BEST = "best"
    MOST = "most"


class Consultation(StrEnum):
    """Whether candidates are asked about a proposal: not at all, after the team's yes, or before it."""

    NONE = "none"
    AFTER = "after"
    BEFORE = "before"


class LastWord(StrEnum):
    """Who has the last word on a duo."""

    COORDINATION = "coordination"
    CANDIDATES = "candidates"


SETS = frozenset({Type.CHOICE, Type.CHOICES, Type.LANGUAGES})
NUMBERS = frozenset({Type.CHOICE, Type.NUMBER})

KINDS: Mapping[str, frozenset[Type]] = MappingProxyType(
    {
        "overlap": SETS,
        "clash": SETS,
        "similarity": SETS,
        "week": frozenset({Type.WEEK}),
        "place": frozenset({Type.PLACE}),
        "scale": NUMBERS,
        "difference": NUMBERS,
        "profile": NUMBERS,
        "wish": SETS,
        "bounds": NUMBERS,
        "room": NUMBERS,
        "text": frozenset({Type.TEXT}),
    }
)
"""Kind of comparison → the types of question that it can compare."""

CARD_TYPES = frozenset({Type.CHOICE, Type.CHOICES})
"""Types of question whose answers may stand on a card: options that many people give, never anybody's own words."""

WHO_SOMEBODY_IS = frozenset({"adult", "age", "gender", "unit"})
"""Questions that say who somebody is: no card shows them, nor what a protective rule looks at."""

MEASURING_KINDS = frozenset({"bounds", "difference", "room"})
"""Kinds that compare with a quantity: every option of their questions needs a value."""


class Comparison(Noun):
    """How answers of the two sides are compared. `kind` names the module in pipeline/kinds that does it.

    citizen, newcomer: question codes of each side (several are united); at_least, at_most: the kind's bounds;
    limit: the question with the furthest somebody will travel; indifferent: options that mean "no matter";
    asks: whose side wants something of the other, where that makes a difference; the newcomers' if it is not said.
    """

    code: Code
    kind: Code
    name: Words
    citizen: tuple[Code, ...] = ()
    newcomer: tuple[Code, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    limit: Code | None = None
    indifferent: tuple[str, ...] = ()
    asks: Role | None = None


class Rule(Comparison):
    """What makes a pair impossible. Protective rules forbid when an answer is missing."""

    protective: bool = False


class Criterion(Comparison):
    """What makes a pair better."""

    importance: Importance = Importance.IMPORTANT


class Thresholds(Noun):
    """Where the three words of the machine's opinion begin; similarities between 0 and 1."""

    solid: float = Field(default=0.5, ge=0, le=1)
    thin: float = Field(default=0.25, ge=0, le=1)
    unanswered: float = Field(default=0.5, ge=0, le=1)


class Tables(Noun):
    """How many people sit at a table of a session, at least where that is possible, and at most."""

    least: int = Field(default=4, ge=2, le=20)
    most: int = Field(default=8, ge=2, le=20)


class Cards(Noun):
    """What newcomers read of volunteers where they choose from cards: how many cards, and which answers they show."""

    count: int = Field(default=6, ge=5, le=8)
    questions: tuple[Code, ...] = ()  # none: those that the criteria compare


class Matching(Noun):
    """How pairs are compared, chosen and put forward."""

    mode: Mode = Mode.CRITERIA
    goal: Goal = Goal.BEST
    consultation: Consultation = Consultation.AFTER
    last_word: LastWord = LastWord.COORDINATION
    floor: float = Field(default=0.3, ge=0, le=1)
    waiting_bonus: float = Field(default=0.02, ge=0, le=0.2)  # a month of waiting, in parts of a perfect pair
    # For each halving of somebody's options below 8.
    hard_to_serve_bonus: float = Field(default=0.0, ge=0, le=0.2)
    seed: int = Field(default=1, ge=0, le=999_999_999)  # of the lot
    open_proposals: int = Field(default=10, ge=1, le=100)
    recall_after_days: int = Field(default=14, ge=1, le=365)
    release_after_days: int = Field(default=30, ge=1, le=365)
    thresholds: Thresholds = Thresholds()
    tables: Tables = Tables()  # of sessions, where people meet first
    cards: Cards = Cards()
    rules: tuple[Rule, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def asks_people(self) -> bool:
        """Whether a duo needs the yes of both: they are asked, have the last word, or talk it over."""
        has_word = self.last_word is LastWord.CANDIDATES or self.mode is Mode.DISCUSSED
        return has_word or self.consultation is not Consultation.NONE

    @property
    def asks_first(self) -> bool:
        """Whether both are asked before the team decides."""
        return self.consultation is Consultation.BEFORE


class Team(Noun):
    """A member of the team, known in the workbook by initials."""

    initials: Annotated[str, Field(pattern=r"^\w{1,4}$")]
    first_name: str
    absent: tuple[tuple[date, date], ...] = ()


class Organisation(Noun):
    """Who we are and how to reach us."""

    name: str
    legal_form: str = ""
    number: str = ""
    address: tuple[str, ...] = ()
    phone: str
    email: str
    hours: Words
    contact: str  # whom one gets on the telephone
    second_contact: str = ""  # for a concern about the first
    data_protection: str = ""


class RoleWords(Noun):
    """How one side is called, in the singular and the plural."""

    one: Words
    many: Words


class Step(Noun):
    """One step of the path, as the site tells it and as the team follows it."""

    code: Code
    title: Words
    text: Words
    days: int | None = None  # how soon after the step before


class Languages(Noun):
    """The workbook's language and the site's, the site's first one being its default."""

    workbook: str = "fr"
    site: tuple[str, ...] = ("fr", "nl", "en")


class Google(Noun):
    """How Google is reached: where the key lies, and an address in the place of Google's, for a proxy."""

    credentials: str = ""
    base_url: str = ""


class Files(Noun):
    """Where the three files live: a path, or google:SPREADSHEET_ID; answers also come from forms:FORM_ID."""

    answers: str = "var/answers.xlsx"
    workbook: str = "var/duos.xlsx"
    confidential: str = "var/confidentiel.xlsx"
    secret: str = "var/duos.key"
    published: str = "var/published.yaml"
    google: Google = Google()

    @property
    def reads_forms(self) -> bool:
        """Whether answers come from Google's forms themselves."""
        return self.answers.startswith("forms:")


class Receive(Noun):
    """Our own form: where people reach it, where its answers wait, and with which keys they are sealed and opened.

    inbox: the file in which answers wait, or the https address of a server from which the pipeline fetches them.
    """

    address: str = ""  # of the form, as people see it; empty: there is no form of our own
    inbox: str = "var/inbox.sqlite"
    key: str = "var/inbox.key"  # opens answers: stays with the pipeline
    public_key: str = "var/inbox.pub"  # seals answers: all that the web server has
    token: str = "var/inbox.token"  # the password with which the pipeline fetches answers
    port: int = Field(default=8001, ge=1, le=65535)
    proxies: int = Field(default=0, ge=0, le=5)  # how many servers of ours stand in front
    per_hour: int = Field(default=60, ge=1)  # applications taken from one connection in an hour

    @property
    def is_fetched(self) -> bool:
        """Whether the answers wait on another machine."""
        return self.inbox.startswith(("https://", "http://"))


class Calendar(Noun):
    """How long things may take, in days, and how long duos last, in months."""

    answer_days: int = Field(default=4, ge=1)  # from an application to the first call
    first_meeting_days: int = Field(default=21, ge=1)
    duo_months: int = Field(default=6, ge=1)
    follow_up_days: int = Field(default=30, ge=1)
    closing_notice_days: int = Field(default=30, ge=1)
    run_every_days: int = Field(default=1, ge=1)
    silence_days: int = Field(default=14, ge=0, le=365)  # without applications; 0: never told


class Retention(Noun):
    """How long data is kept, in months, after the last sign of life."""

    not_selected_months: int = Field(default=6, ge=1)
    inactive_months: int = Field(default=12, ge=1)
    closed_months: int = Field(default=24, ge=1)


class FormAddress(Noun):
    """Where the form of one side can be filled in, per language; empty where there is none yet."""

    citizen: dict[str, str] = Field(default_factory=dict)
    newcomer: dict[str, str] = Field(default_factory=dict)


class Site(Noun):
    """What the public site needs to know beyond the programme."""

    url: str = ""
    accents: dict[Role, str] = Field(default_factory=dict)
    forms: FormAddress = FormAddress()


class Selection(Noun):
    """What must be filled in before somebody at *Cherche un duo* is matched: dates by field, per side."""

    citizen: tuple[Literal["trained_on", "charter_on", "agreement_on"], ...] = ()
    newcomer: tuple[Literal["confirmed_on", "charter_on"], ...] = ()


class Programme(Noun):
    """One organisation's way of making duos."""

    name: Words
    tagline: Words
    organisation: Organisation
    roles: dict[Role, RoleWords]
    languages: Languages = Languages()
    timezone: str = "Europe/Brussels"
    files: Files = Files()
    receive: Receive = Receive()
    team: tuple[Team, ...] = ()
    steps: tuple[Step, ...] = ()
    selection: Selection = Selection()
    calendar: Calendar = Calendar()
    retention: Retention = Retention()
    matching: Matching = Matching()
    paused: tuple[Role, ...] = ()  # applications closed for now
    fairness: tuple[Code, ...] = ()  # questions by whose answers the report compares how people are served
    sessions: bool = True  # the workbook has a tab for what people can come to, which the site shows
    site: Site = Site()
