"""Delivery: envelopes fetched over the network, opened, and told of where they cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.forms.delivery import DeliveryError, RemoteInbox, open_envelopes, read_letter
from pipeline.forms.inbox import Envelope
from pipeline.forms.seals import Ring, make_key, read_ring
from pipeline.forms.tabs import known_letters
from pipeline.vocabulary.form import Form
from pipeline.words import Speaker
from tests.builders import TODAY, the_form
from tests.forms.places import ENGLISH, TOKEN, Place, number_in, open_place, serve

STRANGER = Ring((bytes(range(1, 33)),))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The receiving end, empty."""
    return open_place(tmp_path)


def remote(address: str, token: str = TOKEN) -> RemoteInbox:
    """What the pipeline sees of a place."""
    return RemoteInbox(address, token, Path("inbox.token"), ENGLISH)


def test_answers_are_fetched_and_wiped(place: Place) -> None:
    numbers = [number_in(place.send(first_name=name)) for name in ("Ana", "Bea")]
    with serve(place) as address:
        mailbox = remote(address)
        fetched = mailbox.read()
        assert [one.number for one in fetched] == numbers
        assert fetched == place.desk.inbox.read()
        assert mailbox.read(after=fetched[-1].id) == ()
        assert mailbox.wipe(numbers[:1], TODAY) == 1
        assert [one.number for one in mailbox.read()] == numbers[1:]


def test_server_tells_its_key(place: Place) -> None:
    with serve(place) as address:
        assert remote(address).key() == place.desk.seal.public.hex()


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "é"])
def test_wrong_password_fetches_nothing(place: Place, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}

    assert place.client.get("/sealed", headers=headers).status_code == 403
    assert place.client.post("/opened", json={"numbers": []}, headers=headers).status_code == 403


def test_wrong_password_is_explained(place: Place) -> None:
    with serve(place) as address, pytest.raises(DeliveryError, match="refused the password"):
        remote(address, "wrong").read()


@pytest.mark.parametrize("token", ["", "short"])
def test_without_a_long_password_there_is_no_counter(tmp_path: Path, token: str) -> None:
    place = open_place(tmp_path, token=token)

    answer = place.client.get("/sealed", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 404


@pytest.mark.parametrize("said", [None, [], {}, {"numbers": "A"}])
def test_wiping_needs_numbers(place: Place, said: object) -> None:
    answer = place.client.post("/opened", json=said, headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 400


def test_answers_are_only_fetched_over_https() -> None:
    with pytest.raises(DeliveryError, match="only fetched over https"):
        remote("http://duos.example").read()


def test_silent_server_is_explained() -> None:
    with pytest.raises(DeliveryError, match="could not be fetched"):
        remote("http://127.0.0.1:9").read()


def test_unknown_key_and_damage_are_told(tmp_path: Path) -> None:
    make_key(tmp_path / "a.key", tmp_path / "a.pub", TODAY, ENGLISH)
    ring = read_ring(tmp_path / "a.key", ENGLISH)
    envelopes = [
        Envelope(1, "A", STRANGER.newest.name, STRANGER.newest.close(b"{}")),
        Envelope(2, "B", ring.newest.name, b"damaged"),
        Envelope(3, "C", ring.newest.name, ring.newest.close(b"no letter")),
    ]

    opened = open_envelopes(envelopes, ring, tmp_path / "a.key")

    assert opened.letters == ()
    assert [(one.code, one.details["count"]) for one in opened.problems] == [
        ("sealed_unknown", 1),
        ("sealed_damaged", 2),
    ]
    for language in ("fr", "nl", "en"):
        assert all(Speaker(language).say(one.sentence) for one in opened.problems)


def test_envelope_under_another_number_is_damaged(place: Place, tmp_path: Path) -> None:
    place.send()
    [envelope] = place.desk.inbox.read()
    moved = Envelope(1, "OTHER", envelope.key, envelope.body)

    opened = open_envelopes([moved], read_ring(tmp_path / "inbox.key", ENGLISH), tmp_path / "inbox.key")

    assert [one.code for one in opened.problems] == ["sealed_damaged"]


def test_letter_of_a_form_that_is_gone_waits(place: Place) -> None:
    place.send()
    others = [sheet for sheet in the_form().forms if sheet.code != "newcomer"]
    form = Form.model_validate({**the_form().model_dump(), "forms": others})

    known, problems = known_letters(form, place.letters())

    assert known == ()
    assert [(one.code, one.details["form"]) for one in problems] == [("sealed_formless", "newcomer")]


@pytest.mark.parametrize(
    "content", [None, b"", b"[]", b"{}", json.dumps({"application": 1}).encode(), b"\xff"]
)
def test_anything_else_is_no_letter(content: bytes | None) -> None:
    assert read_letter(content) is None
