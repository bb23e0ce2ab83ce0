"""What Google's documents leave open, or what we could not try: each one a switch, so that a protocol is tried under each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Hypotheses:
    """How the stand-in behaves where Google's behaviour is not known; the defaults are the likelier half."""

    # Sorting moves what cells hold; whether the developer metadata of a row goes with it is written nowhere.
    sort_carries_metadata: bool = False
    # The text that findReplace puts in may be read as if typed (`=1+1`, `0612`), or kept as it is.
    replacement_is_parsed: bool = True
    # findReplace may look at what a cell shows (`1,234`), or at what was put in it (`1234`).
    search_sees_shown_text: bool = True
    # "After the last row with data": a row that has only a dropdown, a colour or a note may count as data.
    append_counts_formats: bool = False
    # A stringValue given to appendCells or updateCells is literal, or read as if typed.
    string_values_are_parsed: bool = False
    # People who may not edit a protected column may be refused to insert, delete or sort rows across it.
    protection_stops_rows: bool = True
    # An identifier of developer metadata that exists already may be refused, or get another one.
    duplicate_metadata_is_refused: bool = True
    # "It is an error to specify the ID … that already exists": the token that makes a batch happen once.
    duplicate_token_is_refused: bool = True
    # The name of a named range that exists already.
    duplicate_name_is_refused: bool = True
    # Developer metadata "remain associated … as they move around".
    move_carries_metadata: bool = True
    # "Empty trailing rows and columns are omitted."
    trailing_empties_are_omitted: bool = True
    # "The range must not partially span any merge" when cells are unmerged: the fence that a batch is refused at.
    partial_unmerge_is_refused: bool = True
    # Rows inserted by hand take the dropdowns and colours of the row above.
    inserted_rows_inherit: bool = True

    def flipped(self, name: str) -> Hypotheses:
        """The same but for one switch."""
        return replace(self, **{name: not getattr(self, name)})

    def alternatives(self) -> Iterator[tuple[str, Hypotheses]]:
        """Each single switch the other way round, by name."""
        for field in fields(self):
            yield field.name, self.flipped(field.name)


LIKELY = Hypotheses()
