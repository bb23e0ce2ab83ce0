"""What every test shares: properties are checked without a stopwatch, speed is measured in benchmarks/."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
