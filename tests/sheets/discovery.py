"""Google's discovery documents: which operation a call means, and strict JSON Schemas of what goes in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
from googleapiclient.discovery_cache import get_static_doc  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tests.sheets.kinds import Json

DOCUMENTS = {"sheets": "v4", "drive": "v3", "forms": "v1"}
VARIABLE = re.compile(r"\{\+?(\w+)\}")
WHOLE_NUMBERS = {"int32": (-(2**31), 2**31 - 1), "uint32": (0, 2**32 - 1)}


@dataclass(frozen=True)
class Operation:
    """One method of an interface."""

    id: str
    api: str
    http: str
    path: re.Pattern[str]
    parameters: Json
    scopes: tuple[str, ...]
    asks: str | None
    answers: str | None


@dataclass(frozen=True)
class Route:
    """An operation, and the variables found in the path of a call."""

    operation: Operation
    variables: dict[str, str]


@cache
def document(api: str) -> Json:
    """The discovery document that google-api-python-client brings along."""
    text = get_static_doc(api, DOCUMENTS[api])
    return json.loads(text)  # type: ignore[no-any-return]  # JSON


@cache
def operations() -> tuple[Operation, ...]:
    """All methods of all interfaces, those with longer paths first, so that `:append` is seen before a range."""
    found = [
        operation_from(api, method) for api in DOCUMENTS for method in methods_in(document(api)["resources"])
    ]
    return tuple(sorted(found, key=lambda operation: -len(operation.path.pattern)))


def methods_in(resources: Json) -> Iterator[Json]:
    """The methods of resources and of the resources below them."""
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from methods_in(resource.get("resources", {}))


def operation_from(api: str, method: Json) -> Operation:
    """A method of a discovery document."""
    common = document(api)["parameters"]
    return Operation(
        id=method["id"],
        api=api,
        http=method["httpMethod"],
        path=path_pattern("/" + document(api)["servicePath"] + method.get("flatPath", method["path"])),
        parameters={**common, **method.get("parameters", {})},
        scopes=tuple(method.get("scopes", ())),
        asks=method.get("request", {}).get("$ref"),
        answers=method.get("response", {}).get("$ref"),
    )


def path_pattern(template: str) -> re.Pattern[str]:
    """`/v4/spreadsheets/{id}/values/{range}:clear` as a pattern; only a range may hold colons."""
    parts = VARIABLE.split(template)
    pieces = [
        re.escape(part) if at % 2 == 0 else f"(?P<{part}>{'.+' if part == 'range' else '[^/:]+'})"
        for at, part in enumerate(parts)
    ]
    return re.compile("".join(pieces))


def find_route(http: str, path: str) -> Route | None:
    """The operation a method and a path mean, or None."""
    for operation in operations():
        found = operation.path.fullmatch(path) if operation.http == http else None
        if found:
            return Route(operation, {name: unquote(value) for name, value in found.groupdict().items()})
    return None


@cache
def strict_schema(api: str, name: str) -> Json:
    """One schema with all it refers to: what the document does not name is wrong."""
    definitions = {each: schema_from(schema) for each, schema in document(api)["schemas"].items()}
    return {"$ref": f"#/$defs/{name}", "$defs": definitions}


@cache
def validator(api: str, name: str) -> Draft202012Validator:
    """The validator that says what is wrong."""
    return Draft202012Validator(strict_schema(api, name))


@cache
def quick_validator(api: str, name: str) -> jsonschema_rs.Draft202012Validator:
    """The validator that says whether anything is wrong, for 250,000 cells in a blink instead of a quarter of a minute."""
    return jsonschema_rs.Draft202012Validator(strict_schema(api, name))


def schema_from(source: Json) -> Json:
    """A discovery schema as a strict JSON Schema."""
    if "$ref" in source:
        return {"$ref": f"#/$defs/{source['$ref']}"}
    schema = SHAPES[source.get("type", "any")](source)
    return {**schema, "enum": source["enum"]} if "enum" in source else schema


def _object(source: Json) -> Json:
    schema: Json = {"type": "object"}
    if "properties" in source:
        schema["properties"] = {name: schema_from(part) for name, part in source["properties"].items()}
        schema["additionalProperties"] = False
    if "additionalProperties" in source:
        schema["additionalProperties"] = schema_from(source["additionalProperties"])
    return schema


def _integer(source: Json) -> Json:
    low, high = WHOLE_NUMBERS.get(source.get("format", ""), (None, None))
    limits = {} if low is None else {"minimum": low, "maximum": high}
    return {"type": "integer", **limits}


SHAPES: dict[str, Any] = {
    "object": _object,
    "array": lambda source: {"type": "array", "items": schema_from(source["items"])},
    "integer": _integer,
    "number": lambda _source: {"type": "number"},
    "boolean": lambda _source: {"type": "boolean"},
    "string": lambda _source: {"type": "string"},
    "any": lambda _source: {},
}


def faults_in(api: str, name: str, thing: Any) -> list[ValidationError]:
    """What is wrong with a JSON value, by the schema of this name."""
    if quick_validator(api, name).is_valid(thing):
        return []
    return list(validator(api, name).iter_errors(thing))
