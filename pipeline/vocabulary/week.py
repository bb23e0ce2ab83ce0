"""A week as people say it: seven days, three parts of the day, twenty-one slots."""

from __future__ import annotations

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
WORKDAYS = DAYS[:5]
WEEKEND = DAYS[5:]
