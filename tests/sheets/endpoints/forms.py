"""The operations on forms: their questions, and the responses that came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.sheets.kinds import Json, Refusal
from tests.sheets.world import Request, World

PAGE = 5000
FILTER = re.compile(r"timestamp\s*(>=|>)\s*(\S+)")


@dataclass
class Form:
    """A form as the interface describes it, its responses, and who may read them."""

    description: Json
    responses: list[Json] = field(default_factory=list)
    readers: set[str] = field(default_factory=set)


def opened(world: World, request: Request) -> Form:
    """The form of a request."""
    form: Form | None = world.forms.get(request.variables["formId"])
    if form is None:
        raise Refusal("Requested entity was not found.", 404)
    if request.account not in form.readers:
        raise Refusal("The caller does not have permission", 403)
    return form


def get_form(world: World, request: Request) -> Json:
    """The questions."""
    return opened(world, request).description


def get_response(world: World, request: Request) -> Json:
    """One response."""
    for response in opened(world, request).responses:
        if response["responseId"] == request.variables["responseId"]:
            return response
    raise Refusal("Requested entity was not found.", 404)


def list_responses(world: World, request: Request) -> Json:
    """The responses after a moment, page by page."""
    form, call = opened(world, request), request.call
    found = [response for response in form.responses if is_asked(response, call.option("filter"))]
    size = min(int(call.option("pageSize") or PAGE) or PAGE, PAGE)
    begin = int(call.option("pageToken") or 0)
    page = found[begin : begin + size]
    rest = {"nextPageToken": str(begin + size)} if begin + size < len(found) else {}
    return {**({"responses": page} if page else {}), **rest}


def is_asked(response: Json, text: str) -> bool:
    """Was the response sent, or sent again, after the moment of the filter?"""
    if not text:
        return True
    found = FILTER.fullmatch(text)
    if not found:
        raise Refusal(f"Invalid filter: {text}")
    moment: str = response["lastSubmittedTime"]
    return moment > found[2] or (found[1] == ">=" and moment == found[2])
