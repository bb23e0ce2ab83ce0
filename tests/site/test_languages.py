"""The site in every language of the programme: what is there, what is said of it, and in which direction."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from pipeline.vocabulary.programme import Languages
from pipeline.words.catalogs import catalog
from pipeline.words.directions import is_right_to_left
from tests.site.building import ROOT, Site, a_programme, build, the_whole_programme
from tests.site.test_build import BASE, links_of

LANGUAGES = the_whole_programme().languages.site
OTHERS = tuple(language for language in LANGUAGES if language not in ("fr", "nl", "en"))
KEY_PAGES = {
    "home", "how", "who", "time", "seek", "propose", "charter", "questions", "contact", "concern", "privacy",
    "emergency", "apart", "missing", "duo", "dates", "easy", "easy-rights", "easy-charter", "accessibility",
}  # fmt: skip
PROCEDURE = {
    "ar": r"لجوء|لاجئ|طالبي|مقابل[ةت]|\bقرار|\bرفض|\bملفّ?ك\b|\bطلبك?\b",
    "uk": r"біжен|притулк|співбесід|рішенн|відмов[аиу]|\bзаяв|\bсправ[аиу]\b",
    "fa": r"پناهند|پناهجو|مصاحبه|تصمیم|پرونده|درخواست",
    "tr": r"mülteci|sığınma|iltica|mülakat|\bkarar(?:ı|lar)?\b|\bdosya|başvurunuz",
    "es": r"\basilo|refugiad|solicitud|entrevista|decisi[oó]n|denegaci|expediente",
    "ps": r"پناه|کډوال|مهاجر|مرک[هې]|مصاحب|پرېکړ|فیصل|دوسی|غوښتنلیک|درخواست|عریض",
}
APART = {
    "ar": ("لا علاقة لهذا البرنامج بإجراءات إقامتك", "أجوبتك لا تغيّر شيئًا في حقوقك"),
    "uk": (
        "Ця програма ніяк не пов’язана з вашою процедурою",
        "Ваша відповідь нічого не змінює у ваших правах",
    ),
    "fa": ("این برنامه هیچ ربطی به مراحل اقامت شما ندارد", "پاسخ شما هیچ چیزی را در حقوق شما تغییر نمی‌دهد"),
    "tr": ("işlemlerinizle hiçbir ilgisi yoktur", "Yanıtınız haklarınızda hiçbir şeyi değiştirmez"),
    "es": ("no tiene nada que ver con su procedimiento", "Su respuesta no cambia nada en sus derechos"),
    "ps": (
        "دا پروګرام ستاسو د اقامت له چارو سره هیڅ تړاو نه لري",
        "ستاسو ځواب ستاسو په حقونو کې هیڅ بدلون نه راولي",
    ),
}
TURNS = re.compile(r"[A-Za-zÀ-ɏ]{2,}|\+\d[\d ]{5,}|\S+@\S+")


class _Strays(HTMLParser):
    """Latin words, numbers and addresses of a right-to-left page that nothing holds in their own direction."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = tag in ("bdi", "script", "style", "title", "code") or dict(attrs).get("dir") == "ltr"
        if tag not in ("meta", "link", "br", "input", "path", "img", "hr"):
            self.open.append((tag, held))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(held for _, held in self.open):
            self.found += TURNS.findall(data)


def pages_of(language: str) -> set[str]:
    return {path.stem for path in (ROOT / "content/pages" / language).glob("*.md")}


def keys_by_slug(language: str) -> dict[str, str]:
    """The key that every language shares, for each part of an address that is translated."""
    texts = (
        path for folder in ("pages", "news") for path in (ROOT / "content" / folder / language).glob("*.md")
    )
    slugs = (
        (re.search(r"^Slug: *(\S+)", path.read_text("utf-8"), re.MULTILINE), path.stem) for path in texts
    )
    return {found[1]: key for found, key in slugs if found}


@pytest.mark.parametrize("language", OTHERS)
def test_key_pages_exist(language: str) -> None:
    assert pages_of(language) >= KEY_PAGES


@pytest.mark.parametrize("language", OTHERS)
def test_unreviewed_pages_say_so(language: str, whole: Site) -> None:
    silent = [
        page for page in whole.language_pages(language) if 'class="unread"' not in page.read_text("utf-8")
    ]
    assert silent == []


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_reviewed_languages_say_nothing(language: str, whole: Site) -> None:
    assert 'class="unread"' not in "".join(page.read_text("utf-8") for page in whole.language_pages(language))


def test_a_reviewed_page_says_nothing(tmp_path: Path, output: Path) -> None:
    page = tmp_path / "pages/ar/home.md"
    page.parent.mkdir(parents=True)
    home = (ROOT / "content/pages/ar/home.md").read_text(encoding="utf-8")
    page.write_text(
        re.sub(r"\[.*?\]\(page:how\)", "", home.replace("Reviewed_by:", "Reviewed_by: Amina Exemple")),
        "utf-8",
    )
    site = build(output, a_programme(languages=Languages(site=("ar",))), PATH=str(tmp_path))
    assert 'class="unread"' not in site.read("ar/index.html")
    assert "Amina" not in site.read("ar/index.html")


@pytest.mark.parametrize("language", OTHERS)
def test_programme_is_apart_in_every_language(language: str, whole: Site) -> None:
    for sentence in APART[language]:
        pages = [
            page for page in whole.language_pages(language) if sentence in page.read_text(encoding="utf-8")
        ]
        assert len(pages) >= 3
    assert APART[language][0] in whole.read(f"{language}/index.html")


@pytest.mark.parametrize("language", OTHERS)
def test_words_of_the_procedure_are_absent(language: str, whole: Site) -> None:
    for page in whole.language_pages(language):
        text = re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))
        assert re.findall(PROCEDURE[language], text, re.IGNORECASE) == [], page


@pytest.mark.parametrize("language", [one for one in LANGUAGES if is_right_to_left(one)])
def test_mixed_directions_are_held_apart(language: str, whole: Site) -> None:
    pages = [
        page for page in whole.language_pages(language) if "form" not in page.parts
    ]  # tested with the forms
    for page in pages:
        strays = _Strays()
        strays.feed(page.read_text(encoding="utf-8").split("<body ", 1)[1].split(">", 1)[1])
        assert strays.found == [], page


def test_strays_are_found() -> None:
    strays = _Strays()
    strays.feed("<p>اتصل +32 2 000 00 00 <bdi>Duos</bdi> <span dir='ltr'>a@b</span> ASBL</p>")
    assert [found.strip() for found in strays.found] == ["+32 2 000 00 00", "ASBL"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_theme_is_translated(language: str) -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701  # only read
    known = catalog(language, "site")._catalog  # type: ignore[attr-defined]  # gettext keeps it there
    names = {key[0] if isinstance(key, tuple) else key for key in known}
    missing = {
        message if isinstance(message, str) else str(message[0])
        for file in (ROOT / "theme/templates").rglob("*.*")
        for _, _, message in environment.extract_translations(file.read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # of jinja2.ext.i18n
    } - names
    assert sorted(missing) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_missing_is_listed(language: str, whole: Site) -> None:
    (told,) = [said for said in whole.said if f"({language})" in said]
    assert "pages/refer" in told
    assert all(f"pages/{key}" not in told.replace(",", " ").split() for key in KEY_PAGES)
    assert "programme/" not in told


def test_no_translation_is_stale(whole: Site) -> None:
    assert [said for said in whole.said if "Source_rev" in said] == []


def test_switch_names_each_language_itself(whole: Site) -> None:
    switch = re.findall(r'<nav class="tongues many".*?</nav>', whole.read("fr/index.html"), re.DOTALL)[0]
    for name in ("العربية", "Українська", "فارسی", "Türkçe", "Español", "پښتو"):
        assert name in switch


def test_every_page_weighs_little(whole: Site, site: Site) -> None:
    style = gzip.compress(whole.read("theme/site.css").encode())
    heavy = {
        str(page): weight
        for page in (*whole.pages, *site.pages)
        if (weight := len(gzip.compress(page.read_bytes())) + len(style)) > 14 * 1024
    }
    assert heavy == {}


@pytest.mark.parametrize("languages", [("ar",), ("es", "nl"), ("uk", "fa", "tr")])
def test_any_subset_works(languages: tuple[str, ...], output: Path) -> None:
    site = build(output, a_programme(languages=Languages(site=languages)))
    assert {path.name for path in site.folder.iterdir() if path.is_dir()} == {*languages, "theme"}
    assert 'href=""' not in "".join(page.read_text(encoding="utf-8") for page in site.pages)


def test_no_page_shows_its_own_head(whole: Site) -> None:
    fields = re.compile(r"\b(Reviewed_by|Source_rev|Summary|Slug):")
    assert [file for file in whole.pages if fields.search(file.read_text("utf-8"))] == []


def test_languages_name_exactly_those_that_have_a_page(whole: Site) -> None:
    addresses: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        keys = keys_by_slug(language)
        for page in whole.language_pages(language):
            parts = page.relative_to(whole.folder / language).parts
            if parts[-1] == "index.html":
                key = tuple(keys.get(part, part) for part in parts[:-1])
                assert language not in addresses[key]
                addresses[key][language] = "/".join((BASE.rstrip("/"), language, *parts[:-1], ""))
    assert {len(LANGUAGES), 3} <= {len(having) for having in addresses.values()}
    said = {links.canonical: links.alternates for page in whole.pages if (links := links_of(page)).canonical}
    assert set(said) == {BASE} | {here for having in addresses.values() for here in having.values()}
    for key, having in addresses.items():
        default = next(iter(having.values())) if key else BASE  # the home page's is the choice of languages
        for here in {*having.values(), default}:
            assert said[here] == {**having, "x-default": default}, here


def test_pages_with_alternates_say_where_they_are(whole: Site) -> None:
    links = [links_of(page) for page in whole.pages]
    assert [one.alternates for one in links if one.alternates and not one.canonical] == []
    for one in links:
        assert not one.alternates or one.canonical in one.alternates.values()
