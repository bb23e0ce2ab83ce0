"""Keys: what is sealed is opened by its own key only, and old keys still open."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from pipeline.forms.seals import KeyFileError, Ring, Seal, make_key, read_ring, read_seal
from tests.builders import TODAY
from tests.forms.places import ENGLISH

KEYS = Ring((bytes(range(32)),))


@given(st.binary(max_size=2000))
def test_what_is_sealed_comes_out(content: bytes) -> None:
    assert KEYS.open(KEYS.newest.name, KEYS.newest.close(content)) == content


@given(st.binary(min_size=1, max_size=200), st.data())
def test_changed_envelope_opens_to_nothing(content: bytes, data: st.DataObject) -> None:
    envelope = bytearray(KEYS.newest.close(content))
    at = data.draw(st.integers(0, len(envelope) - 1))
    envelope[at] ^= data.draw(st.integers(1, 255))

    # The last bit of a public key is ignored by the cipher: such an envelope is the same envelope.
    assert KEYS.open(KEYS.newest.name, bytes(envelope)) in ({None} if at != 31 else {None, content})


def test_private_key_is_for_its_owner_only(tmp_path: Path) -> None:
    make_key(tmp_path / "a.key", tmp_path / "a.pub", TODAY, ENGLISH)

    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    private = read_ring(tmp_path / "a.key", ENGLISH).keys[0]
    assert private.hex() not in (tmp_path / "a.pub").read_text()


def test_old_keys_still_open(tmp_path: Path) -> None:
    files = (tmp_path / "a.key", tmp_path / "a.pub")
    old = make_key(*files, TODAY, ENGLISH)
    envelope = old.close(b"before")
    new = make_key(*files, TODAY, ENGLISH)

    ring = read_ring(files[0], ENGLISH)
    assert ring.open(old.name, envelope) == b"before"
    assert ring.newest == new == read_seal(files[1], ENGLISH)
    assert old != new


def test_unknown_key_is_named() -> None:
    stranger = Seal(bytes(PrivateKey.generate().public_key))

    with pytest.raises(KeyError):
        KEYS.open(stranger.name, stranger.close(b"x"))


@pytest.mark.parametrize(
    "content", ["", "zz", "{}", '{"keys": []}', '{"keys": [{"private": "aa"}]}', "00" * 31]
)
def test_damaged_key_file_is_explained(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.key"
    path.write_text(content)

    for read in (read_ring, read_seal):
        with pytest.raises(KeyFileError, match="safe copy"):
            read(path, ENGLISH)


def test_missing_key_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="--new-key"):
        read_seal(tmp_path / "a.pub", ENGLISH)
    with pytest.raises(KeyFileError, match="safe copy"):
        read_ring(tmp_path / "a.key", ENGLISH)


def test_damaged_keys_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text("not a key")

    with pytest.raises(KeyFileError):
        make_key(tmp_path / "a.key", tmp_path / "a.pub", TODAY, ENGLISH)
    assert (tmp_path / "a.key").read_text() == "not a key"
