"""Requests about what stands on ranges: protections, conditional formats, filters, names."""

from __future__ import annotations

import copy

from tests.sheets.colours import mirror
from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import parse_mask, put
from tests.sheets.proto import without_defaults
from tests.sheets.requests.ordering import sort_range
from tests.sheets.sheet import Sheet
from tests.sheets.spreadsheet import Spreadsheet


def placed(spreadsheet: Spreadsheet, grid_range: Json) -> Json:
    """A range with its tab's identifier written out; the tab must exist."""
    return {"sheetId": spreadsheet.sheet(grid_range.get("sheetId")).id, **grid_range}


def refuse_duplicate(spreadsheet: Spreadsheet, is_taken: bool, message: str) -> None:
    """It is an error to specify the identifier of something that already exists."""
    if is_taken and spreadsheet.hypotheses.duplicate_token_is_refused:
        raise Refusal(message)


def all_protected(spreadsheet: Spreadsheet) -> list[Json]:
    """The protections of all tabs."""
    return [item for sheet in spreadsheet.sheets for item in sheet.protected]


def add_protected_range(spreadsheet: Spreadsheet, request: Json) -> Json:
    """A protection; whoever asks for it may edit."""
    wished = copy.deepcopy(request["protectedRange"])
    number = wished.get("protectedRangeId", spreadsheet.identifiers.number())
    is_taken = any(item["protectedRangeId"] == number for item in all_protected(spreadsheet))
    refuse_duplicate(spreadsheet, is_taken, f"A protected range with ID {number} already exists.")
    grid_range = placed(spreadsheet, range_of_protection(spreadsheet, wished))
    protection = {
        "protectedRangeId": number,
        "range": grid_range,
        **{name: wished[name] for name in ("namedRangeId", "description", "warningOnly") if wished.get(name)},
        "requestingUserCanEdit": True,
        **without_defaults({"unprotectedRanges": wished.get("unprotectedRanges")}, "unprotectedRanges"),
        "editors": {name: people for name, people in wished.get("editors", {}).items() if people},
    }
    spreadsheet.sheet(grid_range["sheetId"]).protected.append(protection)
    return {"protectedRange": copy.deepcopy(protection)}


def range_of_protection(spreadsheet: Spreadsheet, wished: Json) -> Json:
    """The range of a protection: its own, or that of the name it is for."""
    if "namedRangeId" in wished:
        return dict(name_by_id(spreadsheet, wished["namedRangeId"])["range"])
    return dict(wished.get("range", {}))


def protection_by_id(spreadsheet: Spreadsheet, number: int) -> tuple[Sheet, Json]:
    """A protection and its tab."""
    for sheet in spreadsheet.sheets:
        for item in sheet.protected:
            if item["protectedRangeId"] == number:
                return sheet, item
    raise Refusal(f"No protected range with ID: {number}")


def update_protected_range(spreadsheet: Spreadsheet, request: Json) -> None:
    """Change what the mask names."""
    wished = request["protectedRange"]
    _, item = protection_by_id(spreadsheet, wished["protectedRangeId"])
    changed = put(item, wished, parse_mask(request["fields"]))
    item.clear()
    item.update({**changed, "protectedRangeId": wished["protectedRangeId"]})


def delete_protected_range(spreadsheet: Spreadsheet, request: Json) -> None:
    """The protection goes."""
    sheet, item = protection_by_id(spreadsheet, request["protectedRangeId"])
    sheet.protected.remove(item)


def add_conditional_format_rule(spreadsheet: Spreadsheet, request: Json) -> None:
    """A rule, before the one that has this index now; its ranges stand on one tab."""
    rule = mirror(request["rule"])
    rule["ranges"] = [placed(spreadsheet, each) for each in rule.get("ranges", [])]
    sheets = {each["sheetId"] for each in rule["ranges"]}
    if len(sheets) != 1:
        raise Refusal("All ranges of a conditional format rule must be on the same sheet.")
    spreadsheet.sheet(sheets.pop()).conditional.insert(request.get("index", 0), rule)


def update_conditional_format_rule(spreadsheet: Spreadsheet, request: Json) -> Json:
    """Another rule in the place of one, or the same in another place."""
    sheet = spreadsheet.sheet(request.get("sheetId"))
    old = sheet.conditional.pop(rule_index(sheet, request))
    new = mirror(request["rule"]) if "rule" in request else old
    index: int = request["newIndex"] if "newIndex" in request else request.get("index", 0)
    sheet.conditional.insert(index, new)
    return {"newRule": new, "newIndex": index, **({"oldRule": old} if "rule" in request else {})}


def delete_conditional_format_rule(spreadsheet: Spreadsheet, request: Json) -> Json:
    """The rule goes; the answer says which it was."""
    sheet = spreadsheet.sheet(request.get("sheetId"))
    return {"rule": sheet.conditional.pop(rule_index(sheet, request))}


def rule_index(sheet: Sheet, request: Json) -> int:
    """The place of a rule that must exist."""
    index: int = request.get("index", 0)
    if index >= len(sheet.conditional):
        raise Refusal(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return index


def add_filter_view(spreadsheet: Spreadsheet, request: Json) -> Json:
    """A way of looking at a tab that changes nothing for others."""
    wished = mirror(request["filter"])
    number = wished.get("filterViewId", spreadsheet.identifiers.number())
    is_taken = any(
        view["filterViewId"] == number for sheet in spreadsheet.sheets for view in sheet.filter_views
    )
    refuse_duplicate(spreadsheet, is_taken, f"A filter view with ID {number} already exists.")
    wished["range"] = placed(spreadsheet, wished.get("range", {}))
    sheet = spreadsheet.sheet(wished["range"]["sheetId"])
    view = {"filterViewId": number, "title": f"Filter {len(sheet.filter_views) + 1}", **wished}
    sheet.filter_views.append(view)
    return {"filter": view}


def view_by_id(spreadsheet: Spreadsheet, number: int) -> tuple[Sheet, Json]:
    """A filter view and its tab."""
    for sheet in spreadsheet.sheets:
        for view in sheet.filter_views:
            if view["filterViewId"] == number:
                return sheet, view
    raise Refusal(f"No filter view with ID: {number}")


def update_filter_view(spreadsheet: Spreadsheet, request: Json) -> None:
    """Change what the mask names."""
    wished = mirror(request["filter"])
    _, view = view_by_id(spreadsheet, wished["filterViewId"])
    changed = put(view, wished, parse_mask(request["fields"]))
    view.clear()
    view.update({**changed, "filterViewId": wished["filterViewId"]})


def delete_filter_view(spreadsheet: Spreadsheet, request: Json) -> None:
    """The view goes, the rows stay."""
    sheet, view = view_by_id(spreadsheet, request["filterId"])
    sheet.filter_views.remove(view)


def set_basic_filter(spreadsheet: Spreadsheet, request: Json) -> None:
    """The filter that everybody sees; its sort order is applied."""
    wished = mirror(request["filter"])
    wished["range"] = placed(spreadsheet, wished.get("range", {}))
    spreadsheet.sheet(wished["range"]["sheetId"]).basic_filter = wished
    if wished.get("sortSpecs"):
        sort_range(spreadsheet, {"range": below_headings(wished["range"]), "sortSpecs": wished["sortSpecs"]})


def below_headings(grid_range: Json) -> Json:
    """A range without its first row."""
    return {**grid_range, "startRowIndex": grid_range.get("startRowIndex", 0) + 1}


def clear_basic_filter(spreadsheet: Spreadsheet, request: Json) -> None:
    """No filter any more."""
    spreadsheet.sheet(request.get("sheetId")).basic_filter = None


def name_by_id(spreadsheet: Spreadsheet, key: str) -> Json:
    """A named range that must exist."""
    for name in spreadsheet.names:
        if name["namedRangeId"] == key:
            return name
    raise Refusal(f"No named range with ID: {key}")


def add_named_range(spreadsheet: Spreadsheet, request: Json) -> Json:
    """A name for a range; identifier and name must be new."""
    wished = request["namedRange"]
    key = wished.get("namedRangeId", str(spreadsheet.identifiers.number()))
    is_taken = any(name["namedRangeId"] == key for name in spreadsheet.names)
    refuse_duplicate(spreadsheet, is_taken, f"A named range with ID {key} already exists.")
    check_name(spreadsheet, wished.get("name", ""))
    grid_range = placed(spreadsheet, wished.get("range", {}))
    named = {"namedRangeId": key, "name": wished.get("name", ""), "range": grid_range}
    spreadsheet.names.append(named)
    return {"namedRange": named}


def check_name(spreadsheet: Spreadsheet, name: str) -> None:
    """A name is neither empty nor, under the hypothesis, in use."""
    is_taken = any(held["name"].lower() == name.lower() for held in spreadsheet.names)
    if not name or (is_taken and spreadsheet.hypotheses.duplicate_name_is_refused):
        raise Refusal(
            f'A named range with the name "{name}" already exists.' if name else "name must be set."
        )


def update_named_range(spreadsheet: Spreadsheet, request: Json) -> None:
    """Change what the mask names."""
    wished = dict(request["namedRange"])
    named = name_by_id(spreadsheet, wished["namedRangeId"])
    if "range" in wished:
        wished["range"] = placed(spreadsheet, wished["range"])
    named.update(
        {**put(named, wished, parse_mask(request["fields"])), "namedRangeId": wished["namedRangeId"]}
    )


def delete_named_range(spreadsheet: Spreadsheet, request: Json) -> None:
    """The name goes, the cells stay."""
    spreadsheet.names.remove(name_by_id(spreadsheet, request["namedRangeId"]))
