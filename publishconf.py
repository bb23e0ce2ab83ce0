"""The settings of the published site: the same, and nothing of the sample may be left."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # Pelican does not look beside its settings file

from pelicanconf import *  # noqa: F403  # Pelican reads this module's names

PRODUCTION = True
