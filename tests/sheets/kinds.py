"""The two words every module of the stand-in shares: a JSON object, and a refusal as Google words it."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class Refusal(Exception):
    """An answer other than 200, with Google's code, word and message."""

    def __init__(self, message: str, code: int = 400, details: list[Json] | None = None) -> None:
        super().__init__(message)
        self.message, self.code, self.details = message, code, details

    def body(self) -> Json:
        """The error as Google's interfaces write it."""
        error: Json = {"code": self.code, "message": self.message, "status": STATUS.get(self.code, "UNKNOWN")}
        return {"error": {**error, **({"details": self.details} if self.details else {})}}
