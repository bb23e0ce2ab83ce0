"""Every way of finding duos has a module that does it, and a sentence on the site."""

from __future__ import annotations

import re

from pipeline.modes import PROPOSERS
from pipeline.vocabulary.programme import Mode
from tests.builders import ROOT


def test_every_mode_has_a_proposer() -> None:
    assert set(PROPOSERS) == set(Mode)


def test_the_site_says_how_every_mode_goes() -> None:
    """The table in the page “How we form duos” has a sentence for each of them."""
    template = (ROOT / "theme" / "templates" / "how.html").read_text("utf-8")
    table = template.partition("{% set ways = {")[2].partition("} %}")[0]
    assert re.findall(r'^  "(\w+)": _\("', table, re.MULTILINE) == [mode.value for mode in Mode]
