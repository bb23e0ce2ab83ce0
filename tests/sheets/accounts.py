"""Who may do what: the token endpoint, the scopes of a token, the people a file is shared with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import exceptions as auth_errors
from google.auth import jwt

from tests.sheets.discovery import Operation
from tests.sheets.exchange import Answer, Call, answer_from
from tests.sheets.kinds import Json, Refusal

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ISSUED = "urn:ietf:params:oauth:token-type:access_token"
PROJECT = "duos-example"
ALL_SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
    "https://www.googleapis.com/auth/forms.responses.readonly",
    "https://www.googleapis.com/auth/forms.body.readonly",
)


@cache
def key_pair() -> tuple[str, str]:
    """A private key and its public one, made once for all tests of a run."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


@dataclass(frozen=True)
class Grant:
    """What a token allows."""

    account: str
    scopes: tuple[str, ...]


@dataclass
class Accounts:
    """The tokens that were given out, and the credentials they are given out for."""

    grants: dict[str, Grant] = field(default_factory=dict)
    attached: str = ""  # the account of the machine we run on, when it has one
    subject_tokens: dict[str, str] = field(default_factory=dict)
    service_accounts: set[str] = field(default_factory=set)

    def grant(self, account: str, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """A token for an account and these scopes."""
        token = f"token-{len(self.grants) + 1}-{account}"
        self.grants[token] = Grant(account, scopes)
        return token

    def give_token(self, call: Call) -> Answer:
        """The answer of the token endpoint to one of two kinds of credentials."""
        form = {name: values[-1] for name, values in parse_qs(call.content.decode()).items()}
        identify = CREDENTIALS.get(form.get("grant_type", ""))
        found = identify(self, form) if identify else None
        if found is None:
            return answer_from({"error": "invalid_grant", "error_description": "Invalid credentials."}, 400)
        account, scopes = found
        answer = {
            "access_token": self.grant(account, scopes),
            "expires_in": 3600,
            "token_type": "Bearer",
            "issued_token_type": ISSUED,
        }
        return answer_from(answer)

    def describe_machine(self, call: Call) -> Answer:
        """What the metadata server of a machine at Google says, which gives tokens without any key."""
        scopes = tuple(call.option("scopes").split(",")) if call.option("scopes") else ALL_SCOPES
        account: Json = {"aliases": ["default"], "email": self.attached, "scopes": list(ALL_SCOPES)}
        token = {
            "access_token": self.grant(self.attached, scopes),
            "expires_in": 3600,
            "token_type": "Bearer",
        }
        name = call.path.rstrip("/").rpartition("/")[2]
        texts = {"": "computeMetadata/", "project-id": PROJECT, "universe-domain": "googleapis.com"}
        answer = Answer(200, texts[name].encode(), "text/plain") if name in texts else None
        answer = answer or answer_from(token if name == "token" else account)
        return replace(answer, headers={"Metadata-Flavor": "Google"})

    def identify(self, call: Call, operation: Operation) -> str:
        """The account behind a call; a missing token, an unknown one or a narrow one is refused."""
        kind, _, token = call.headers.get("authorization", "").partition(" ")
        grant = self.grants.get(token) if kind == "Bearer" else None
        if grant is None:
            raise Refusal(
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
                "valid authentication credential.",
                401,
            )
        if not set(grant.scopes) & set(operation.scopes):
            raise Refusal("Request had insufficient authentication scopes.", 403, [narrow_scope(operation)])
        return grant.account


def narrow_scope(operation: Operation) -> Json:
    """The detail that says a token lacks a scope."""
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"method": operation.id, "service": f"{operation.api}.googleapis.com"},
    }


def _by_signature(accounts: Accounts, form: dict[str, str]) -> tuple[str, tuple[str, ...]] | None:
    try:
        claims: Any = jwt.decode(form.get("assertion", ""), certs=key_pair()[1])  # type: ignore[no-untyped-call]
    except (ValueError, auth_errors.GoogleAuthError):
        return None
    account = claims["iss"]
    return (account, tuple(claims["scope"].split())) if account in accounts.service_accounts else None


def _by_exchange(accounts: Accounts, form: dict[str, str]) -> tuple[str, tuple[str, ...]] | None:
    account = accounts.subject_tokens.get(form.get("subject_token", ""))
    return (account, tuple(form.get("scope", "").split())) if account else None


CREDENTIALS: dict[str, Callable[[Accounts, dict[str, str]], tuple[str, tuple[str, ...]] | None]] = {
    JWT_BEARER: _by_signature,
    EXCHANGE: _by_exchange,
}


def service_account_key(email: str, token_uri: str) -> Json:
    """What stands in the key file of a service account."""
    return {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "1",
        "private_key": key_pair()[0],
        "client_email": email,
        "client_id": "1",
        "token_uri": token_uri,
    }


def workload_identity(subject_file: str, token_uri: str) -> Json:
    """What stands in the configuration file of workload identity federation."""
    return {
        "type": "external_account",
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/duos/providers/example",
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "token_url": token_uri,
        "credential_source": {"file": subject_file},
    }


def as_text(credentials: Json) -> str:
    """Credentials as they stand in a file."""
    return json.dumps(credentials, indent=2)
