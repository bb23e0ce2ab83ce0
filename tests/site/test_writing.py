"""What authors may forget, told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.site.wording import say_notice
from pipeline.site.writing import find_faults, find_file_faults, read_manuscripts

PAGE = "Title: Une page\nSlug: une-page\nSummary: En bref\n\nTexte.\n"


def write(folder: Path, path: str, text: str) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def told(folder: Path) -> list[str]:
    return [say_notice(fault, "en") for fault in find_faults(read_manuscripts(folder, ("fr", "nl")))]


def test_one_broken_page_tells_everything(tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/how.md", PAGE)
    write(
        tmp_path,
        "pages/fr/who.md",
        "Title: Qui\nSlug: une-page\n\nVoir [là](page:nowhere).\n\nAppelez {phnoe}.\n",
    )
    write(tmp_path, "news/nl/soup.md", PAGE)
    messages = told(tmp_path)
    assert [message.split(". ")[0] for message in messages] == [
        "content/pages/fr/who.md, line 1: “Summary” is missing",
        "content/pages/fr/who.md, line 6: nothing is called “{phnoe}” here",
        "content/pages/fr/who.md, line 4: no page is called “nowhere”, so this link leads nowhere",
        "content/news/nl/soup.md, line 1: “Date” is missing",
        "content/pages/fr/who.md, line 2: the address “une-page” is already taken by content/pages/fr/how.md",
    ]


def test_home_needs_no_slug(tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/home.md", PAGE.replace("Slug: une-page\n", ""))
    assert told(tmp_path) == []


def test_same_slug_in_two_languages_is_fine(tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/how.md", PAGE)
    write(tmp_path, "pages/nl/how.md", PAGE)
    assert told(tmp_path) == []


def test_other_languages_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, "pages/en/how.md", "nothing\n")
    assert told(tmp_path) == []


def test_empty_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/how.md", "")
    assert len(told(tmp_path)) == 3


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("![](soup.svg)", "the picture “soup.svg” has no words"),
        ("![Une soupe](none.jpg)", "there is no picture “none.jpg”"),
        ("![Une soupe]({static}/files/none.jpg)", "there is no picture “files/none.jpg”"),
    ],
)
def test_pictures_exist_and_have_words(written: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, "soup.svg", "")
    write(tmp_path, "pages/fr/how.md", f"{PAGE}\n{written}\n")
    manuscripts = read_manuscripts(tmp_path, ("fr",))
    (fault,) = find_file_faults(manuscripts, tmp_path)
    assert say_notice(fault, "en").startswith(f"content/pages/fr/how.md, line 7: {told}")
    write(tmp_path, "pages/fr/how.md", f"{PAGE}\n![Une soupe](soup.svg)\n")
    assert find_file_faults(read_manuscripts(tmp_path, ("fr",)), tmp_path) == ()


@pytest.mark.parametrize("target", ["/fr/qui/", "qui.html", "../files/plan.pdf", "{filename}how.md"])
def test_a_link_by_address_is_told(target: str, tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/how.md", PAGE + f"\nVoir [ici]({target}).\n")
    (message,) = told(tmp_path)
    assert f"the link “{target}” cannot be checked" in message


@pytest.mark.parametrize(
    "target", ["page:how", "https://example.org/a", "mailto:a@example.org", "tel:112", "#plus"]
)
def test_other_links_are_followed(target: str, tmp_path: Path) -> None:
    write(tmp_path, "pages/fr/how.md", PAGE + f"\nVoir [ici]({target}).\n")
    assert told(tmp_path) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, "files/plan.pdf", "")
    write(
        tmp_path,
        "pages/fr/how.md",
        PAGE + "\n[Un]({static}/files/plan.pdf), [deux]({static}/files/plans.pdf).\n",
    )
    (fault,) = find_file_faults(read_manuscripts(tmp_path, ("fr",)), tmp_path)
    assert "there is no file “files/plans.pdf” in content/" in say_notice(fault, "en")
