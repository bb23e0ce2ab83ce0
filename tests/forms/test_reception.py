"""The receiving end: what is taken, what is shown again, and what is never kept."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.forms.fields import direction_of
from pipeline.forms.pages import Pages
from pipeline.forms.reception import make_app
from pipeline.site.colours import choose_shades
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.programme import Site
from pipeline.vocabulary.published import Absence, Published
from tests.builders import ROOT, TODAY, the_form, the_programme
from tests.forms.places import NEWCOMER, Place, a_day, number_in, open_place

EVERY_FORM = [
    (sheet.code, language) for sheet in the_form().forms for language in the_form().languages_of(sheet)
]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The receiving end, empty."""
    return open_place(tmp_path)


@pytest.mark.parametrize(("code", "language"), EVERY_FORM)
def test_every_form_is_shown_in_every_language(place: Place, code: str, language: str) -> None:
    page = place.client.get(f"/{language}/{code}").text

    assert f'<html lang="{language}" dir="{direction_of(language)}">' in page
    assert the_form().form_by_code[code].title[language] in page.replace("&#39;", "'")


def test_application_is_kept_and_confirmed(place: Place) -> None:
    sent = place.send(language="ar")

    assert sent.status_code == 303
    receipt = place.client.get(sent.headers["Location"])
    assert number_in(sent) in receipt.text
    assert 'dir="rtl"' in receipt.text
    [letter] = place.letters()
    assert letter.number == number_in(sent)
    assert letter.application.language == "ar"
    assert letter.application.answers["first_name"] == ("سميرة",)
    assert letter.application.version == the_form().question_by_code["consent"].version


def test_server_alone_reads_nothing(place: Place) -> None:
    place.send(first_name="Zebulonia", phone="0470 11 22 33")

    stored = b"".join(path.read_bytes() for path in place.folder.glob("inbox.sqlite*"))

    assert b"Zebulonia" not in stored
    assert b"11 22 33" not in stored


def test_receipt_tells_when_and_whom(place: Place) -> None:
    receipt = place.client.get(place.send(language="en").headers["Location"]).text

    assert "You hear from Camille by 28 November 2026 at the latest." in receipt
    assert "+32 2 000 00 00" in receipt
    assert "We call you" in receipt


def test_receipt_respects_absences(tmp_path: Path) -> None:
    away = Published(generated_on=TODAY, absences=(Absence(since=a_day(20), until=a_day(30)),))
    place = open_place(tmp_path, published=away)

    receipt = place.client.get(place.send(language="en").headers["Location"]).text

    assert "You hear from Dominique by 28 November 2026 at the latest." in receipt


def test_invented_receipt_is_not_shown(place: Place) -> None:
    assert place.client.get("/fr/newcomer/received/AAAA-AAAA").status_code == 404


def test_second_sending_has_the_same_receipt(place: Place) -> None:
    data = {"token": place.token(), **NEWCOMER}

    first, second = (place.client.post("/fr/newcomer", data=data) for _ in range(2))

    assert number_in(first) == number_in(second)
    assert len(place.letters()) == 1


def test_corrected_sending_is_kept_too(place: Place) -> None:
    token = place.token()

    for postcode in ("1030", "1000"):
        place.client.post("/fr/newcomer", data={"token": token, **NEWCOMER, "postcode": postcode})

    assert [letter.application.answers["postcode"] for letter in place.letters()] == [("1030",), ("1000",)]


@pytest.mark.parametrize("form", ["newcomer", "citizen"])
def test_under_age_is_told_kindly_and_not_kept(place: Place, form: str) -> None:
    sent = place.send(form, adult="no")

    page = place.client.get(sent.headers["Location"])
    assert (sent.status_code, page.status_code) == (303, 200)
    assert the_form().form_by_code[form].too_young["fr"].split("!")[0].strip() in page.text.replace(
        "\u00a0", " "
    )
    assert place.desk.inbox.read() == ()


def test_faults_are_shown_beside_their_questions(place: Place) -> None:
    sent = place.send(language="fr", phone="pas un numéro", needs=None, first_name="Anne-Lise <b>")

    assert sent.status_code == 422
    assert "<title>Erreur\u00a0: " in sent.text
    links = re.findall(r'<li><a href="#([\w.-]+)">', sent.text)
    assert links == ["phone", "needs-speak"]
    assert all(f'id="{link}"' in sent.text for link in links)
    assert 'value="Anne-Lise &lt;b&gt;"' in sent.text
    assert 'value="pas un numéro"' in sent.text
    assert 'value="saturdays" id="free_time-saturdays" checked' in sent.text
    assert place.desk.inbox.read() == ()


ODD: list[tuple[str, Any, str]] = [
    ("phone", "12", "phone"),
    ("email", "nobody@", "email"),
    ("postcode", "0000", "postcode"),
    ("postcode", "Mont", "postcode"),
    ("first_name", "x" * 101, "first_name"),
    ("first_name", "0470 00 00 01", "first_name"),
    ("first_name", "\u200b", "first_name"),
    ("first_name", ["Anne", "Bea"], "first_name"),
    ("first_name", "Anne\nBea", "first_name"),
    ("adult", ["yes", "no"], "adult"),
    ("adult", "perhaps", "adult"),
    ("needs", ["speak", "fly"], "needs"),
    ("needs.other", "x" * 201, "needs"),
    ("free_time", "sometimes", "free_time"),
    ("consent", "no", "consent"),
    ("consent", None, "consent"),
]


@pytest.mark.parametrize(("name", "value", "wrong"), ODD)
def test_what_the_form_forbids_is_refused(place: Place, name: str, value: Any, wrong: str) -> None:
    sent = place.send(**{name: value})

    assert sent.status_code == 422
    assert f'id="{wrong}-error"' in sent.text
    assert place.desk.inbox.read() == ()


GOOD: list[tuple[str, Any]] = [
    ("phone", "+32 (0)470/00.00.01"),
    ("phone", "٠٤٧٠ ٠٠ ٠٠ ٠١"),
    ("email", "samira@example.org"),
    ("postcode", None),
    ("postcode", "Schaarbeek"),
    ("first_name", "=HYPERLINK(1)"),
    ("first_name", "Nguyễn Văn Ánh 👩‍👩‍👧"),
    ("needs.other", "jouer, rire; chanter"),
    ("filled_by", "Fatima du centre"),
    ("unknown", "never asked"),
]


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_what_the_form_allows_is_kept(place: Place, name: str, value: Any) -> None:
    assert place.send(**{name: value}).status_code == 303

    [letter] = place.letters()
    kept = letter.application.answers.get(name)
    assert kept == ((value,) if value and name != "unknown" else None)


def test_language_without_a_box_is_enough(place: Place) -> None:
    assert place.send(**{"languages_well": None, "languages_well.other": "peul"}).status_code == 303


def test_too_soon_is_shown_once_more(place: Place) -> None:
    signed = place.desk.watch.sign()
    place.clock.seconds += 1

    sent = place.client.post("/fr/newcomer", data={"token": signed, **NEWCOMER})

    assert sent.status_code == 422
    assert "Vérifiez vos réponses" in sent.text
    place.clock.seconds += 5
    token = re.findall(r'name="token" value="([^"]+)"', sent.text)[0]
    assert place.client.post("/fr/newcomer", data={"token": token, **NEWCOMER}).status_code == 303


@pytest.mark.parametrize("token", ["", "1.2.3", "9" * 12 + "." + "a" * 32 + "." + "b" * 64])
def test_page_that_we_did_not_sign_is_shown_once_more(place: Place, token: str) -> None:
    sent = place.client.post("/nl/newcomer", data={"token": token, **NEWCOMER})

    assert sent.status_code == 422
    assert "Kijk uw antwoorden nog eens na" in sent.text
    assert place.desk.inbox.read() == ()


def test_page_of_yesterday_is_shown_once_more(place: Place) -> None:
    token = place.token()
    place.clock.seconds += 25 * 3600

    assert place.client.post("/fr/newcomer", data={"token": token, **NEWCOMER}).status_code == 422


def test_field_for_robots_stops_them(place: Place) -> None:
    sent = place.send(website="https://example.org")

    assert sent.status_code == 422
    assert "robots" in sent.text
    assert place.desk.inbox.read() == ()


def test_too_many_from_one_place_wait(tmp_path: Path) -> None:
    place = open_place(tmp_path, per_hour=2)

    statuses = [place.send(first_name=name).status_code for name in ("Ana", "Bob", "Cem")]

    assert statuses == [303, 303, 429]
    place.clock.seconds += 3600
    assert place.send(first_name="Cem").status_code == 303


def test_answers_stay_when_too_many_came(tmp_path: Path) -> None:
    place = open_place(tmp_path, per_hour=1)
    place.send()

    assert 'value="Dani"' in place.send(first_name="Dani").text


def test_too_much_is_refused_in_words(place: Place) -> None:
    sent = place.send(**{"needs.other": "x" * 200_000})

    assert sent.status_code == 413
    assert "Revenez en arrière" in sent.text


def test_paused_side_is_told_kindly(tmp_path: Path) -> None:
    place = open_place(tmp_path, published=Published(generated_on=TODAY, paused=(Role.NEWCOMER,)))

    assert "<form" not in place.client.get("/fr/newcomer").text
    assert "<form" in place.client.get("/fr/citizen").text
    assert "<form" in place.client.get("/fr/call_me").text


def test_whoever_began_before_the_pause_may_finish(tmp_path: Path) -> None:
    place = open_place(tmp_path, published=Published(generated_on=TODAY, paused=(Role.NEWCOMER,)))

    from_the_site = place.client.post("/fr/newcomer", data=NEWCOMER)
    assert "fermées pour le moment" in from_the_site.text
    assert place.letters() == ()
    assert place.send().status_code == 303
    assert len(place.letters()) == 1


@pytest.mark.parametrize(
    "path", ["/", "/fr/newcomer", "/fr/nothing", "/theme/form.css", "/fr/newcomer/young"]
)
def test_every_answer_is_protected(place: Place, path: str) -> None:
    headers = place.client.get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "path", ["/theme/../form.py", "/theme/site.scss", "/xx/newcomer", "/ar/citizen", "/fr/newcomer/x"]
)
def test_nothing_else_is_given(place: Place, path: str) -> None:
    assert place.client.get(path).status_code == 404


def test_source_goes_along(place: Place) -> None:
    page = place.client.get("/fr/newcomer?src=affiche-12").text
    assert 'name="src" value="affiche-12"' in page
    assert 'href="/nl/newcomer?src=affiche-12"' in page

    place.send(src="affiche-12")
    place.send(src="<script>")

    assert [letter.application.source for letter in place.letters()] == ["affiche-12", ""]


def test_form_below_a_path_leads_there(tmp_path: Path) -> None:
    programme = the_programme()
    below = programme.receive.model_copy(update={"address": "https://duos.example/inscription"})
    place = open_place(tmp_path, programme=programme.model_copy(update={"receive": below}))

    assert 'action="/inscription/fr/newcomer"' in place.client.get("/fr/newcomer").text
    assert place.send().headers["Location"].startswith("/inscription/fr/newcomer/received/")


def test_log_names_nobody(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        number = number_in(place.send(first_name="Zebulonia", phone="0470 11 22 33"))

    assert "one application kept: newcomer, fr" in caplog.text
    assert not re.search(f"Zebulonia|0470|11 22|127.0.0.1|{number}", caplog.text)


def test_unwritable_inbox_gives_no_receipt(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.desk.inbox._database.execute("DROP TABLE envelopes")

    sent = place.send(first_name="Zebulonia")

    assert sent.status_code == 503
    assert "n’ont pas été gardées" in sent.text
    assert "Zebulonia" not in caplog.text


def test_failure_is_logged_without_what_it_was_about(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = open_place(tmp_path)

    def fail() -> None:
        raise RuntimeError("Zebulonia 0470 11 22 33")

    app = make_app(replace(place.desk, published=fail))  # type: ignore[arg-type]  # it fails on purpose
    page = app.test_client().get("/fr/newcomer")

    assert page.status_code == 500
    assert "RuntimeError" in caplog.text
    assert "Zebulonia" not in caplog.text


def test_unread_languages_say_so(place: Place) -> None:
    said = "A native speaker has yet to read"
    pages = {language: place.client.get(f"/{language}/newcomer").text for language in the_form().languages}
    assert said not in pages["en"]
    assert [language for language, page in pages.items() if 'class="unread"' in page] == [
        "ar", "uk", "fa", "tr", "es", "ps",
    ]  # fmt: skip


def test_doors_lead_to_forms_that_exist(place: Place) -> None:
    for language in the_form().languages:
        page = place.client.get(f"/{language}/")
        doors = re.findall(r'class="button" href="([^"]+)"', page.text)
        assert [place.client.get(door).status_code for door in doors] == [200] * len(the_form().forms)
    assert place.client.get("/xx/").status_code == 404
    assert 'href="/fr/citizen"' in place.client.get("/", headers={"Accept-Language": "ar"}).text


def test_accents_of_the_organisation_are_shown(tmp_path: Path) -> None:
    site = Site(accents={Role.CITIZEN: "#5b2a86"})
    programme = the_programme().model_copy(update={"site": site})
    opened = open_place(tmp_path, programme=programme)
    pages = Pages(ROOT / "theme", programme, choose_shades(programme))
    place = Place(tmp_path, replace(opened.desk, pages=pages), opened.clock)

    assert "/theme/accents.css" in place.client.get("/fr/citizen").text
    assert "--solid-citizen: #5b2a86" in place.client.get("/theme/accents.css").text
    assert "#5b2a86" in place.client.get("/theme/symbol.svg").text
    assert "accents.css" not in open_place(tmp_path / "plain").client.get("/fr/citizen").text
