"""Parts of an .xlsx file: its zip in, what stands in it beside cells out, so that nothing vanishes unsaid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from pipeline.vocabulary.sentences import Sentence, sentence

# What an extension of a tab holds. None: nothing that anybody would miss.
EXTENSIONS: dict[str, str | None] = {
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": "sparkline",
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": "format",
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": "validation",
    "{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}": "slicer",
    "{3A4CF648-6AED-40F4-86FF-DC5316D8AED3}": "slicer",
    "{7E03D99C-DC04-49D9-9315-930204A7B6E9}": "slicer",
    "{01252117-D84E-4E92-8308-4BE1C098FCBB}": None,  # errors that somebody chose to ignore
}
# What a part of the file holds, by its path; the first that fits counts. None: written again, or never missed.
PARTS: tuple[tuple[str, str | None], ...] = (
    (r"xl/vba|xl/macrosheets|xl/dialogsheets|customUI", "macro"),
    (r"xl/charts?/|xl/chartsheets", "chart"),
    (r"xl/media|xl/richData", "image"),
    (r"xl/diagrams", "text_box"),
    (r"xl/ctrlProps|xl/activeX|xl/featurePropertyBag", "checkbox"),
    (r"xl/threadedComments", "comment"),
    (r"xl/pivot", "pivot"),
    (r"xl/slicer|xl/timeline", "slicer"),
    (r"xl/embeddings", "object"),
    (r"xl/connections|xl/queryTables|xl/model", "query"),
    (r"xl/metadata\.xml", "formula"),
    (r"_xmlsignatures", "signature"),
    (r"xl/(workbook|styles|sharedStrings|calcChain)\.xml", None),
    (r"xl/(theme|persons|printerSettings|worksheets|tables|drawings|externalLinks)/", None),
    (r"xl/comments|xl/commentsmeta", None),
    (r"\[Content_Types\]|_rels/|docProps/|docMetadata/|customXml/|xl/_rels/", None),
    (r".*/$|.*\.rels$", None),
)
SHAPES = {
    "sp": "text_box", "cxnSp": "text_box", "grpSp": "text_box", "pic": "image", "graphicFrame": "chart",
    "contentPart": "image",
}  # fmt: skip
ELEMENTS = {"customSheetViews": "view", "picture": "image", "controls": "checkbox", "oleObjects": "object"}
VML_OBJECT = re.compile(rb'ObjectType="(\w+)"')
SHEET_DATA = re.compile(rb"<(\w+:)?sheetData\b.*</(\w+:)?sheetData>", re.DOTALL)


@dataclass(frozen=True)
class Item:
    """One thing that is not a cell: what it is, where, and what tells it from others of its kind."""

    kind: str
    tab: str = ""
    cell: str = ""
    part: str = ""
    content: str = ""

    @property
    def sentence(self) -> Sentence:
        """What it is and where, ready for words."""
        what = sentence(f"file.loss_{self.kind}", part=self.part)
        if not self.tab:
            return what
        where = "file.loss_at" if self.cell else "file.loss_where"
        return sentence(where, what=what, tab=self.tab, cell=self.cell)


def losses(before: bytes, after: bytes) -> tuple[Item, ...]:
    """What stands in one file and no longer in the other."""
    lost = Counter(items(before)) - Counter(items(after))
    located = {item.kind for item in lost if item.tab}
    return tuple(item for item in lost if item.tab or item.kind not in located)


def items(data: bytes) -> Iterator[Item]:
    """All that a file holds beside cells, formats of cells, and what is never missed."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            yield from _part_items(archive, name)
        for title, path in sheet_paths(archive).items():
            yield from _sheet_items(archive, title, path)


def sheet_paths(archive: ZipFile) -> dict[str, str]:
    """Tab's title → the path of its part."""
    targets = {identifier: path for identifier, _, path in _relations(archive, "xl/workbook.xml")}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    paths: dict[str, str] = {}
    for element in book.iter():
        if _name(element) == "sheet":
            path = targets.get(_attribute(element, "id"), "")
            if path in archive.namelist():
                paths[element.attrib["name"]] = path
    return paths


def _part_items(archive: ZipFile, name: str) -> Iterator[Item]:
    kind = next((kind for pattern, kind in PARTS if re.match(pattern, name)), "part")
    if kind:
        yield Item(kind, part=name, content=sha256(archive.read(name)).hexdigest())
    elif name == "xl/styles.xml" and b"FeaturePropertyBag" in archive.read(name):
        yield Item("checkbox", part=name)


def _sheet_items(archive: ZipFile, title: str, path: str) -> Iterator[Item]:
    xml = archive.read(path)
    tree = ElementTree.fromstring(SHEET_DATA.sub(b"", xml))
    for element in tree:
        if _name(element) in ELEMENTS:
            yield Item(ELEMENTS[_name(element)], title)
    yield from (
        item for element in tree.iter() if _name(element) == "ext" for item in _extension(element, title)
    )
    yield from (Item("link", title, link.attrib["ref"]) for link in tree.iter() if _name(link) == "hyperlink")
    for _, kind, target in _relations(archive, path):
        if target in archive.namelist():
            yield from _related_items(archive, title, kind, target)


def _extension(element: ElementTree.Element, title: str) -> Iterator[Item]:
    uri = element.attrib.get("uri", "").upper()
    kind = EXTENSIONS.get(uri, "part" if uri else None)
    if kind is None:
        return
    places = [place.text or "" for place in element.iter() if _name(place) == "sqref"]
    yield from (Item(kind, title, place, uri) for place in places or [""])


def _related_items(archive: ZipFile, title: str, kind: str, target: str) -> Iterator[Item]:
    if kind == "comments":
        yield from _comments(archive, title, target)
    elif kind == "drawing":
        yield from _shapes(archive, title, target)
    elif kind == "vmlDrawing":
        found = VML_OBJECT.findall(archive.read(target))
        yield from (Item("checkbox", title) for name in found if name != b"Note")
    elif kind == "table":
        table = ElementTree.fromstring(archive.read(target))
        yield Item("table", title, table.attrib.get("ref", ""))
    elif kind in ("threadedComment", "slicer", "pivotTable"):
        yield Item({"threadedComment": "comment", "pivotTable": "pivot"}.get(kind, kind), title, part=target)


def _comments(archive: ZipFile, title: str, target: str) -> Iterator[Item]:
    for element in ElementTree.fromstring(archive.read(target)).iter():
        if _name(element) == "comment":
            words = "".join(text.text or "" for text in element.iter() if _name(text) == "t")
            yield Item("note", title, element.attrib["ref"], content=" ".join(words.split()))


def _shapes(archive: ZipFile, title: str, target: str) -> Iterator[Item]:
    """Shapes with where they are anchored. What the library draws anew is not what somebody drew: content counts."""
    for anchor in ElementTree.fromstring(archive.read(target)):
        kind = next((SHAPES[_name(element)] for element in anchor.iter() if _name(element) in SHAPES), "")
        if kind:
            content = sha256(ElementTree.tostring(anchor)).hexdigest()
            yield Item(kind, title, _anchor(anchor), content=content)


def _anchor(anchor: ElementTree.Element) -> str:
    numbers = {_name(element): element.text for element in anchor.iter() if _name(element) in ("col", "row")}
    start = next((element for element in anchor if _name(element) == "from"), None)
    if start is not None:
        numbers = {_name(element): element.text for element in start}
    if not {"col", "row"} <= set(numbers):
        return ""
    return f"{_letter(int(numbers['col'] or 0))}{int(numbers['row'] or 0) + 1}"


def _letter(column: int) -> str:
    first, last = divmod(column, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _relations(archive: ZipFile, path: str) -> Iterator[tuple[str, str, str]]:
    """The identifier, kind and path of each part that a part refers to."""
    name = f"{dirname(path)}/_rels/{path.rpartition('/')[2]}.rels"
    if name not in archive.namelist():
        return
    for relation in ElementTree.fromstring(archive.read(name)):
        target = relation.attrib.get("Target", "")
        absolute = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(path), target))
        yield relation.attrib.get("Id", ""), relation.attrib.get("Type", "").rpartition("/")[2], absolute


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")
