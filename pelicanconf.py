"""The site's settings, all derived from programme.yaml. `make site` builds, `make serve` shows."""

import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # Pelican does not look beside its settings file

from pipeline.settings import load_form, load_programme  # after the path
from pipeline.site.configuration import derive_settings, read_build_date

programme = load_programme(ROOT / os.environ.get("DUOS_PROGRAMME", "programme.yaml"))
today = read_build_date(
    os.environ.get("SOURCE_DATE_EPOCH"), datetime.now(ZoneInfo(programme.timezone)).date()
)
form = load_form(ROOT / "form.yaml", programme.languages.workbook)
globals().update(derive_settings(programme, ROOT, today, form))
