"""What the pages say: words of the procedure, typography, translations, marked samples."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from jinja2 import Environment

from pipeline.site.wording import TEMPLATES
from pipeline.words.catalogs import catalog
from tests.site.building import ROOT, Site

PROCEDURE = {
    "fr": r"\b(demandes?|entretiens?|décisions?|refus|dossiers?|réfugiée?s?|migrante?s?|asile)\b",
    "nl": r"\b(aanvra(?:ag|gen)|interviews?|gehoor|beslissing(?:en)?|weigering(?:en)?|dossiers?|vluchteling(?:en)?)\b",
    "en": r"\b(asylum|refugees?|interviews?|refusals?|migrants?)\b",
}
CODE = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>")


def text_of(page: Path) -> str:
    """What a page shows, and what its head says of it."""
    html = re.sub("<meta http-equiv.*", "", page.read_text(encoding="utf-8"))
    said = re.findall(r'(?:content|aria-label|title|data-title)="([^"]*)"', html)
    return unescape(" \n".join([CODE.sub("", html), *said]))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_words_of_the_procedure_are_absent(language: str, site: Site) -> None:
    found = {
        str(page.relative_to(site.folder)): words
        for page in site.language_pages(language)
        if (words := re.findall(PROCEDURE[language], text_of(page), re.IGNORECASE))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("fr/index.html", "Ce programme n’a rien à voir avec votre procédure"),
        ("fr/je-cherche/index.html", "Votre réponse ne change rien à vos droits"),
        ("nl/index.html", "Dit programma heeft niets te maken met uw procedure"),
        ("nl/ik-zoek/index.html", "Uw antwoord verandert niets aan uw rechten"),
        ("en/index.html", "This programme has nothing to do with your procedure"),
        ("en/i-am-looking/index.html", "Your answer makes no difference to your rights"),
    ],
)
def test_programme_is_apart_from_procedure(path: str, sentence: str, site: Site) -> None:
    assert sentence in site.read(path)


def test_french_marks_never_start_a_line(site: Site) -> None:
    for page in site.language_pages("fr"):
        text = text_of(page)
        assert re.findall(r"\w* [:;?!»]", text) == [], page
        assert re.findall(r"« \w*|«[^\u00a0]", text) == [], page
        assert re.findall(r"[^\W\d][?!;](?!\w)|\w:(?=\s)", text) == [], page


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_apostrophes_are_typographic(language: str, site: Site) -> None:
    for page in site.language_pages(language):
        found = re.findall(r"\w+'\w*", text_of(page))
        assert found == [], page


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_no_placeholder_is_left(language: str, site: Site) -> None:
    left = [
        page for page in site.language_pages(language) if re.search(r"\{[a-z_]+\}|page:\w|%\(", text_of(page))
    ]
    assert left == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_word_of_the_theme_is_translated(language: str) -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701  # only read
    messages = set(TEMPLATES.values())
    for file in (ROOT / "theme/templates").rglob("*.*"):
        for _, _, message in environment.extract_translations(file.read_text(encoding="utf-8")):  # type: ignore[attr-defined]  # of jinja2.ext.i18n
            messages.add(message if isinstance(message, str) else str(message[0]))
    known = catalog(language, "site")._catalog  # type: ignore[attr-defined]  # gettext keeps it there
    plurals = {key[0] for key in known if isinstance(key, tuple)}
    assert sorted(messages - {key for key in known if isinstance(key, str)} - plurals) == []
    assert sorted(key for key in known if isinstance(key, str) and key and key not in messages) == []


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_samples_are_marked(language: str, site: Site) -> None:
    home = site.read(f"{language}/index.html")
    assert home.count('class="sample"') == 1 + 3
    articles = [
        page for page in site.language_pages(language) if "<article>" in page.read_text(encoding="utf-8")
    ]
    assert len(articles) == 3
    assert all('class="sample"' in page.read_text(encoding="utf-8") for page in articles)


def test_charter_has_ten_clauses(site: Site) -> None:
    assert len(re.findall(r'<li id="', site.read("fr/charte/index.html"))) == 10


def test_path_comes_from_the_programme(site: Site) -> None:
    home = site.read("nl/index.html")
    assert "U ontmoet elkaar" in home
    assert "binnen 4 dagen" in home
