"""The whole journey: somebody signs up in Arabic in a browser, the server is killed, and the team finds a duo proposed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from pipeline import run as corridor
from pipeline.receiving import new_key
from pipeline.run import House
from pipeline.settings import load
from tests.builders import ROOT, TODAY
from tests.site.building import build, serve

PATIENCE_SECONDS = 120
ASKED = {"Nouveaux arrivants": "souhaite rencontrer : peu importe", "Volontaires": "trajet : jusqu’à 10 km"}
"""What the team has asked on the telephone, because the form does not."""


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def make_house(folder: Path, port: int) -> House:
    """The repository's programme in a folder of its own, which receives at a port of this machine."""
    text = (ROOT / "programme.yaml").read_text("utf-8")
    assert "http://localhost:8001" in text
    (folder / "programme.yaml").write_text(text.replace("http://localhost:8001", f"http://localhost:{port}"))
    shutil.copy(ROOT / "form.yaml", folder / "form.yaml")
    (folder / "theme").symlink_to(ROOT / "theme")
    return House(*load(folder / "programme.yaml", folder / "form.yaml"), folder, datetime(2026, 11, 24, 9, 0))


@contextmanager
def receiving(house: House, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`duos receive` in a process of its own."""
    command = [sys.executable, "-m", "pipeline", "receive", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=house.folder, env=environment) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/key")
            yield process
        finally:
            process.kill()


def wait_for(address: str) -> None:
    """Until a server answers."""
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            with urlopen(address, timeout=5):  # noqa: S310  # this machine
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(address)


def sign_up_in_arabic(page: Page, site: str) -> str:
    """A newcomer reads the page in Arabic, opens the form and answers group by group; their receipt's number."""
    page.goto(f"{site}/ar/abhath/?src=affiche-7")
    page.get_by_role("link", name="افتح الاستمارة في صفحتها").click()
    page.get_by_label("نعم", exact=True).check()
    go_on(page)
    page.locator("#first_name").fill("سميرة")
    page.locator("#first_name_latin").fill("Samira")
    page.locator("#phone").fill("0470 00 00 01")
    page.locator("#postcode").fill("1030")
    for language in ("العربية", "الفرنسية"):
        page.get_by_label(language, exact=True).check()
    go_on(page)
    page.get_by_label("ممارسة اللغة").check()
    page.get_by_label("يوم السبت").check()
    go_on(page)
    page.get_by_label("أوافق", exact=True).check()
    page.wait_for_timeout(3100)  # nobody fills it in sooner
    page.get_by_role("button", name="إرسال").click()
    page.wait_for_url("**/ar/newcomer/received/*")
    return page.locator(".number bdi").inner_text()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="متابعة").click()


def sign_up_as_citizen(page: Page, address: str) -> None:
    """A citizen answers all questions on one page."""
    page.goto(f"{address}/fr/citizen")
    page.get_by_role("button", name="Voir toutes les questions").click()
    page.locator("#adult-yes").check()
    page.locator("#first_name").fill("Camille")
    page.locator("#phone").fill("0470 00 00 02")
    page.locator("#postcode").fill("1030")
    page.locator("#gender-woman").check()
    page.locator("#availability-sat-morning").check()
    page.locator("#languages_well-fr").check()
    page.locator("#offers-speak").check()
    page.locator("#consent-yes").check()
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url("**/received/*")


def cells_of(house: House, tab: str) -> list[dict[str, object]]:
    """The rows of a tab of the workbook, by heading."""
    [sheet] = [sheet for sheet in house.store("workbook").read() if sheet.tab == tab]
    top = next(number for number, row in enumerate(sheet.rows) if "Code" in row or "N°" in row)
    return [dict(zip(map(str, sheet.rows[top]), row, strict=False)) for row in sheet.rows[top + 1 :]]


def team_is_ready(house: House) -> None:
    """The team has called both, has noted what they said, and moves them to *Cherche un duo*."""
    path = house.path("workbook")
    book = load_workbook(path)
    done = {
        "Nouveaux arrivants": ("Volonté et besoins confirmés le",),
        "Volontaires": ("Formation le", "Charte le"),
    }
    for title, dates in done.items():
        tab = book[title]
        top = next(row[0].row for row in tab.iter_rows() if row[0].value == "Code")
        columns = {str(cell.value): cell.column for cell in tab[top]}
        tab.cell(top + 1, columns["Étape"]).value = "Cherche un duo"
        for heading in dates:
            tab.cell(top + 1, columns[heading]).value = TODAY
        wishes = tab.cell(top + 1, columns["Souhaits"])
        wishes.value = f"{wishes.value}\n{ASKED[title]}"
    book.save(path)


def test_newcomer_signs_up_in_arabic_and_is_proposed(tmp_path: Path, browser: Browser) -> None:
    port = free_port()
    house = make_house(tmp_path, port)
    new_key(house.premises, TODAY)
    built = build(tmp_path / "site", house.programme)
    page = browser.new_page(viewport={"width": 360, "height": 740})
    with receiving(house, port) as process, serve(built.folder) as site:
        sign_up_as_citizen(page, f"http://localhost:{port}")
        number = sign_up_in_arabic(page, site)
        process.send_signal(signal.SIGKILL)  # the power fails just after the receipt
    page.close()

    first = corridor.run(house, TODAY)

    assert first.outcome.counts.registered == 2
    [newcomer] = cells_of(house, "newcomers")
    assert newcomer["Prénom"] == "Samira (سميرة)"
    received = [row for sheet in corridor.read_file(house.path("answers")) for row in sheet.rows]
    assert any(number in row and "affiche-7" in row for row in received)

    team_is_ready(house)
    second = corridor.run(house, TODAY)

    assert second.outcome.counts.proposed == 1
    [proposal] = cells_of(house, "proposals")
    said = " ".join(map(str, proposal.values()))
    assert {"N-0001", "V-0001"} <= set(re.findall(r"[NV]-\d{4}", said))
    assert "pratiquer la langue" in said
