"""The form in a real browser: every form in every language, empty and with faults, small and wide, with and without scripts."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has none
from playwright.sync_api import Browser, Page

from tests.builders import ROOT, the_form
from tests.forms.places import Place, open_place, serve

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll('button, .boxes label, .grid label, .tongues a, .errors a')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => `${one.textContent.trim()}: ${one.getBoundingClientRect().height}`)"""
LIMIT = 14 * 1024
EVERY_FORM = [
    (sheet.code, language) for sheet in the_form().forms for language in the_form().languages_of(sheet)
]
WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The receiving end."""
    return open_place(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def address(place: Place) -> Iterator[str]:
    """Where it listens."""
    with serve(place) as where:
        yield where


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page as it is shown."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    faults = [f"{page.url}: {one['id']} {[node['target'] for node in one['nodes']]}" for one in found]
    if page.evaluate(OVERFLOW) > 0:
        faults.append(f"{page.url}: too wide")
    return [*faults, *(f"{page.url}: small target {one}" for one in page.evaluate(SMALL_TARGETS))]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("code", "language"), EVERY_FORM)
def test_form_and_its_faults_pass_axe(
    address: str, browser: Browser, code: str, language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{address}/{language}/{code}")
    faults = faults_of(page)  # the first step
    if page.locator(".walk").count():
        page.locator(".walk button").last.click()
    page.locator("button[type=submit]").click()
    page.locator(".errors").wait_for()
    assert page.evaluate("document.activeElement.className") == "errors"
    faults += faults_of(page)
    assert faults == []
    context.close()


@pytest.mark.parametrize("path", ["fr/newcomer", "ar/newcomer", "nl/citizen"])
def test_dark_form_passes_axe(address: str, browser: Browser, path: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}/{path}")
    page.locator(".walk button").last.click()
    assert faults_of(page) == []
    page.locator("button[type=submit]").click()
    assert faults_of(page) == []
    page.close()


@pytest.mark.parametrize(("code", "language"), EVERY_FORM)
def test_form_page_is_light(place: Place, code: str, language: str) -> None:
    page = place.client.get(f"/{language}/{code}").data
    styles = [(ROOT / "theme/static" / name).read_bytes() for name in ("site.css", "form.css")]

    assert sum(len(gzip.compress(part)) for part in (page, *styles)) <= LIMIT


def test_page_asks_nobody_else(address: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/ar/newcomer")

    assert {url for url in asked if not url.startswith(address)} == set()
    assert (context.cookies(), complaints) == ([], [])
    context.close()


def test_errors_lead_to_their_questions(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/newcomer")
    page.get_by_role("button", name="Show all questions").click()
    page.get_by_role("button", name="Send").click()
    assert page.title().startswith("Error: ")
    for link in page.locator(".errors a").all():
        link.click()
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert page.evaluate("document.activeElement.id") == target
    page.close()


def test_one_group_at_a_time_by_keyboard(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/fr/newcomer")
    assert page.locator(".walk [role=status]").inner_text() == "1 sur 4"
    assert page.get_by_label("Votre prénom", exact=False).first.is_visible() is False
    page.get_by_label("Oui", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.locator(".walk [role=status]").inner_text() == "2 sur 4"
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.get_by_role("button", name="Retour").click()
    assert page.get_by_label("Oui", exact=True).is_checked()
    page.close()


def test_under_age_sees_no_question(place: Place, address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/uk/newcomer")
    page.get_by_label("Ні", exact=True).check()
    page.get_by_role("button", name="Далі").click()
    page.wait_for_url("**/young")
    assert faults_of(page) == []
    page.close()


def test_form_works_without_javascript(place: Place, address: str, browser: Browser) -> None:
    place.clock.seconds = place.desk.watch.clock()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{address}/ar/newcomer")
    page.get_by_label("نعم", exact=True).check()
    page.locator("#first_name").fill("سميرة")
    page.locator("#phone").fill("0470 00 00 01")
    page.locator("#languages_well-ar").check()
    page.locator("#needs-speak").check()
    page.locator("#free_time-sundays").check()
    page.locator("button[type=submit]").click()
    assert page.locator(".errors a").get_attribute("href") == "#consent-yes"
    assert page.locator("#first_name").input_value() == "سميرة"
    page.locator("#consent-yes").check()
    place.clock.seconds += 60
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/received/*")
    number = page.locator(".number bdi").inner_text()
    assert number in [letter.number for letter in place.letters()]
    assert page.locator("html").get_attribute("dir") == "rtl"
    context.close()


@pytest.mark.parametrize("language", the_form().languages)
def test_doors_receipt_and_refusal_pass_axe(
    place: Place, address: str, browser: Browser, language: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    faults = []
    receipt = place.send(language=language).headers["Location"]
    for path in (receipt, f"/{language}/", f"/{language}/newcomer/young", f"/{language}/nothing"):
        page.goto(address + path)
        faults += faults_of(page)
    assert faults == []
    page.close()


@pytest.mark.parametrize(
    ("field", "purpose"),
    [("first_name", "given-name"), ("phone", "tel"), ("email", "email"), ("last_name", "family-name")],
)
def test_browser_may_fill_in_what_it_knows(place: Place, field: str, purpose: str) -> None:
    page = place.client.get("/fr/citizen").text

    found = re.findall(rf'<input [^>]*id="{field}"[^>]*>', page)
    assert len(found) == 1
    assert f'autocomplete="{purpose}"' in found[0]
    assert ('dir="ltr"' in found[0]) is (field in {"phone", "email"})


def test_printed_form_shows_everything(address: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{address}/nl/newcomer")
    page.emulate_media(media="print")
    assert page.locator(".step:visible").count() == 4
    assert page.locator("button:visible").count() == 0
    assert page.get_by_text("Druk deze pagina af").is_visible()
    page.close()
