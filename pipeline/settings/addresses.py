"""What is wrong with an address of Google's in programme.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.settings.faults import Fault
from pipeline.settings.source import Source
from pipeline.vocabulary.sentences import sentence

KEY = re.compile(r"[A-Za-z0-9_-]{20,}")
LINK = re.compile(r"/(spreadsheets|forms)/d/([A-Za-z0-9_-]{20,})")  # not what respondents open: /forms/d/e/…
GOOGLE, FORMS = "google:", "forms:"
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def google_addresses(programme: Source) -> Iterator[Fault]:
    """An address names a spreadsheet, or forms, by what stands in a browser; a form holds answers and nothing else."""
    for path, address in programme.texts("files.*"):
        link = LINK.search(address)
        if link:
            kind = {"spreadsheets": "google", "forms": "forms"}[link[1]]
            yield programme.fault(path, sentence("fault.google_link", found=address, kind=kind, key=link[2]))
        elif address.startswith(FORMS) and path[-1] != "answers":
            yield programme.fault(path, sentence("fault.forms_elsewhere", found=address))
        elif _is_no_spreadsheet(address):
            yield programme.fault(path, sentence("fault.google_address", found=address))
        elif address.startswith(FORMS) and not all(_keys(address)):
            yield programme.fault(path, sentence("fault.forms_address", found=address))


def _is_no_spreadsheet(address: str) -> bool:
    """A page of Google's without a number in it, or something else than a number after google:."""
    is_named = KEY.fullmatch(address.removeprefix(GOOGLE).strip())
    return "docs.google.com" in address or (address.startswith(GOOGLE) and not is_named)


def google_hosts(programme: Source) -> Iterator[Fault]:
    """What stands in for Google is spoken to in secret, or on this machine."""
    for path, address in programme.texts("files.google.base_url"):
        host = urlsplit(address)
        if address and host.scheme != "https" and not (host.scheme == "http" and host.hostname in HERE):
            yield programme.fault(path, sentence("fault.google_base_url", found=address))


def _keys(address: str) -> Iterator[bool]:
    return (bool(KEY.fullmatch(key.strip())) for key in address.removeprefix(FORMS).split(","))
