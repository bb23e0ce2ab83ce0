"""Pictures of content/ in; smaller versions for each width of screen out, without anything a camera noted in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.site.keeping import keep

WRITTEN = re.compile(r"!\[[^\]]*\]\(\{static\}/(?P<name>files/[^)\s]+)")
SHOWN = re.compile(r'<img\b[^>]*?\bsrc="(?:[^"]*/)?(?P<name>files/[^"]+)"[^>]*>')
SOURCE = re.compile(r'\bsrc="[^"]*"')
WIDTHS = (480, 960, 1440)  # a telephone, and a column of text on screens with one or two points to a pixel
PLAIN = 960  # for readers that do not choose
SIZES = "(min-width: 48rem) 40rem, calc(100vw - 2.5rem)"  # as wide as a column of text
FORMATS = frozenset({"JPEG", "MPO", "PNG", "WEBP", "AVIF", "TIFF", "BMP"})
AS_THEY_ARE = (".svg", ".gif")  # drawings and animations
QUALITY = 78
EDITION = 1  # another way of making them has another number
UNREADABLE = (OSError, UnidentifiedImageError, Image.DecompressionBombError)


@dataclass(frozen=True)
class Picture:
    """A picture of content/files/: its name from content/, and its size as it is looked at."""

    name: str
    width: int
    height: int
    file: Path

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths it is offered in: never larger than it is."""
        return tuple(dict.fromkeys(min(width, self.width) for width in WIDTHS))

    def address(self, width: int) -> str:
        """Where a version stands."""
        return str(PurePosixPath(self.name).with_suffix("")) + f"-{width}.webp"


def find_pictures(content: Path, texts: Iterable[str]) -> dict[str, Picture]:
    """Every picture that a text shows and that can be made smaller, by name."""
    names = {found["name"] for text in texts for found in WRITTEN.finditer(text)}
    pictures = (read_picture(content, name) for name in sorted(names))
    return {one.name: one for one in pictures if one}


def is_shown_as_it_is(name: str) -> bool:
    """Whether a picture fits every screen already."""
    return name.lower().endswith(AS_THEY_ARE)


def read_picture(content: Path, name: str) -> Picture | None:
    """A picture's size, with the camera's idea of what is up; nothing where it is no picture of points."""
    file = content / name
    try:
        with Image.open(file) as image:
            turned = image.getexif().get(0x0112, 1) in range(5, 9)
            width, height = reversed(image.size) if turned else image.size
            return Picture(name, width, height, file) if image.format in FORMATS else None
    except UNREADABLE:
        return None


def make_versions(picture: Picture, kept: Path) -> Iterator[tuple[str, bytes]]:
    """Each version of a picture with its address; those made before are not made again."""
    original = picture.file.read_bytes()
    digest = sha256(original).hexdigest()
    for width in picture.widths:
        made = keep(kept, (digest, width, EDITION), partial(_make_smaller, original, width))
        yield picture.address(width), made


def _make_smaller(original: bytes, width: int) -> bytes:
    with Image.open(BytesIO(original)) as image:
        upright = ImageOps.exif_transpose(image)
        colours = upright.info.get("icc_profile")
        seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        small = seen.resize((width, _height(upright.size, width)), Image.Resampling.LANCZOS)
        file = BytesIO()
        small.save(file, "WEBP", quality=QUALITY, method=5, icc_profile=colours or b"")
        return file.getvalue()


def show_pictures(html: str, pictures: Mapping[str, Picture], root: str) -> str:
    """Each picture of a text with its size, its versions, and without haste."""

    def show(found: re.Match[str]) -> str:
        tag, picture = found[0].removesuffix(">").rstrip("/ "), pictures.get(found["name"])
        return f'{_offer(tag, picture, root) if picture else tag} loading="lazy" decoding="async">'

    return SHOWN.sub(show, html)


def _offer(tag: str, picture: Picture, root: str) -> str:
    offered = ", ".join(f"{root}/{picture.address(width)} {width}w" for width in picture.widths)
    plain = max(width for width in picture.widths if width <= PLAIN or width == picture.widths[0])
    height = _height((picture.width, picture.height), plain)
    source = f'src="{root}/{picture.address(plain)}" srcset="{offered}" sizes="{SIZES}"'
    return f'{SOURCE.sub(lambda _: source, tag)} width="{plain}" height="{height}"'


def _height(size: tuple[int, int], width: int) -> int:
    return max(1, round(width * size[1] / size[0]))
