"""Where synthetic people live: cities and villages, their share of each side, the languages heard there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A city with its surroundings. `languages`: what newcomers learn there, and how citizens grew up."""

    citizens: float
    newcomers: float
    languages: tuple[str, ...]
    postcodes: tuple[str, ...]


REGIONS = {
    "brussels": Region(
        42,
        46,
        ("fr", "nl"),
        (
            "1000",
            "1020",
            "1030",
            "1040",
            "1050",
            "1060",
            "1070",
            "1080",
            "1081",
            "1082",
            "1083",
            "1090",
            "1120",
            "1130",
            "1140",
            "1150",
            "1160",
            "1170",
            "1180",
            "1190",
            "1200",
            "1210",
        ),
    ),
    "liege": Region(12, 14, ("fr",), ("4000", "4020", "4030", "4100", "4101", "4420", "4040", "4600")),
    "ghent": Region(13, 10, ("nl",), ("9000", "9030", "9040", "9050", "9820", "9230")),
    "antwerp": Region(11, 10, ("nl",), ("2000", "2018", "2060", "2100", "2140", "2600", "2800")),
    "namur": Region(8, 6, ("fr",), ("5000", "5002", "5100", "5140", "5300")),
    "charleroi": Region(6, 8, ("fr",), ("6000", "6030", "6040", "6060", "6200")),
    "leuven": Region(4, 2, ("nl",), ("3000", "3001", "3010", "3012")),
    "villages": Region(4, 4, ("fr", "nl"), ("6820", "5550", "8640", "6670", "3700", "1495", "8970", "6460")),
}
