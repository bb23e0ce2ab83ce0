"""The letter that says what to mend reaches a real mail server, and a password only one that can be trusted."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tools.publish import send

ADDRESS = "camille@example.org"
LETTER = "Il manque « Slug »."


class Post(socketserver.StreamRequestHandler):
    """Just enough of a mail server: it notes what it is told."""

    server: PostOffice

    def handle(self) -> None:
        """Greets, then answers line by line until the end."""
        self.say("220 localhost")
        while line := self.rfile.readline():
            told = line.decode().strip()
            self.server.told.append(told)
            self.answer(told.split(":")[0].split()[0].upper() if told else "")

    def answer(self, verb: str) -> None:
        """What each verb is answered with."""
        if verb == "EHLO":
            self.say("250-localhost\r\n250 " + ("AUTH PLAIN" if self.is_sealed else "STARTTLS"))
        elif verb == "STARTTLS":
            self.say("220 go on")
            self.connection = self.server.seal.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
        elif verb == "DATA":
            self.say("354 go on")
            while (line := self.rfile.readline()) != b".\r\n":
                self.server.letter.append(line.decode())
            self.say("250 taken")
        else:
            self.say({"AUTH": "235 welcome", "QUIT": "221 bye"}.get(verb, "250 fine"))

    def finish(self) -> None:
        """Ends the sealed conversation, too."""
        super().finish()
        self.connection.close()

    @property
    def is_sealed(self) -> bool:
        """Whether nobody on the way can read along."""
        return isinstance(self.connection, ssl.SSLSocket)

    def say(self, words: str) -> None:
        """One answer."""
        self.connection.sendall(f"{words}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """A mail server on this machine."""

    daemon_threads = True

    def __init__(self, seal: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Post)
        self.seal = seal
        self.told: list[str] = []
        self.letter: list[str] = []


def certify(folder: Path) -> Path:
    """A certificate of this machine, with its key."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path


@contextmanager
def post_office(certificate: Path) -> Iterator[PostOffice]:
    """It takes letters until the end of the block."""
    seal = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    seal.load_cert_chain(certificate)
    with PostOffice(seal) as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mail server's certificate; the sender knows of no server yet."""
    for name in ("SMTP_USER", "MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SMTP_HOST", "localhost")
    return certify(tmp_path)


def test_a_letter_arrives(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with post_office(certificate) as office:
        monkeypatch.setenv("SMTP_PORT", str(office.server_address[1]))
        send(ADDRESS, LETTER)
    assert f"To: {ADDRESS}\r\n" in office.letter
    assert not [line for line in office.told if line.startswith(("AUTH", "STARTTLS"))]


def test_a_password_is_told_under_seal(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with post_office(certificate) as office:
        for name, value in {
            "SMTP_PORT": str(office.server_address[1]),
            "SMTP_USER": "duos",
            "SMTP_PASSWORD": "secret",
            "SSL_CERT_FILE": str(certificate),
        }.items():
            monkeypatch.setenv(name, value)
        send(ADDRESS, LETTER)
    said = base64.b64encode(b"\0duos\0secret").decode()
    assert office.told.index("STARTTLS") < office.told.index(f"AUTH PLAIN {said}")
    assert office.letter


def test_an_unknown_server_gets_no_password(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with post_office(certificate) as office:
        for name, value in {
            "SMTP_PORT": str(office.server_address[1]),
            "SMTP_USER": "duos",
            "SMTP_PASSWORD": "secret",
        }.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(ssl.SSLCertVerificationError):
            send(ADDRESS, LETTER)
    assert not [line for line in office.told if line.startswith("AUTH")]
    assert not office.letter
