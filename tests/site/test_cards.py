"""Pictures for sharing: letters of every script, the way each language runs, few bytes and always the same."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.site.cards import Card, break_text, draw_card, fit_text, open_pen, split_runs
from tests.site.building import ROOT, Site, a_programme, build

FONT = ROOT / "theme/fonts/cards.ttf"
ACCENTS = ("#0b5563", "#b8391f")
TEAL, BRICK, PAPER = (0x0B, 0x55, 0x63), (0xB8, 0x39, 0x1F), (0xFB, 0xF8, 0xF2)
LOWER_LEFT, LOWER_RIGHT, MIDDLE = (100, 600), (1100, 600), (900, 600)


def a_card(title: str = "Je propose", **changes: str) -> Card:
    return Card(**{"title": title, "name": "Duos d’ici", "language": "fr", "accents": ACCENTS, **changes})  # type: ignore[arg-type]  # as given


def drawn(card: Card) -> Image.Image:
    return Image.open(BytesIO(draw_card(card, FONT))).convert("RGB")


def ink_in(image: Image.Image, left: int, right: int) -> int:
    return sum(image.crop((left, 60, right, 360)).convert("L").histogram()[:100])


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Comment nous formons les duos", "fr"),
        ("Хто може взяти участь", "uk"),
        ("كيف يجري الأمر", "ar"),
        ("چگونه دونفره‌ها شکل می‌گیرند", "fa"),
        ("ټول ډېر لږ ښه: څوک ګډون کولای شي، کړنې، پاڼې، اونۍ، ځای، وکړئ", "ps"),
        ("Kimler katılabilir: İstanbul’dan şğı", "tr"),
        ("ሰላም ንዓኹም", "ti"),
    ],
)
def test_every_script_is_written(title: str, language: str) -> None:
    image = drawn(a_card(title, language=language))
    assert image.size == (1200, 630)
    assert ink_in(image, 0, 1200) > 2000


def test_same_card_has_same_bytes() -> None:
    assert draw_card(a_card(), FONT) == draw_card(a_card(), FONT)
    assert draw_card(a_card(), FONT) != draw_card(a_card("Je cherche"), FONT)


def test_arabic_begins_on_the_right() -> None:
    image = drawn(a_card("بحث", language="ar"))
    assert ink_in(image, 0, 600) == 0
    assert ink_in(image, 600, 1200) > 500
    assert [image.getpixel(place) for place in (LOWER_LEFT, LOWER_RIGHT)] == [BRICK, PAPER]


@pytest.mark.parametrize(
    ("role", "middle", "corner"),
    [("", TEAL, BRICK), ("citizen", PAPER, TEAL), ("newcomer", PAPER, BRICK)],
)
def test_each_side_shows_its_shape(role: str, middle: object, corner: object) -> None:
    image = drawn(a_card(role=role))
    assert [image.getpixel(place) for place in (MIDDLE, LOWER_RIGHT)] == [middle, corner]


def test_accents_are_the_organisation_s() -> None:
    image = drawn(a_card(accents=("#5b2a86", "#1b5e20")))  # type: ignore[arg-type]  # as given
    assert image.getpixel(MIDDLE) == (0x5B, 0x2A, 0x86)


def test_unknown_letters_are_left_out() -> None:
    assert ink_in(drawn(a_card("日本語")), 0, 1200) == 0


@pytest.mark.parametrize(
    ("text", "mirrored", "runs"),
    [
        ("أهلا Duos 2026 هنا", True, ["أهلا ", "Duos 2026", " هنا"]),
        ("Dire « أهلا بك » ici", False, ["Dire « ", "أهلا بك", " » ici"]),
        ("Duos", False, ["Duos"]),
        ("", True, []),
    ],
)
def test_mixed_directions_are_kept_apart(text: str, mirrored: bool, runs: list[str]) -> None:
    assert [run for run, _ in split_runs(text, mirrored) if run] == runs


def test_long_titles_grow_smaller() -> None:
    pen = open_pen(FONT)
    sizes = [fit_text(pen, "mot " * words, "fr", 1040, ((96, 2), (48, 5))).size for words in (2, 12)]
    assert sizes == [96, 48]


def test_endless_titles_are_cut() -> None:
    pen = open_pen(FONT)
    block = fit_text(pen, "verantwoordelijkheid " * 30, "nl", 1040, ((96, 2), (48, 5)))
    assert len(block.lines) == 5
    assert max(sum(advance for *_, advance in line) for line in block.lines) <= 1040 / 48


def test_lines_keep_within_their_width() -> None:
    pen = open_pen(FONT)
    assert break_text(pen, "a verantwoordelijkheidsgevoel b", "nl", 3) == [
        "a",
        "verantwoordelijkheidsgevoel",
        "b",
    ]


def test_every_page_has_its_card(whole: Site) -> None:
    for page in whole.pages:
        if page.name == "index.html":
            address = page.parent.relative_to(whole.folder).as_posix()
            where = "https://duos.example/" + ("" if address == "." else f"{address}/")
            said = page.read_text(encoding="utf-8")
            assert f'<meta property="og:image" content="{where}card.png">' in said
            assert '<meta property="og:image:alt" content="' in said
            assert (page.parent / "card.png").stat().st_size <= 60_000


def test_cards_are_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = tmp_path_factory.mktemp("kept")
    sites = [build(tmp_path_factory.mktemp("cards"), KEPT=str(kept)) for _ in range(2)]
    first = {file.stat().st_ino for file in (kept / "cards").iterdir()}
    build(tmp_path_factory.mktemp("cards"), KEPT=str(kept))
    assert first == {file.stat().st_ino for file in (kept / "cards").iterdir()}
    cards = [
        {file.relative_to(site.folder): file.read_bytes() for file in site.folder.rglob("card.png")}
        for site in sites
    ]
    assert cards[0] == cards[1]
    assert len(cards[0]) > 90


def test_without_address_there_are_none(output: Path) -> None:
    programme = a_programme()
    unplaced = programme.model_copy(update={"site": programme.site.model_copy(update={"url": ""})})
    site = build(output, unplaced)
    assert list(site.folder.rglob("card.png")) == []
    assert "og:image" not in site.read("fr/index.html")
