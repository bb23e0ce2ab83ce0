"""Applications in, sealed envelopes that only the private key opens out; and the files in which the keys lie."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from pipeline.vocabulary.problems import DuosError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker

KEY_BYTES = 32


class KeyFileError(DuosError):
    """A key is missing or cannot be read."""


@dataclass(frozen=True)
class Seal:
    """The public key: it closes envelopes and opens none."""

    public: bytes

    @property
    def name(self) -> str:
        """A short name by which the key that opens an envelope is found."""
        return blake2b(self.public, digest_size=4).hexdigest()

    def close(self, content: bytes) -> bytes:
        """The content, readable by nobody but the owner of the private key; not even by who sealed it."""
        return SealedBox(PublicKey(self.public)).encrypt(content)


@dataclass(frozen=True)
class Ring:
    """The private keys, the newest last. Old ones stay, so that whatever they sealed can still be opened."""

    keys: tuple[bytes, ...]

    @cached_property
    def by_name(self) -> Mapping[str, PrivateKey]:
        """Key name → private key."""
        found = (PrivateKey(key) for key in self.keys)
        return {Seal(bytes(key.public_key)).name: key for key in found}

    @property
    def newest(self) -> Seal:
        """The public half of the newest key: the one that the server should use."""
        return Seal(bytes(PrivateKey(self.keys[-1]).public_key))

    def open(self, name: str, envelope: bytes) -> bytes | None:
        """What is in an envelope; None where it was changed or damaged. Raises KeyError for a key that is not here."""
        try:
            return bytes(SealedBox(self.by_name[name]).decrypt(envelope))
        except CryptoError:
            return None


def read_seal(path: Path, speaker: Speaker) -> Seal:
    """The public key of a file."""
    try:
        public = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError as error:
        raise KeyFileError(speaker.say(sentence("receive.no_key", path=str(path)))) from error
    except (OSError, ValueError) as error:
        raise KeyFileError(speaker.say(sentence("receive.bad_key", path=str(path)))) from error
    if len(public) != KEY_BYTES:
        raise KeyFileError(speaker.say(sentence("receive.bad_key", path=str(path))))
    return Seal(public)


def read_ring(path: Path, speaker: Speaker) -> Ring:
    """The private keys of a file."""
    try:
        keys = tuple(bytes.fromhex(one["private"]) for one in json.loads(path.read_text("ascii"))["keys"])
    except FileNotFoundError as error:
        raise KeyFileError(speaker.say(sentence("receive.no_private_key", path=str(path)))) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyFileError(speaker.say(sentence("receive.bad_key", path=str(path)))) from error
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise KeyFileError(speaker.say(sentence("receive.bad_key", path=str(path))))
    return Ring(keys)


def make_key(private: Path, public: Path, today: date, speaker: Speaker) -> Seal:
    """A new key beside the old ones, which stay; the public half alone goes into a file of its own."""
    former = json.loads(private.read_text("ascii"))["keys"] if _is_ring(private, speaker) else []
    key = PrivateKey.generate()
    seal = Seal(bytes(key.public_key))
    made = {"name": seal.name, "made": today.isoformat(), "private": bytes(key).hex()}
    _write(private, json.dumps({"keys": [*former, made]}, indent=1) + "\n", 0o600)
    _write(public, seal.public.hex() + "\n", 0o644)
    return seal


def _is_ring(path: Path, speaker: Speaker) -> bool:
    return path.exists() and bool(read_ring(path, speaker).keys)


def _write(path: Path, text: str, mode: int) -> None:
    """The whole new file or the whole old one, never readable by others in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
