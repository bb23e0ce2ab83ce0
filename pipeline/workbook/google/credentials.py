"""Credentials: a key file, workload identity, or what the machine itself has, in; credentials with narrow scopes out."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import google.auth
from google.auth import identity_pool
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.oauth2 import service_account

from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
# The questions of a form are not told to those who may only read its responses.
FORMS = (
    "https://www.googleapis.com/auth/forms.responses.readonly",
    "https://www.googleapis.com/auth/forms.body.readonly",
)
SECRETS = frozenset({"private_key", "refresh_token", "client_secret"})
OTHERS = 0o077  # what group and everybody may do with a file


def find_credentials(path: Path | None, scopes: Iterable[str], speaker: Speaker) -> Any:
    """The credentials of a file, else those of the machine; a secret that others can read is refused."""
    named = path or _file_of_machine()
    if named:
        info = read_key(named, speaker)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of files of unknown origin; this one is ours
            if named:
                return _made_from(info, list(scopes))
            return google.auth.default(scopes=list(scopes))[0]
    except DefaultCredentialsError as error:
        code = "google.key_unreadable" if named else "google.no_credentials"
        raise WorkbookError(speaker.say(sentence(code, path=str(named)))) from error
    except (GoogleAuthError, ValueError) as error:
        raise WorkbookError(speaker.say(sentence("google.key_unreadable", path=str(named)))) from error


def read_key(path: Path, speaker: Speaker) -> dict[str, Any]:
    """What stands in a credentials file, which only its owner may read if it holds a secret."""
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WorkbookError(speaker.say(sentence("google.key_missing", path=str(path)))) from error
    except PermissionError as error:
        raise WorkbookError(speaker.say(sentence("google.key_closed", path=str(path)))) from error
    except (OSError, ValueError) as error:
        # Not `from error`: a JSON error quotes what it read.
        raise WorkbookError(speaker.say(sentence("google.key_unreadable", path=str(path)))) from (
            error if isinstance(error, OSError) else None
        )
    if not isinstance(info, dict):
        raise WorkbookError(speaker.say(sentence("google.key_unreadable", path=str(path))))
    if SECRETS & info.keys() and _is_open(path):
        raise WorkbookError(speaker.say(sentence("google.key_open", path=str(path))))
    return info


def _is_open(path: Path) -> bool:
    """Whether others may read a file; what systemd hands to a service only that service can reach, by an access list."""
    handed_over = path.parent == Path(os.environ.get("CREDENTIALS_DIRECTORY") or os.devnull)
    return os.name == "posix" and not handed_over and bool(path.stat().st_mode & OTHERS)


def _made_from(info: dict[str, Any], scopes: list[str]) -> Any:
    """Credentials of a file, made without asking anything: the library's own loader asks for the project's name."""
    makers: dict[object, Callable[..., Any]] = {
        "service_account": service_account.Credentials.from_service_account_info,
        "external_account": identity_pool.Credentials.from_info,
    }
    maker = makers.get(info.get("type"))
    if maker and not {"environment_id", "executable"} & info.get("credential_source", {}).keys():
        return maker(info, scopes=scopes)
    return google.auth.load_credentials_from_dict(info, scopes=scopes)[0]  # type: ignore[no-untyped-call]  # the library's


def account_of(credentials: Any) -> str:
    """The address with which files are to be shared; empty where it is not known beforehand."""
    email = getattr(credentials, "service_account_email", None)
    return email if isinstance(email, str) and "@" in email else ""


def _file_of_machine() -> Path | None:
    """The file that the environment names, else the one in which `gcloud auth application-default login` leaves a secret."""
    named = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS")
    usual = _folder_of_gcloud() / "application_default_credentials.json"
    if named or os.path.isfile(usual):  # noqa: PTH113  # a folder closed to us is no error
        return Path(named or usual)
    return None


def _folder_of_gcloud() -> Path:
    """Where Google's own program keeps what it knows, as its library looks for it."""
    usual = r"%APPDATA%\gcloud" if os.name == "nt" else "~/.config/gcloud"
    # Not Path.expanduser: it fails where nobody has a home.
    return Path(os.environ.get("CLOUDSDK_CONFIG") or os.path.expandvars(os.path.expanduser(usual)))  # noqa: PTH111
