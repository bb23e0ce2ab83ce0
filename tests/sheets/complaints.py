"""What Google says of a call that does not fit its interface: query, body, names and types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from jsonschema.exceptions import ValidationError

from tests.sheets.discovery import Operation, faults_in
from tests.sheets.kinds import Json, Refusal

BODY_FIELDS = {"ValueRange": "data"}
TYPES = {"integer": "TYPE_INT32", "number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}
LIST_VALUE = "type.googleapis.com/google.protobuf.ListValue"
CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
BOOLEANS = {"true", "false", "1", "0"}


def check_query(operation: Operation, query: dict[str, list[str]]) -> None:
    """Parameters must exist and have a value of their type; Drive overlooks those it does not know."""
    for name, values in query.items():
        parameter = operation.parameters.get(name)
        if parameter is None and operation.api != "drive":
            raise _bad(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.', name
            )
        for value in values:
            check_parameter(name, value, parameter or {})


def check_parameter(name: str, value: str, parameter: Json) -> None:
    """One value of a query parameter."""
    kind = parameter.get("type")
    wrong = (
        (kind == "integer" and not re.fullmatch(r"-?\d+", value))
        or (kind == "boolean" and value.lower() not in BOOLEANS)
        or ("enum" in parameter and value not in parameter["enum"])
    )
    if wrong:
        raise _bad(
            f"Invalid value at '{snake(name)}' ({TYPES.get(kind or '', 'enum')}), \"{value}\"", snake(name)
        )


def check_body(operation: Operation, body: Json) -> None:
    """The body must fit the schema of what the operation asks."""
    if operation.asks is None:
        return
    faults = [fault for fault in faults_in(operation.api, operation.asks, body) if counts(operation, fault)]
    if faults:
        raise complaint(operation.asks, faults[0])


def counts(operation: Operation, fault: ValidationError) -> bool:
    """Drive overlooks names it does not know: gspread still sends `withLink`, and files are shared."""
    return operation.api != "drive" or fault.validator != "additionalProperties"


def complaint(schema: str, fault: ValidationError) -> Refusal:
    """A fault of the schema in Google's words."""
    where = path_of(schema, fault)
    if fault.validator == "additionalProperties":
        name = min(set(cast("Json", fault.instance)) - set(schema_of(fault).get("properties", {})))
        at = f" at '{where}'" if where else ""
        return _bad(f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.', where)
    return _bad(f"Invalid value at '{where}' ({type_of(fault)}), {quoted(fault.instance)}", where)


def path_of(schema: str, fault: ValidationError) -> str:
    """`requests[0].add_sheet.properties`."""
    text = BODY_FIELDS.get(schema, "")
    for step in fault.absolute_path:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{snake(step)}"
    return text


def schema_of(fault: ValidationError) -> Json:
    """The part of the schema that was broken."""
    return dict(fault.schema) if isinstance(fault.schema, Mapping) else {}


def snake(name: str) -> str:
    """`addSheet` as protocol buffers write it."""
    return CAPITAL.sub(lambda found: "_" + found[1].lower(), name)


def type_of(fault: ValidationError) -> str:
    """The type that was expected, as Google names it."""
    expected = str(schema_of(fault).get("type", ""))
    return LIST_VALUE if expected == "array" else TYPES.get(expected, expected)


def quoted(value: Any) -> str:
    """A value as it stands in a message."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def _bad(message: str, field: str) -> Refusal:
    violation = {"field": field, "description": message}
    kind = "type.googleapis.com/google.rpc.BadRequest"
    return Refusal(message, 400, [{"@type": kind, "fieldViolations": [violation]}])
