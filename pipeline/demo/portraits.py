"""What goes together in a life: activities, moments, tastes, rhythm. Each figure is a chance or a share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOMENTS = ("workday_mornings", "workday_afternoons", "workday_evenings", "saturdays", "sundays")
"""The five moments a life is free or not; also how newcomers are asked."""

ACTIVITIES = (
    "speak",
    "city",
    "paperwork",
    "work",
    "housing",
    "school",
    "studies",
    "people",
    "leisure",
    "sport",
)
TASTES = (
    "cooking",
    "walking",
    "football",
    "cycling",
    "music",
    "cinema",
    "reading",
    "museums",
    "gardening",
    "sewing",
    "games",
    "video_games",
    "dancing",
    "animals",
)


@dataclass(frozen=True)
class Portrait:
    """One kind of life: chances of activities, moments, tastes; shares of ages, durations and so on."""

    share: float
    activities: Mapping[str, float]
    moments: Mapping[str, float]
    likes: Mapping[str, float]
    dislikes: Mapping[str, float]
    ages: Mapping[str, float]
    durations: Mapping[str, float] = field(default_factory=lambda: {"m3": 1, "m6": 3, "m12": 2})
    rhythms: Mapping[str, float] = field(
        default_factory=lambda: {"monthly": 1, "fortnightly": 3, "weekly": 2}
    )
    styles: Mapping[str, float] = field(default_factory=lambda: {"talk": 1, "both": 2, "do": 1})
    units: Mapping[str, float] = field(default_factory=lambda: {"person": 1})
    women: float = 0.5


RETIRED_TEACHER = Portrait(
    22,
    {"speak": 0.95, "school": 0.6, "paperwork": 0.3, "city": 0.5, "people": 0.4, "studies": 0.2},
    {"workday_mornings": 0.9, "workday_afternoons": 0.8, "workday_evenings": 0.2, "saturdays": 0.2},
    {
        "reading": 0.8,
        "museums": 0.6,
        "walking": 0.7,
        "gardening": 0.5,
        "music": 0.4,
        "games": 0.3,
        "cooking": 0.3,
    },
    {"video_games": 0.6, "football": 0.4, "dancing": 0.2},
    {"60-99": 8, "45-59": 1},
    {"m6": 2, "m12": 5},
    {"fortnightly": 2, "weekly": 4},
    {"talk": 4, "both": 2, "do": 1},
    women=0.7,
)
YOUNG_WORKER = Portrait(
    26,
    {"people": 0.8, "leisure": 0.75, "city": 0.6, "sport": 0.45, "speak": 0.6, "work": 0.06},
    {"workday_evenings": 0.9, "saturdays": 0.75, "sundays": 0.6},
    {
        "cinema": 0.6,
        "football": 0.4,
        "cycling": 0.5,
        "music": 0.6,
        "games": 0.5,
        "video_games": 0.35,
        "dancing": 0.4,
    },
    {"gardening": 0.3, "sewing": 0.5, "museums": 0.2},
    {"18-29": 5, "30-44": 4},
    {"m3": 3, "m6": 4, "m12": 1},
    {"monthly": 3, "fortnightly": 4, "weekly": 1},
    {"talk": 1, "both": 3, "do": 4},
)
OFFICE_WORKER = Portrait(
    20,
    {
        "speak": 0.7,
        "city": 0.4,
        "paperwork": 0.35,
        "work": 0.25,
        "leisure": 0.4,
        "people": 0.4,
        "studies": 0.25,
    },
    {"workday_evenings": 0.8, "saturdays": 0.5, "sundays": 0.3},
    {"cooking": 0.5, "walking": 0.5, "reading": 0.4, "cinema": 0.4, "museums": 0.4, "cycling": 0.3},
    {"video_games": 0.4, "football": 0.3, "dancing": 0.2},
    {"30-44": 5, "45-59": 5},
)
FAMILY = Portrait(
    14,
    {"people": 0.8, "leisure": 0.7, "school": 0.5, "city": 0.5, "speak": 0.5},
    {"workday_evenings": 0.2, "saturdays": 0.8, "sundays": 0.8},
    {"cooking": 0.7, "games": 0.6, "walking": 0.5, "animals": 0.5, "cycling": 0.4, "gardening": 0.3},
    {"video_games": 0.3, "museums": 0.1},
    {"30-44": 6, "45-59": 2},
    units={"household": 7, "person": 2},
    styles={"both": 2, "do": 3},
    women=0.6,
)
STUDENT = Portrait(
    12,
    {"studies": 0.6, "speak": 0.8, "leisure": 0.6, "sport": 0.4, "people": 0.6, "school": 0.4},
    {"workday_afternoons": 0.6, "workday_evenings": 0.7, "sundays": 0.4},
    {"video_games": 0.4, "cinema": 0.6, "music": 0.7, "football": 0.4, "dancing": 0.4, "reading": 0.3},
    {"gardening": 0.4, "sewing": 0.3},
    {"18-29": 1},
    {"m3": 4, "m6": 3},
    {"fortnightly": 3, "weekly": 3},
    {"talk": 2, "both": 3, "do": 2},
    women=0.6,
)
SOCIAL_PROFESSIONAL = Portrait(
    6,
    {"paperwork": 0.9, "housing": 0.5, "work": 0.4, "speak": 0.4},
    {"workday_evenings": 0.6, "saturdays": 0.4},
    {"walking": 0.4, "reading": 0.4, "music": 0.4, "cooking": 0.4},
    {"video_games": 0.2},
    {"30-44": 3, "45-59": 3, "60-99": 2},
)

PARENT_AT_HOME = Portrait(
    18,
    {"school": 0.7, "speak": 0.8, "people": 0.6, "paperwork": 0.4, "city": 0.3},
    {"workday_mornings": 0.9, "workday_afternoons": 0.35, "saturdays": 0.2},
    {"cooking": 0.8, "sewing": 0.4, "walking": 0.6, "music": 0.3, "gardening": 0.3, "games": 0.2},
    {"football": 0.3, "video_games": 0.5},
    {"30-44": 6, "18-29": 3, "45-59": 1},
    units={"person": 6, "household": 3},
    women=0.9,
)
YOUNG_ALONE = Portrait(
    26,
    {"speak": 0.7, "people": 0.7, "sport": 0.6, "work": 0.5, "leisure": 0.5, "city": 0.4},
    {"workday_evenings": 0.7, "saturdays": 0.7, "sundays": 0.7, "workday_afternoons": 0.3},
    {"football": 0.7, "music": 0.6, "cinema": 0.4, "video_games": 0.4, "cycling": 0.4, "cooking": 0.3},
    {"sewing": 0.3, "gardening": 0.2, "museums": 0.2},
    {"18-29": 8, "30-44": 2},
    {"m3": 2, "m6": 4, "m12": 3},
    {"fortnightly": 3, "weekly": 4},
    {"talk": 1, "both": 2, "do": 4},
    women=0.2,
)
JOB_SEEKER = Portrait(
    22,
    {"work": 0.95, "speak": 0.6, "studies": 0.4, "paperwork": 0.4, "people": 0.3},
    {"workday_mornings": 0.7, "workday_afternoons": 0.7, "workday_evenings": 0.4},
    {"reading": 0.4, "walking": 0.4, "cinema": 0.4, "cooking": 0.4, "music": 0.4, "museums": 0.2},
    {"video_games": 0.3, "dancing": 0.2},
    {"30-44": 6, "45-59": 3},
)
HOUSE_HUNTER = Portrait(
    12,
    {"housing": 1.0, "paperwork": 0.6, "speak": 0.3, "school": 0.2},
    {"workday_mornings": 0.5, "workday_afternoons": 0.5, "saturdays": 0.4},
    {"cooking": 0.5, "walking": 0.4, "football": 0.2, "animals": 0.2},
    {"video_games": 0.3},
    {"30-44": 5, "45-59": 3},
    {"m3": 4, "m6": 2},
    units={"household": 5, "person": 4},
)
ELDER = Portrait(
    10,
    {"people": 0.9, "speak": 0.7, "city": 0.5, "paperwork": 0.5},
    {"workday_mornings": 0.8, "workday_afternoons": 0.8},
    {"walking": 0.8, "gardening": 0.6, "music": 0.4, "cooking": 0.5, "animals": 0.3},
    {"video_games": 0.5, "football": 0.2, "dancing": 0.3},
    {"60-99": 5, "45-59": 4},
    {"m6": 1, "m12": 4},
    {"fortnightly": 2, "weekly": 3},
    {"talk": 5, "both": 2},
    women=0.6,
)
LEARNER = Portrait(
    12,
    {"studies": 0.95, "speak": 0.8, "leisure": 0.5, "people": 0.4, "city": 0.3},
    {"workday_evenings": 0.8, "saturdays": 0.6, "sundays": 0.5},
    {"reading": 0.5, "cinema": 0.5, "music": 0.5, "games": 0.3, "museums": 0.4},
    {"sewing": 0.3},
    {"18-29": 7, "30-44": 2},
)

CITIZENS = (RETIRED_TEACHER, YOUNG_WORKER, OFFICE_WORKER, FAMILY, STUDENT, SOCIAL_PROFESSIONAL)
NEWCOMERS = (PARENT_AT_HOME, YOUNG_ALONE, JOB_SEEKER, HOUSE_HUNTER, ELDER, LEARNER)

TRAVEL: Mapping[str, Mapping[str, float]] = {
    "citizen": {"km2": 0.5, "km5": 2, "km10": 6, "km20": 4, "km40": 1},
    "newcomer": {"km2": 1, "km5": 4, "km10": 6, "km20": 3},
}
GENDER_WISHES = {"woman": {"any": 6, "woman": 4}, "man": {"any": 9, "man": 1}, "other": {"any": 1}}
PLACES = {"p1": 8, "p2": 2, "p3": 0.4}
SOURCES = {"friend": 5, "social_worker": 3, "event": 2, "poster": 1, "internet": 3}
BLANKS = {
    "dislikes": 0.35,
    "likes": 0.06,
    "style": 0.25,
    "style_newcomer": 0.3,
    "rhythm": 0.15,
    "duration": 0.15,
    "age": 0.05,
    "gender": 0.06,
    "gender_wish": 0.05,
    "travel": 0.08,
    "email": 0.25,
    "source": 0.2,
    "last_name": 0.04,
}
"""How often somebody leaves an optional question blank."""
