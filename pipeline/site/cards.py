"""Pictures for sharing: a page's title and the programme's name and colours in; a small PNG out, the same bytes each time.

HarfBuzz sets and draws the letters of every script by itself, so no machine needs fonts or other libraries of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from struct import pack
from zlib import DEFLATED, Z_FINISH, Z_FULL_FLUSH, adler32, compressobj, crc32

import uharfbuzz
from PIL import Image, ImageDraw

from pipeline.site.colours import PAPER, mix
from pipeline.words.directions import LATIN_RUN, is_right_to_left

WIDTH, HEIGHT = 1200, 630  # what networks ask for
EDGE, TOP, FOOT = 80, 72, 84
LINE, ABOVE = 1.16, 0.85  # of a size: from line to line, and from a line's top to its base
BETWEEN = 16  # from block to block
TITLE_SIZES = ((96, 2), (82, 3), (68, 3), (58, 4), (48, 5))  # size → lines of it that find room
ABOVE_NOTE = ((82, 2), (68, 3), (58, 3), (48, 4))  # the same, where a note follows
NOTE_SIZES = ((44, 1), (32, 1), (26, 1))
NAME_SIZES = ((46, 1), (38, 1), (30, 2))
NAME_WIDTH = 560
SHAPE, GAP = 224, 6
FILTER = 2  # points before each row: in PNG a byte stands there, and as paper they are its zero, which means “as it is”
FINE = 4  # shapes are drawn larger, then made smaller, so that their edges are smooth
INK, GLOW = "#1d2327", "#f4b942"
STEPS = (6, 4, 4)  # from the paper to ink and accents, for smooth edges; with paper and glow, sixteen colours
RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
TURNED = {True: LATIN_RUN, False: re.compile(rf"{RTL}+(?:[ \u00a0\u200c]+{RTL}+)*")}
"""Whether a text is written from right to left → what in it runs the other way."""


def _number(colour: int) -> bytes:
    """How much of a colour a point has, to 255 → its number in the palette; 0 is the paper."""
    before, many = sum(STEPS[:colour]), STEPS[colour]
    steps = [round(ink / 255 * many) for ink in range(256)]
    return bytes(step and before + step for step in steps)


NUMBERS = [_number(colour) for colour in range(len(STEPS))]

Glyph = tuple[int, float, float, float]
"""Which; moved by x and y, and how far to go on, in parts of the size."""


@dataclass(frozen=True)
class Card:
    """What a picture for sharing shows."""

    title: str
    name: str  # of the programme
    language: str
    accents: tuple[str, str]  # citizen, newcomer
    role: str = ""  # of whom the page speaks to: only their shape is shown
    note: str = ""  # such as the day of an event


@dataclass(frozen=True)
class Block:
    """Lines of one size, as they stand from left to right."""

    lines: tuple[Sequence[Glyph], ...] = ()
    size: int = 0

    @property
    def height(self) -> float:
        """From the top of its first line to the end of its last."""
        return len(self.lines) * self.size * LINE

    @property
    def width(self) -> float:
        """From the beginning of its longest line to the end."""
        return max((self.size * _length(line) for line in self.lines), default=0)


@dataclass(frozen=True)
class Band:
    """Some rows of a card: as PNG has its points, and the same packed."""

    points: bytes
    packed: bytes


class Pen:
    """One font, with letters of many scripts."""

    def __init__(self, file: Path) -> None:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
        self._font = uharfbuzz.Font(face)
        self._unit = 1 / face.upem
        self._raster = uharfbuzz.RasterDraw()

    def set_line(self, text: str, language: str) -> list[Glyph]:
        """The letters of a line as they stand from left to right."""
        mirrored = is_right_to_left(language)
        runs = [
            self._set_run(run, language, turned != mirrored)
            for run, turned in split_runs(text, mirrored)
            if run
        ]
        return list(chain.from_iterable(reversed(runs) if mirrored else runs))

    def write(self, blocks: Sequence[Block], mirrored: bool, room: int = WIDTH) -> Image.Image:
        """Blocks under each other, from the edge where the language begins: each point the number of its colour."""
        height = round(sum(block.height + BETWEEN for block in blocks))
        width = min(room, round(max(block.width for block in blocks)) + 2 * EDGE)
        self._raster.extents = uharfbuzz.RasterExtents(0, 0, width, height, width)
        base = float(height)
        for block in blocks:
            for line in block.lines:
                left = width - EDGE - block.size * _length(line) if mirrored else EDGE
                self._draw(line, block.size, left, base - block.size * ABOVE)
                base -= block.size * LINE
            base -= BETWEEN
        numbered = self._raster.render().buffer.translate(NUMBERS[0])
        lowest_first = ("raw", "L", width, -1)
        return Image.frombuffer("L", (width, height), numbered, *lowest_first)

    def _draw(self, line: Sequence[Glyph], size: int, x: float, base: float) -> None:
        scale = size * self._unit
        for code, right, up, advance in line:
            self._raster.transform = (scale, 0, 0, scale, x + right * size, base + up * size)
            self._raster.draw_glyph(self._font, code)
            x += advance * size

    def _set_run(self, text: str, language: str, right_to_left: bool) -> list[Glyph]:
        run = uharfbuzz.Buffer()
        run.add_str(text)
        run.guess_segment_properties()
        run.direction, run.language = "rtl" if right_to_left else "ltr", language
        uharfbuzz.shape(self._font, run)
        unit = self._unit
        return [
            (glyph.codepoint, place.x_offset * unit, place.y_offset * unit, place.x_advance * unit)
            for glyph, place in zip(run.glyph_infos, run.glyph_positions, strict=True)
        ]


@cache
def open_pen(file: Path) -> Pen:
    """The font of the cards, opened once."""
    return Pen(file)


@cache
def tell_edition(file: Path) -> str:
    """What a card depends on beside what it shows: the font, this module, and the libraries that draw."""
    parts = (file.read_bytes(), Path(__file__).read_bytes(), uharfbuzz.version_string().encode())
    return sha256(b"\0".join(parts)).hexdigest()


def draw_card(card: Card, font: Path) -> bytes:
    """A card as PNG. What is written in letters that the font lacks is left out; the shapes remain."""
    pen, width, mirrored = open_pen(font), WIDTH - 2 * EDGE, is_right_to_left(card.language)
    title = fit_text(pen, card.title, card.language, width, ABOVE_NOTE if card.note else TITLE_SIZES)
    note = fit_text(pen, card.note, card.language, width, NOTE_SIZES)
    letters = pen.write((title, note), mirrored)
    rows = _lay_paper(letters.height)
    _place(rows, letters, 0, mirrored)
    bands = (
        _pack_paper(TOP),
        _pack(rows),
        _pack_paper(HEIGHT - SHAPE - TOP - letters.height),
        _pack_foot(card.name, card.role, card.language, font),
    )
    return _write_png(bands, _palette(card.accents))


def split_runs(text: str, mirrored: bool) -> Iterator[tuple[str, bool]]:
    """The pieces of a line that run one way, each with whether it runs against the line."""
    end = 0
    for found in TURNED[mirrored].finditer(text):
        yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield text[end:], False


def fit_text(pen: Pen, text: str, language: str, width: float, sizes: Sequence[tuple[int, int]]) -> Block:
    """A text in the largest size of which its lines find room; nothing where the font lacks a letter of it."""
    if not text or not all(code for code, *_ in pen.set_line(text, language)):
        return Block()
    for size, room in sizes:
        lines = break_text(pen, text, language, width / size)
        if len(lines) <= room:
            break
    shown = lines if len(lines) <= room else [*lines[: room - 1], f"{lines[room - 1]} …"]
    return Block(tuple(pen.set_line(line, language) for line in shown), size)


def break_text(pen: Pen, text: str, language: str, width: float) -> list[str]:
    """A text in lines no longer than a width; a word that is longer stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(pen.set_line(longer, language)) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _pack_foot(text: str, role: str, language: str, font: Path) -> Band:
    """The shapes and the programme's name: the same on every card of a side and language."""
    pen, mirrored = open_pen(font), is_right_to_left(language)
    name = fit_text(pen, text, language, NAME_WIDTH, NAME_SIZES)
    letters = pen.write((name,), mirrored, NAME_WIDTH + EDGE)
    foot = _lay_paper(SHAPE)
    foot.paste(_draw_shapes(role, mirrored), (FILTER, 0))
    _place(foot, letters, SHAPE - FOOT - round(name.height), mirrored)
    return _pack(foot, ends=True)


def _draw_shapes(role: str, mirrored: bool) -> Image.Image:
    foot = Image.new("L", (WIDTH, SHAPE))
    middle = WIDTH - SHAPE - GAP // 2
    if role in ("", "citizen"):
        at = middle - GAP // 2 - SHAPE if not role else WIDTH - SHAPE
        foot.paste(_draw_quarter().point(NUMBERS[1]), (at, 0))
    if role in ("", "newcomer"):
        foot.paste(_draw_square().point(NUMBERS[2]), (WIDTH - SHAPE, 0))
    ImageDraw.Draw(foot).rectangle((EDGE, SHAPE - 192, EDGE + 119, SHAPE - 185), fill=sum(STEPS) + 1)
    return foot.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else foot


def _draw_quarter() -> Image.Image:
    size = SHAPE * FINE
    shape = Image.new("L", (size, size))
    ImageDraw.Draw(shape).pieslice((0, 0, 2 * size, 2 * size), 180, 270, fill=255)
    return shape.reduce(FINE)


def _draw_square() -> Image.Image:
    size = SHAPE * FINE
    shape = Image.new("L", (size, size))
    corners = (False, True, False, False)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, size, size), size // 3, fill=255, corners=corners)
    return shape.reduce(FINE)


def _lay_paper(height: int) -> Image.Image:
    return Image.new("L", (FILTER + WIDTH, height))


def _place(rows: Image.Image, letters: Image.Image, top: int, mirrored: bool) -> None:
    rows.paste(letters, (FILTER + (WIDTH - letters.width if mirrored else 0), top))


@cache
def _pack_paper(height: int) -> Band:
    return _pack(_lay_paper(height))


def _pack(image: Image.Image, ends: bool = False) -> Band:
    """Sixteen colours, two points to a byte. Packed on its own, so that what cards share is packed once."""
    image.putpalette(b"\0\0\0")
    points = image.tobytes("raw", "P;4")
    packer = compressobj(1, DEFLATED, -15)
    return Band(points, packer.compress(points) + packer.flush(Z_FINISH if ends else Z_FULL_FLUSH))


def _write_png(bands: Sequence[Band], palette: bytes) -> bytes:
    """Four times as fast as Pillow, which a site of many pages feels."""
    check = 1
    for band in bands:
        check = adler32(band.points, check)
    parts = {
        b"IHDR": pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0),
        b"PLTE": palette,
        b"IDAT": b"\x78\x01" + b"".join(band.packed for band in bands) + pack(">I", check),
        b"IEND": b"",
    }
    written = (
        pack(">I", len(said)) + name + said + pack(">I", crc32(name + said)) for name, said in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


@cache
def _palette(accents: tuple[str, str]) -> bytes:
    """The paper, each colour in steps from it, and the glow."""
    steps = (
        (colour, step / many)
        for colour, many in zip((INK, *accents), STEPS, strict=True)
        for step in range(1, many + 1)
    )
    colours = [PAPER, *(mix(PAPER, colour, share) for colour, share in steps), GLOW]
    return bytes.fromhex("".join(colour.removeprefix("#") for colour in colours))


def _length(line: Sequence[Glyph]) -> float:
    return sum(advance for *_, advance in line)
