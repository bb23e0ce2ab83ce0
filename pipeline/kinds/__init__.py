"""Kinds: one module per kind of rule or criterion. A comparison and people come in, a Compared leaves.

`kind` in programme.yaml names an entry of KINDS; a new kind is a new module and a line here.
"""

from __future__ import annotations

from pipeline.kinds.arrays import People
from pipeline.kinds.bounds import Bounds
from pipeline.kinds.clash import Clash
from pipeline.kinds.comparison import Compared
from pipeline.kinds.difference import Difference
from pipeline.kinds.overlap import Overlap
from pipeline.kinds.place import Located
from pipeline.kinds.profile import Profile
from pipeline.kinds.room import Room
from pipeline.kinds.scale import Scale
from pipeline.kinds.similarity import Similarity
from pipeline.kinds.text import Written
from pipeline.kinds.week import Week
from pipeline.kinds.wish import Wish
from pipeline.vocabulary.programme import Comparison

KINDS: dict[str, type[Compared]] = {
    "bounds": Bounds,
    "clash": Clash,
    "difference": Difference,
    "overlap": Overlap,
    "place": Located,
    "profile": Profile,
    "room": Room,
    "scale": Scale,
    "similarity": Similarity,
    "text": Written,
    "week": Week,
    "wish": Wish,
}


def compare(comparison: Comparison, people: People) -> Compared:
    """The comparison of its kind, over these people."""
    return KINDS[comparison.kind](comparison, people)
