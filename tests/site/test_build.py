"""What a build writes: every language, the same bytes each time, links that lead somewhere."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from pipeline.site.plugin import SiteError
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Languages, Receive
from tests.site.building import ROOT, TODAY, Site, a_programme, build

BASE = "https://duos.example/"
KEYS = {path.stem for path in (ROOT / "content/pages/fr").glob("*.md")}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.alternates: dict[str, str] = {}
        self.canonical = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if "id" in found else set()
        if "hreflang" in found and tag == "link":
            self.alternates[found["hreflang"]] = found["href"]
        elif found.get("rel") == "canonical":
            self.canonical = found["href"]
        else:
            self.addresses += [found[name] for name in ("href", "src") if name in found]


def links_of(page: Path) -> _Links:
    parser = _Links()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def file_at(site: Site, address: str) -> Path:
    path = site.folder / urlsplit(address).path.lstrip("/")
    return path / "index.html" if path.is_dir() or address.endswith("/") else path


def content_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def run_pelican(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pelican", "content", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "400", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_language_has_every_page(language: str, site: Site) -> None:
    folders = [path.parent for path in site.language_pages(language) if path.name == "index.html"]
    assert len([path for path in folders if path.parent.name == language]) == len(KEYS) - 2
    assert len(site.language_pages(language)) == len(site.language_pages("fr"))
    assert f'<html lang="{language}" dir="ltr">' in site.read(f"{language}/index.html")


def test_complete_site_complains_of_nothing(site: Site) -> None:
    assert site.said == ()


def test_root_offers_every_language(site: Site) -> None:
    links = links_of(site.folder / "index.html")
    assert {"./fr/", "./nl/", "./en/"} <= set(links.addresses)
    assert "<script" not in site.read("index.html")


def test_internal_links_all_resolve(site: Site) -> None:
    dead = []
    for page in site.pages:
        here = f"/{page.relative_to(site.folder)}"
        for address in links_of(page).addresses:
            target = urljoin(here, address)
            if urlsplit(target).scheme or not address:
                continue
            path, _, anchor = target.partition("#")
            file = file_at(site, path)
            if not file.is_file() or (anchor and anchor not in links_of(file).ids):
                dead.append((here, address))
    assert dead == []


def test_no_link_is_empty(site: Site) -> None:
    empty = [page for page in site.pages if 'href=""' in page.read_text(encoding="utf-8")]
    assert empty == []


def test_languages_name_each_other(site: Site) -> None:
    said: dict[str, dict[str, str]] = {}
    for page in site.pages:
        links = links_of(page)
        if links.canonical:
            said[links.canonical] = links.alternates
    assert len(said) == len([page for page in site.pages if page.name == "index.html"])
    for here, alternates in said.items():
        assert set(alternates) == {"fr", "nl", "en", "x-default"}
        assert here in alternates.values()
        for there in alternates.values():
            assert there.startswith(BASE)
            assert said[there] == alternates


def test_language_switch_stays_on_page(site: Site) -> None:
    page = site.folder / "fr/je-cherche/index.html"
    assert "../../nl/ik-zoek/" in links_of(page).addresses


def test_two_builds_are_identical(tmp_path: Path) -> None:
    trees = []
    for number in ("1", "2"):
        output, kept = tmp_path / number, f'KEPT="{tmp_path}/kept-{number}"'
        chosen = ("-s", "pelicanconf.py", "-o", str(output), "-e", kept)
        done = run_pelican(*chosen, PYTHONHASHSEED=number, SOURCE_DATE_EPOCH="1795521600")
        assert done.returncode == 0, done.stderr
        trees.append(
            {file.relative_to(output): file.read_bytes() for file in output.rglob("*") if file.is_file()}
        )
    assert trees[0] == trees[1]


def test_sitemap_lists_every_page(site: Site) -> None:
    root = ElementTree.fromstring(site.read("sitemap.xml"))  # our own file
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {
        str(url.findtext("s:loc", namespaces=names)): {
            link.get("href") for link in url.findall("x:link", names)
        }
        for url in root.findall("s:url", names)
    }
    assert {file_at(site, address) for address in listed} == {
        page for page in site.pages if page.name == "index.html" and page.parent != site.folder
    }
    assert all(address in others and len(others) == 3 for address, others in listed.items())
    assert "Sitemap: https://duos.example/sitemap.xml" in site.read("robots.txt")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_feed_is_newest_first(language: str, site: Site) -> None:
    feed = ElementTree.fromstring(site.read(f"{language}/feed.xml"))  # our own file
    atom = "{http://www.w3.org/2005/Atom}"
    days = [str(entry.findtext(f"{atom}updated")) for entry in feed.findall(f"{atom}entry")]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_home_weighs_little(site: Site) -> None:
    weights = [
        len(
            gzip.compress(site.read(f"{language}/index.html").encode() + site.read("theme/site.css").encode())
        )
        for language in ("fr", "nl", "en")
    ]
    assert max(weights) <= 14 * 1024


def test_style_sheet_has_no_sides() -> None:
    sheet = (ROOT / "theme/static/site.css").read_text(encoding="utf-8")
    sided = r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right):|text-align:\s*(?:left|right)"
    assert re.findall(sided, sheet) == []


def test_pages_escape_what_settings_say(output: Path) -> None:
    programme = a_programme()
    organisation = programme.organisation.model_copy(update={"name": "<b>Duo & co</b>"})
    home = build(output, programme.model_copy(update={"organisation": organisation})).read("fr/index.html")
    assert "&lt;b&gt;Duo &amp; co&lt;/b&gt;" in home
    assert "<b>Duo" not in home


def test_subset_of_languages_works(output: Path) -> None:
    site = build(output, a_programme(languages=Languages(site=("nl",))))
    assert sorted(path.name for path in site.folder.iterdir() if path.is_dir()) == ["nl", "theme"]
    assert 'class="tongues"' not in site.read("nl/index.html")


def test_untranslated_page_is_absent_and_told(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    (content / "pages/en/time.md").unlink()
    (content / "news/en/soup.md").unlink()
    (content / "pages/en/propose.md").write_text(
        (content / "pages/en/propose.md").read_text(encoding="utf-8").replace("(page:time)", "(page:how)"),
        encoding="utf-8",
    )
    site = build(output, PATH=str(content))
    assert not (site.folder / "en/the-time-it-takes").exists()
    assert site.said == (
        "Pas encore traduit (en)\u00a0: pages/time, news/soup. Cela ne figure pas dans cette langue.",
    )
    assert '<a href="../../en/" lang="en"' in site.read("fr/le-temps/index.html")
    assert 'hreflang="en"' not in "".join(re.findall("<link .*", site.read("fr/le-temps/index.html")))


def test_unspoken_question_is_absent_and_told(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    file = content / "questions.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('    nl: "Hoeveel kost het?"\n', ""), encoding="utf-8"
    )
    site = build(output, PATH=str(content))
    assert site.said == (
        "Pas encore traduit (nl)\u00a0: questions/cost. Cela ne figure pas dans cette langue.",
    )
    assert 'id="cost"' in site.read("fr/questions/index.html")
    assert 'id="cost"' not in site.read("nl/vragen/index.html")


def test_charter_without_roles_is_told(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    file = content / "charter.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("code: roles", "code: rules"), encoding="utf-8")
    assert "clause «\u00a0roles\u00a0»" in build(output, PATH=str(content)).said[0]


def test_missing_slug_names_file_and_line(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    page = content / "pages/fr/who.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("Slug: qui-peut-participer\n", ""), encoding="utf-8"
    )
    site = build(output, PATH=str(content))
    assert site.said[0].startswith("content/pages/fr/who.md, ligne 1\u00a0: il manque «\u00a0Slug\u00a0».")
    assert "Qui peut participer</a>" not in site.read("fr/index.html")


def test_missing_consent_names_file_and_line(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    file = content / "testimonials.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("  consent: EXEMPLE-001\n", ""), encoding="utf-8"
    )
    site = build(output, PATH=str(content))
    assert site.said[0].startswith(
        "content/testimonials.yaml, ligne 2\u00a0: il manque «\u00a0consent\u00a0»."
    )
    assert "Hind" not in site.read("fr/temoignages/index.html")
    assert "Olena" in site.read("fr/temoignages/index.html")


def test_expired_testimonial_leaves_the_site(output: Path) -> None:
    site = build(output, today=TODAY.replace(year=2028))
    assert "Hind" not in site.read("fr/index.html")
    assert "Aucune conversation" in site.read("fr/temoignages/index.html")
    assert site.said[0].startswith("Témoignage «\u00a0hind-and-marc\u00a0»\u00a0: l’accord")
    assert site.said[0].endswith("fin le 31 décembre 2027. Il ne figure plus sur le site.")


def test_consent_that_ends_soon_is_told(output: Path) -> None:
    site = build(output, today=TODAY.replace(year=2027, month=12, day=2))
    assert "prend fin le 31 décembre 2027" in site.said[0]
    assert "Hind" in site.read("fr/index.html")


def test_production_refuses_samples(output: Path) -> None:
    with pytest.raises(SiteError) as refused:
        build(output, PRODUCTION=True)
    message = str(refused.value)
    assert "content/news/fr/soup.md, ligne 5" in message
    assert "content/testimonials.yaml, ligne 2" in message
    assert "programme.yaml, site.url" in message
    assert "content/elsewhere.yaml, ligne 3" in message
    assert "content/campaigns.yaml, ligne 2" in message
    assert not output.exists()


def test_publishing_command_refuses_samples(tmp_path: Path) -> None:
    done = run_pelican("-s", "publishconf.py", "-o", str(tmp_path / "site"))
    assert done.returncode == 1
    assert "Le site n’est pas prêt à être publié" in done.stdout


def test_production_accepts_own_content(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    for file in (*content.rglob("news/*/*.md"), *content.glob("*.yaml")):
        file.write_text(
            re.sub(r"(?m)^ *[Ss]ample: true\n", "", file.read_text(encoding="utf-8")), encoding="utf-8"
        )
    programme = a_programme(receive=Receive())
    organisation = programme.organisation.model_copy(
        update={"email": "bonjour@duos.be", "number": "0123.456.789"}
    )
    own = programme.model_copy(
        update={
            "organisation": organisation,
            "site": programme.site.model_copy(update={"url": "https://duos.be"}),
        }
    )
    site = build(output, own, PATH=str(content), PRODUCTION=True)
    assert "exemple : " not in site.read("fr/index.html")


def test_published_figures_are_shown(site: Site) -> None:
    home = site.read("fr/index.html")
    assert "<dd>12</dd>" in home
    assert "<dd>9</dd>" in home
    assert "Camille n’est pas là du 20 novembre 2026 au 27 novembre 2026" in home


def test_nothing_published_shows_no_figures(output: Path) -> None:
    home = build(output).read("fr/index.html")
    assert "Où nous en sommes" not in home
    assert "n’est pas là" not in home


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("generated_on: 2026-11-23\nfigures: {duos_running: 4}\n", "figures.duos_running"),
        ("generated_on: 2026-11-23\nnames: [Amina]\n", "names"),
        ("generated_on: [", "YAML"),
        ("", "published.yaml"),
    ],
)
def test_wrong_published_file_is_told(text: str, told: str, tmp_path: Path, output: Path) -> None:
    published = tmp_path / "published.yaml"
    published.write_text(text)
    site = build(output, PUBLISHED=str(published))
    assert told in site.said[0]
    assert "Où nous en sommes" not in site.read("fr/index.html")


def test_paused_side_says_so_kindly(tmp_path: Path, output: Path) -> None:
    published = tmp_path / "published.yaml"
    published.write_text("generated_on: 2026-11-23\npaused: [newcomer]\nimportances: {tastes: major}\n")
    site = build(output, PUBLISHED=str(published))
    page = site.read("fr/je-cherche/index.html")
    assert "Nous ne prenons pas de nouvelles inscriptions pour le moment" in page
    assert "+32 2 000 00 00" in page
    assert "Nous ne prenons pas" not in site.read("fr/je-propose/index.html")
    assert "Besoin couvert · Points communs" in site.read("fr/comment-ca-marche/index.html")


def test_paused_in_programme_closes_too(output: Path) -> None:
    site = build(output, a_programme(paused=(Role.CITIZEN,)))
    assert "Wij nemen op dit moment geen nieuwe inschrijvingen aan" in site.read("nl/ik-geef-tijd/index.html")


def test_right_to_left_page_is_mirrored(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    shutil.rmtree(content / "pages/ar")
    (content / "pages/ar").mkdir()
    (content / "pages/ar/home.md").write_text(
        "Title: شخص من هنا، وشخص جديد هنا\nSummary: شخصان يلتقيان، duo واحد\nTemplate: home\n\nاتصلوا بنا: {phone} أو +32 470 00 00 01.\n",
        encoding="utf-8",
    )
    site = build(output, a_programme(languages=Languages(site=("fr", "ar"))), PATH=str(content))
    page = site.read("ar/index.html")
    assert '<html lang="ar" dir="rtl">' in page
    text = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert '<bdi dir="ltr">+32 2 000 00 00</bdi>' in text
    assert "<bdi>+32 470 00 00 01</bdi>" in text
    assert "<bdi>duo</bdi>" in text
    assert "نتصل بك" in text
    assert "<bdi" not in page.split("</head>", 1)[0]
    unisolated = re.sub(r"<bdi[^>]*>.*?</bdi>", "", page)
    assert re.findall(r"\+\d[\d ]{6,}|\w+@\w+\.\w+", re.sub(r"<[^>]+>", "", unisolated)) == []


def test_site_reaches_no_workbook() -> None:
    code = (
        "import sys, pelicanconf, pipeline.site.plugin\n"
        "print([name for name in sys.modules if name.startswith(('pipeline.workbook', 'pipeline.answers', "
        "'pipeline.stages', 'openpyxl', 'gspread', 'numpy'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_pages_share_no_address(site: Site) -> None:
    addresses = defaultdict(list)
    for page in site.pages:
        addresses[links_of(page).canonical].append(page)
    assert [pages for canonical, pages in addresses.items() if canonical and len(pages) > 1] == []


def test_recordings_can_be_listened_to(tmp_path: Path, output: Path) -> None:
    content = content_copy(tmp_path)
    sounds = content / "files/sounds/nl"
    sounds.mkdir(parents=True)
    for name in ("home", "step-form", "question-cost", "voice-hind-and-marc", "field-call_when"):
        (sounds / f"{name}.mp3").write_bytes(b"")
    site = build(output, a_programme(receive=Receive(address="https://forms.example")), PATH=str(content))
    home = site.read("nl/index.html")
    assert re.findall(r'src="([^"]+\.mp3)"', home) == [
        f"../files/sounds/nl/{name}.mp3" for name in ("home", "step-form", "voice-hind-and-marc")
    ]
    assert "question-cost.mp3" in site.read("nl/vragen/index.html")
    form = site.read("nl/form/call-me/index.html")
    assert re.findall(r'</legend>\n<p class="listen">.*? src="([^"]+\.mp3)"', form) == [
        "../../../files/sounds/nl/field-call_when.mp3"
    ]
    assert form.count("<audio") == 1
    assert "<audio" not in site.read("fr/form/call-me/index.html")
    assert (site.folder / "files/sounds/nl/home.mp3").exists()
    assert "<audio" not in site.read("fr/index.html")
