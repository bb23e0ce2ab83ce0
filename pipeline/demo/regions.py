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


def _region(citizens: float, newcomers: float, languages: str, postcodes: str) -> Region:
    return Region(citizens, newcomers, tuple(languages.split()), tuple(postcodes.split()))


REGIONS = {
    "brussels": _region(
        60,
        62,
        "fr nl",
        "1000 1020 1030 1040 1050 1060 1070 1080 1081 1082 1083 1090 1120 1130 1140 1150 1160 1170 1180 1190 "
        "1200 1210",
    ),
    "liege": _region(10, 11, "fr", "4000 4020 4030 4040 4100 4101 4420 4600"),
    "ghent": _region(10, 9, "nl", "9000 9030 9040 9050 9230 9820"),
    "antwerp": _region(6, 6, "nl", "2000 2018 2060 2100 2140 2600 2800"),
    "namur": _region(5, 4, "fr", "5000 5002 5100 5140 5300"),
    "charleroi": _region(4, 4, "fr", "6000 6030 6040 6060 6200"),
    "leuven": _region(3, 2, "nl", "3000 3001 3010 3012"),
    "villages": _region(2, 2, "fr nl", "1495 3700 5550 6460 6670 6820 8640 8970"),
}
