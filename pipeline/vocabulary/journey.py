"""The journey: the stages of a person, the states of a proposal and of a duo, and what people may decide."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a person stands (étape). Only the team moves it; an empty cell means RECEIVED."""

    RECEIVED = "received"
    TO_CALL = "to_call"
    CONVERSATION = "conversation"
    TRAINING = "training"
    REFLECTION = "reflection"
    SEEKING = "seeking"
    IN_DUO = "in_duo"
    PAUSED = "paused"
    NOT_NOW = "not_now"
    CLOSED = "closed"


class Opinion(StrEnum):
    """What the machine thinks of a proposal, in words."""

    SOLID = "solid"  # bien étayée
    POSSIBLE = "possible"
    THIN = "thin"  # peu d'éléments
    LOT = "lot"  # no opinion: a lot was drawn


class ProposalState(StrEnum):
    """What has become of a proposal; the one grey cell of its row that may change."""

    OPEN = "open"
    MADE = "made"  # it became a duo
    REFUSED = "refused"  # never comes back
    LATER = "later"  # may come back from its date on
    RELEASED = "released"  # nobody decided in time; may come back after a while
    WITHDRAWN = "withdrawn"  # somebody left, paused or found another duo


class Decision(StrEnum):
    """What the team decides about a proposal."""

    YES = "yes"
    DISCUSS = "discuss"
    LATER = "later"
    NO = "no"


class Reply(StrEnum):
    """What a candidate answers to a proposal."""

    YES = "yes"
    TALK = "talk"
    NO = "no"


class RefusalReason(StrEnum):
    """Why a proposal is not taken up."""

    TOO_FAR = "too_far"
    SCHEDULE = "schedule"
    LANGUAGE = "language"
    EXPECTATIONS = "expectations"
    NEED = "need"
    AGE = "age"
    FEELING = "feeling"
    PREFERS_WAITING = "prefers_waiting"
    ALREADY_IN_TOUCH = "already_in_touch"
    CHANGED_MIND = "changed_mind"
    OTHER = "other"


class DuoState(StrEnum):
    """Whether a duo runs; the one grey cell of its row that may change."""

    RUNNING = "running"
    CLOSED = "closed"


class ClosingReason(StrEnum):
    """Why a duo ended."""

    TERM = "term"
    FRIENDSHIP = "friendship"
    MOVED = "moved"
    NO_TIME = "no_time"
    SILENT = "silent"
    DISAPPOINTED = "disappointed"
    DIFFICULTY = "difficulty"
    OTHER_HELP = "other_help"
    OTHER = "other"


class SelectionReason(StrEnum):
    """Why somebody does not go on for now."""

    OUTSIDE_PROGRAMME = "outside_programme"
    UNDER_AGE = "under_age"
    NO_TIME = "no_time"
    OTHER_EXPECTATIONS = "other_expectations"
    UNREACHABLE = "unreachable"
    CHANGED_MIND = "changed_mind"
    OTHER = "other"


class Formality(StrEnum):
    """A citizen's step with an office before volunteering; which office is nobody's business here."""

    DONE = "done"
    NOT_YET = "not_yet"
    NOT_CONCERNED = "not_concerned"
