"""Pictures of content/: versions for each screen, sizes known before they arrive, nothing left of the camera."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.site.pictures import Picture, find_pictures, make_versions, read_picture, show_pictures
from pipeline.site.wording import say_notice
from pipeline.site.writing import find_file_faults
from tests.site.building import ROOT, build

TAKEN_AT = 0x8825
ORIENTATION = 0x0112


def a_photo(file: Path, size: tuple[int, int] = (2000, 1000), turned: int = 1, kind: str = "JPEG") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    notes = Image.Exif()
    notes[ORIENTATION] = turned
    notes[TAKEN_AT] = {1: "N", 2: (50.0, 50.0, 0.0)}
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, exif=notes)
    return file


def a_picture(content: Path, **changes: object) -> Picture:
    a_photo(content / "files/soup.jpg", **changes)  # type: ignore[arg-type]  # as given
    found = read_picture(content, "files/soup.jpg")
    assert found
    return found


@pytest.mark.parametrize(
    ("width", "offered"),
    [(2000, (480, 960, 1440)), (1000, (480, 960, 1000)), (480, (480,)), (300, (300,))],
)
def test_versions_are_never_larger(width: int, offered: tuple[int, ...], tmp_path: Path) -> None:
    picture = a_picture(tmp_path, size=(width, 100))
    made = dict(make_versions(picture, tmp_path / "kept"))
    assert picture.widths == offered
    assert list(made) == [f"files/soup-{one}.webp" for one in offered]
    assert [Image.open(BytesIO(one)).size[0] for one in made.values()] == list(offered)


def test_telephone_pictures_stand_upright(tmp_path: Path) -> None:
    picture = a_picture(tmp_path, size=(2000, 1000), turned=6)
    assert (picture.width, picture.height) == (1000, 2000)
    version = Image.open(BytesIO(dict(make_versions(picture, tmp_path / "kept"))["files/soup-480.webp"]))
    assert version.size == (480, 960)


def test_camera_s_notes_are_left_out(tmp_path: Path) -> None:
    picture = a_picture(tmp_path)
    with Image.open(picture.file) as original:
        assert TAKEN_AT in original.getexif()
    for made in dict(make_versions(picture, tmp_path / "kept")).values():
        assert not Image.open(BytesIO(made)).getexif()


def test_tag_says_size_and_versions() -> None:
    picture = Picture("files/soup.jpg", 2000, 1000, Path("soup.jpg"))
    html = '<p><img alt="Une soupe" src="../../files/soup.jpg"></p>'
    shown = show_pictures(html, {picture.name: picture}, "../..")
    assert 'alt="Une soupe" src="../../files/soup-960.webp"' in shown
    assert "../../files/soup-480.webp 480w, " in shown
    assert 'width="960" height="480" loading="lazy"' in shown
    assert "soup.jpg" not in shown


def test_drawings_stay_as_they_are() -> None:
    html = '<img alt="Un plan" src="../files/plan.svg">'
    assert show_pictures(html, {}, "..") == (
        '<img alt="Un plan" src="../files/plan.svg" loading="lazy" decoding="async">'
    )


def test_only_pictures_of_points_are_found(tmp_path: Path) -> None:
    a_photo(tmp_path / "files/soup.jpg")
    (tmp_path / "files/plan.svg").write_text("<svg/>")
    texts = ["![a]({static}/files/soup.jpg) ![b]({static}/files/plan.svg)", "![c]({static}/files/none.jpg)"]
    assert list(find_pictures(tmp_path, texts)) == ["files/soup.jpg"]


def test_broken_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "dates.yaml").write_text("- text:\n    fr: |\n      ![Une salle]({static}/files/room.jpg)\n")
    (tmp_path / "files").mkdir()
    (tmp_path / "files/room.jpg").write_bytes(b"not a picture")
    (fault,) = find_file_faults((), tmp_path)
    assert say_notice(fault, "en").startswith(
        "content/dates.yaml, line 3: the picture “files/room.jpg” cannot"
    )


def test_page_shows_versions_not_originals(tmp_path: Path, output: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    a_photo(content / "files/soup.jpg")
    page = content / "news/fr/soup.md"
    page.write_text(page.read_text("utf-8") + "\n![Une soupe]({static}/files/soup.jpg)\n", "utf-8")
    site = build(output, PATH=str(content), KEPT=str(tmp_path / "kept"))
    html = next(
        text for text in (page.read_text("utf-8") for page in site.pages) if 'alt="Une soupe"' in text
    )
    (tag,) = re.findall(r'<img[^>]*alt="Une soupe"[^>]*>', html)
    for address in re.findall(r"files/soup-\d+\.webp", tag):
        assert (site.folder / address).is_file()
    assert 'width="960" height="480"' in tag
    assert not (site.folder / "files/soup.jpg").exists()
    assert not [said for said in site.said if "soup.jpg" in said]
