"""The operations on files."""

from __future__ import annotations

import copy

from tests.sheets.defaults import SPREADSHEET
from tests.sheets.files import File, export, fits, permission
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import parse_mask, pick
from tests.sheets.sheet import duplicate
from tests.sheets.world import Request, World

BRIEF = "kind,id,name,mimeType"


def opened(world: World, request: Request, writing: bool = False) -> File:
    """The file of a request."""
    return world.file(request, request.variables["fileId"], writing)


def asked_part(request: Request, thing: Json, default: str = "*") -> Json:
    """What the field mask of a request keeps."""
    mask = parse_mask(request.call.option("fields") or default)
    return pick(thing, mask)  # type: ignore[no-any-return]  # an object in, an object out


def create_file(world: World, request: Request) -> Json:
    """A new, empty spreadsheet of the caller's."""
    wished = request.body
    if wished.get("mimeType") != SPREADSHEET:
        raise Refusal(f"The stand-in does not make {wished.get('mimeType')}.", 501)
    spreadsheet = world.create(wished.get("name", "Untitled spreadsheet"), shared_with=())
    return own(world, request, spreadsheet.id)


def own(world: World, request: Request, key: str) -> Json:
    """Give a new file to the caller, in the folder that was asked for."""
    file = world.files[key]
    file.roles[request.account] = "owner"
    file.parents = request.body.get("parents", file.parents)
    return asked_part(request, file.resource(), BRIEF)


def get_file(world: World, request: Request) -> Json:
    """What Drive knows of a file."""
    return asked_part(request, opened(world, request).resource(), BRIEF)


def update_file(world: World, request: Request) -> Json:
    """Another name, or the bin."""
    file = opened(world, request, writing=True)
    with file.spreadsheet.atomic():
        file.spreadsheet.properties["title"] = request.body.get("name", file.spreadsheet.title)
    file.is_trashed = request.body.get("trashed", file.is_trashed)
    return asked_part(request, file.resource(), BRIEF)


def delete_file(world: World, request: Request) -> None:
    """The file is gone for good."""
    opened(world, request, writing=True)
    del world.files[request.variables["fileId"]]


def copy_file(world: World, request: Request) -> Json:
    """The same spreadsheet again, of the caller's."""
    source = opened(world, request).spreadsheet
    copied = world.create(request.body.get("name") or f"Copy of {source.title}", shared_with=())
    copied.properties = {**copy.deepcopy(source.properties), "title": copied.title}
    copied.sheets = [duplicate(sheet) for sheet in source.sheets]
    copied.names, copied.metadata = copy.deepcopy(source.names), copy.deepcopy(source.metadata)
    return own(world, request, copied.id)


def list_files(world: World, request: Request) -> Json:
    """The caller's files that fulfil a search, the latest first, page by page."""
    query, size = request.call.option("q"), int(request.call.option("pageSize", "100"))
    found = [file for file in world.files.values() if file.role_of(request.account) and fits(file, query)]
    found.sort(key=lambda file: file.spreadsheet.modified, reverse=True)
    begin = int(request.call.option("pageToken") or 0)
    page = [file.resource() for file in found[begin : begin + size]]
    rest = {"nextPageToken": str(begin + size)} if begin + size < len(found) else {}
    listing = {"kind": "drive#fileList", "incompleteSearch": False, "files": page, **rest}
    return asked_part(request, listing, f"kind,incompleteSearch,nextPageToken,files({BRIEF})")


def export_file(world: World, request: Request) -> str:
    """The first tab as text."""
    return export(opened(world, request).spreadsheet, request.call.option("mimeType"))


def list_comments(world: World, request: Request) -> Json:
    """Nobody has commented."""
    opened(world, request)
    return asked_part(request, {"kind": "drive#commentList", "comments": []})


def list_permissions(world: World, request: Request) -> Json:
    """Whom a file is shared with."""
    roles = opened(world, request).roles
    listed = [permission(account, role) for account, role in roles.items()]
    return asked_part(request, {"kind": "drive#permissionList", "permissions": listed})


def create_permission(world: World, request: Request) -> Json:
    """Share a file with one more."""
    file, wished = opened(world, request, writing=True), request.body
    account = "anyone" if wished.get("type") == "anyone" else wished.get("emailAddress", "")
    file.roles[account] = wished.get("role", "reader")
    return asked_part(request, permission(account, file.roles[account]))


def delete_permission(world: World, request: Request) -> None:
    """Share a file with one less."""
    file, key = opened(world, request, writing=True), request.variables["permissionId"]
    kept = {account: role for account, role in file.roles.items() if permission(account, role)["id"] != key}
    if len(kept) == len(file.roles):
        raise Refusal(f"Permission not found: {key}.", 404)
    file.roles = kept
