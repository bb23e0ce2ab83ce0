"""Importation: an organisation's own list in; response tabs, existing duos and a heading mapping out."""

from pipeline.stages.importation.duos import Directory, Tied, tie_duos
from pipeline.stages.importation.mapping import (
    Certainty,
    Column,
    Content,
    SheetMapping,
    known_fields,
    read_mapping,
    remember,
)
from pipeline.stages.importation.people import Prepared, Said, prepare_people

__all__ = [
    "Certainty",
    "Column",
    "Content",
    "Directory",
    "Prepared",
    "Said",
    "SheetMapping",
    "Tied",
    "known_fields",
    "prepare_people",
    "read_mapping",
    "remember",
    "tie_duos",
]
