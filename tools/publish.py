"""Content that somebody edited in, the published site out; where that fails, a letter in French that says what to do.

Meant for whatever runs after an edit in the browser: `python -m tools.publish FOLDER [ADDRESS]`. The site is built
beside the folder and takes its place at once; a site that may not be published leaves the old one where it is.
"""

from __future__ import annotations

import os
import re
import shutil
import smtplib
import ssl
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHECKED = (sys.executable, "-m", "tools.content")
BUILT = (sys.executable, "-m", "pelican", "content", "--settings", "publishconf.py", "--output")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LETTER = """\
Bonjour,

Votre dernière modification du site n’est pas encore en ligne. L’ancien site est toujours visible : rien n’est perdu.

Voici ce qu’il faut corriger, dans le fichier et à la ligne indiqués :

{said}

Corrigez, enregistrez, et le site se publiera tout seul. Vous n’y arrivez pas ? Répondez à ce message en copiant ces lignes.
"""

Tell = Callable[[str, str], None]


def main(arguments: list[str]) -> int:
    """Publish into a folder; whoever is named is told what went wrong."""
    target, *addresses = arguments
    return publish(Path(target), addresses[0] if addresses else "", send)


def publish(target: Path, address: str, tell: Tell) -> int:
    """Check, build beside the folder, put in its place; a letter where that cannot be."""
    draft = target.with_name(f".{target.name}.new")
    for command in (CHECKED, (*BUILT, str(draft))):
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "1000"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            write_letter(done.stdout or done.stderr, address, tell)
            return 1
    replace(target, draft)
    return 0


def write_letter(said: str, address: str, tell: Tell) -> None:
    """What went wrong, to whoever edited last, or into the terminal."""
    letter = LETTER.format(said=COLOUR.sub("", said).strip())
    print(letter, file=sys.stderr)
    if address:
        tell(address, letter)


def replace(target: Path, draft: Path) -> None:
    """The new site takes the old one's place; the old one goes when the new one stands."""
    former = target.with_name(f".{target.name}.old")
    shutil.rmtree(former, ignore_errors=True)
    if target.exists():
        target.rename(former)
    draft.rename(target)
    shutil.rmtree(former, ignore_errors=True)


def send(address: str, letter: str) -> None:
    """One letter, through the mail server that SMTP_HOST names, or this machine's own.

    SMTP_USER and SMTP_PASSWORD are told to a server whose certificate is good, on port 587 unless SMTP_PORT says so.
    """
    message = EmailMessage()
    message["To"] = address
    message["From"] = os.environ.get("MAIL_FROM") or address
    message["Subject"] = "Le site n’a pas été publié : voici quoi corriger"
    message.set_content(letter)
    user = os.environ.get("SMTP_USER", "")
    port = int(os.environ.get("SMTP_PORT") or (587 if user else 25))
    with smtplib.SMTP(os.environ.get("SMTP_HOST") or "localhost", port, timeout=30) as server:
        if user:
            server.starttls(context=ssl.create_default_context())
            server.login(user, os.environ["SMTP_PASSWORD"])
        server.send_message(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
