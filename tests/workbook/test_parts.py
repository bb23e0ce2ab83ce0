"""Nothing that stands in a file beside its cells ever vanishes unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from pipeline.vocabulary.problems import WorkbookError
from pipeline.workbook.backups import backups
from pipeline.workbook.parts import items, losses
from tests.workbook.books import a_second_run, a_store, a_workbook, edit, the_layout, with_parts

PROPOSALS = "xl/worksheets/sheet4.xml"
RELATIONS = "xl/worksheets/_rels/sheet4.xml.rels"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = b"http://schemas.microsoft.com/office/2017/10/relationships"
END = b"</worksheet>"


def relation(kind: bytes, target: bytes, source: bytes = OFFICE) -> bytes:
    return (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId9" Type="%b/%b" Target="%b"/></Relationships>' % (source, kind, target)
    )


def drawing(shape: bytes) -> bytes:
    return (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
        b"<xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        b"<xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        b"%b<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>" % shape
    )


TEXT_BOX = (
    b'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Note"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/>'
    b"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>A lire</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
PICTURE = b'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill/><xdr:spPr/></xdr:pic>'
VML_CHECKBOX = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<v:shape id="c1"><x:ClientData ObjectType="Checkbox"/></v:shape></xml>'
)


def drawn(shape: bytes) -> dict[str, bytes]:
    """A drawing in the tab of proposals."""
    return {
        RELATIONS: relation(b"drawing", b"../drawings/drawing9.xml"),
        "xl/drawings/drawing9.xml": drawing(shape),
    }


def extended(uri: bytes, inside: bytes = b"") -> dict[str, tuple[bytes, bytes]]:
    """An extension at the end of the tab of proposals."""
    extension = (
        b'<extLst><ext uri="%b" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">%b</ext></extLst>'
        % (uri, inside)
    )
    return {PROPOSALS: (END, extension + END)}


def related(kind: bytes, target: str, content: bytes, source: bytes = OFFICE) -> dict[str, bytes]:
    """A part to which the tab of proposals refers."""
    return {RELATIONS: relation(kind, b"/" + target.encode(), source), target: content}


SPARKLINE = b"<group><xm:sqref>R2</xm:sqref></group>"
LOST: dict[str, tuple[dict[str, bytes], dict[str, tuple[bytes, bytes]], str]] = {
    "text box": (drawn(TEXT_BOX), {}, "a text box or a drawn shape in the tab “Propositions”, cell F3"),
    "image": (
        {**drawn(PICTURE), "xl/media/image1.png": b"PNG"},
        {},
        "an image in the tab “Propositions”, cell F3",
    ),
    "sparkline": (
        {},
        extended(b"{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", SPARKLINE),
        "a sparkline in the tab “Propositions”, cell R2",
    ),
    "data bar": ({}, extended(b"{78C0D931-6437-407d-A8EE-F0AAD7539E65}"), "a conditional format"),
    "dropdown": ({}, extended(b"{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"), "a dropdown list"),
    "slicer": ({}, extended(b"{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"), "a slicer"),
    "unknown extension": (
        {},
        extended(b"{00000000-0000-0000-0000-000000000000}"),
        "of a kind we do not know",
    ),
    "form checkbox": (related(b"vmlDrawing", "xl/drawings/vmlDrawing9.vml", VML_CHECKBOX), {}, "a checkbox"),
    "checkbox control": ({"xl/ctrlProps/ctrlProp1.xml": b"<formControlPr/>"}, {}, "a checkbox"),
    "cell checkbox": ({"xl/featurePropertyBag/featurePropertyBag.xml": b"<bags/>"}, {}, "a checkbox"),
    "threaded comment": (
        related(b"threadedComment", "xl/threadedComments/threadedComment1.xml", b"<c/>", MICROSOFT),
        {},
        "a comment in the tab “Propositions”",
    ),
    "pivot": ({"xl/pivotCache/pivotCacheRecords1.xml": b"<records/>"}, {}, "a pivot table"),
    "macro": ({"xl/vbaProject.bin": b"\x00"}, {}, "a macro"),
    "object": ({"xl/embeddings/oleObject1.bin": b"\x00"}, {}, "an embedded object"),
    "query": ({"xl/connections.xml": b"<connections/>"}, {}, "a data connection"),
    "dynamic array": ({"xl/metadata.xml": b"<metadata/>"}, {}, "a formula of a recent Excel"),
    "signature": ({"_xmlsignatures/origin.sigs": b""}, {}, "a digital signature"),
    "personal view": (
        {},
        {PROPOSALS: (b"<pageMargins", b"<customSheetViews/><pageMargins")},
        "a personal view",
    ),
    "unknown part": ({"xl/novelty/thing.xml": b"<n/>"}, {}, r"kind we do not know \(xl/novelty/thing.xml\)"),
}


@pytest.mark.parametrize("thing", LOST)
def test_what_would_vanish_stops_the_writing(tmp_path: Path, thing: str) -> None:
    parts, edits, said = LOST[thing]
    path = a_workbook(tmp_path)
    path.write_bytes(with_parts(path.read_bytes(), parts, edits))
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=said) as caught:
        a_store(tmp_path).apply(a_second_run(), the_layout())
    assert "run again" in str(caught.value)
    assert path.read_bytes() == before
    assert not backups(path)


def test_several_losses_are_told_at_once(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    parts = {**drawn(TEXT_BOX), "xl/vbaProject.bin": b"\x00"}
    path.write_bytes(with_parts(path.read_bytes(), parts))
    with pytest.raises(WorkbookError, match="a macro and a text box"):
        a_store(tmp_path).apply(a_second_run(), the_layout())


@pytest.mark.parametrize(
    "name",
    [
        "docProps/thumbnail.jpeg",
        "customXml/item1.xml",
        "xl/printerSettings/printerSettings1.bin",
        "xl/calcChain.xml",
        "xl/persons/person.xml",
        "docMetadata/LabelInfo.xml",
    ],
)
def test_what_nobody_misses_may_go(tmp_path: Path, name: str) -> None:
    path = a_workbook(tmp_path)
    path.write_bytes(with_parts(path.read_bytes(), {name: b"<x/>"}))
    assert a_store(tmp_path).apply(a_second_run(), the_layout()) == ()


def test_a_chart_stops_the_writing(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def draw(book: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book["Volontaires"], min_col=11, min_row=1, max_row=3))
        book["Volontaires"].add_chart(chart, "B9")

    edit(path, draw)
    picture = path.read_bytes()
    path.write_bytes(
        with_parts(picture, {}, {"xl/charts/chart1.xml": (b"<plotArea>", b"<plotArea><!-- mine -->")})
    )
    with pytest.raises(WorkbookError, match="a chart"):
        a_store(tmp_path).apply(a_second_run(), the_layout())


def test_what_the_library_keeps_may_stay(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)

    def enrich(book: Workbook) -> None:
        own = book.create_sheet("À nous")
        for number, row in enumerate([("nom", "combien"), ("a", 1), ("b", 2)], start=1):
            own.cell(number, 1, row[0])
            own.cell(number, 2, row[1])
        own.add_table(Table(displayName="Nous", ref="A1:B3"))
        own["D1"].comment = Comment("Voir avec Sacha", "Camille")
        own["D2"].value = "la charte"
        own["D2"].hyperlink = Hyperlink(ref="D2", target="https://duos.example/charte")
        own.conditional_formatting.add("B2:B3", DataBarRule("num", 0, "num", 9, "F4B942"))
        own.merge_cells("F1:G2")

    edit(path, enrich)
    before = path.read_bytes()
    assert a_store(tmp_path).apply(a_second_run(), the_layout()) == ()
    assert losses(before, path.read_bytes()) == ()
    own = load_workbook(path)["À nous"]
    assert list(own.tables) == ["Nous"]
    assert own["D1"].comment is not None
    assert own["D2"].hyperlink is not None
    assert str(own.merged_cells) == "F1:G2"
    assert len(own.conditional_formatting) == 1


def test_our_own_file_holds_nothing_strange(tmp_path: Path) -> None:
    assert list(items(a_workbook(tmp_path).read_bytes())) == []
