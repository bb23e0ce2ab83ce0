"""What is shared outside the site: flyers with a QR code, and the addresses that say which campaign somebody came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from pipeline.site.content import Campaign
from pipeline.site.keeping import keep
from pipeline.words.speaker import Speaker

DRAWN: dict[str, Any] = {
    "kind": "svg",
    "xmldecl": False,
    "omitsize": True,
    "border": 4,
    "svgclass": "code",
    "lineclass": None,
}
"""How segno draws a code: without a colour or a size of its own."""


@dataclass(frozen=True)
class Flyer:
    """A printable page of one campaign in one language."""

    campaign: Campaign
    lang: str
    title: str
    url: str
    date: datetime = datetime.min  # a flyer has no day
    shelf: str = "flyers"
    template: str = "flyer"
    role: str = ""
    reviewed_by: str = ""
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the flyer is called in every language."""
        return self.campaign.code

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.campaign.code


def make_flyer(campaign: Campaign, language: str) -> Flyer:
    """The flyer of a campaign whose language has words for it."""
    speaker = Speaker(language)
    summary = speaker.say(campaign.text)
    return Flyer(
        campaign,
        language,
        speaker.say(campaign.title),
        f"{language}/flyers/{campaign.code}/",
        metadata={"summary": summary},
    )


def mark_source(address: str, campaign: str) -> str:
    """An address that says which campaign somebody came from."""
    return f"{address}?src={campaign}"


def draw_code(address: str) -> str:
    """A QR code as SVG, without a colour of its own: one path, to stand inside a page."""
    drawing = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, **DRAWN)
    return drawing.getvalue().decode("utf-8").strip()


def keep_code(address: str, folder: Path) -> str:
    """The QR code of an address, drawn once."""
    return keep(folder, (address, segno.__version__, DRAWN), lambda: draw_code(address).encode()).decode()
