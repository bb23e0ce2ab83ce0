"""The requests of a batch: each kind with the function that carries it out, all of them or none."""

from __future__ import annotations

import copy
from collections.abc import Callable

from tests.sheets.kinds import Json, Refusal
from tests.sheets.proto import shown
from tests.sheets.requests import cells, dimensions, metadata, ordering, ranges, replacing, tabs
from tests.sheets.spreadsheet import Spreadsheet

REQUESTS: dict[str, Callable[[Spreadsheet, Json], Json | None]] = {
    "addConditionalFormatRule": ranges.add_conditional_format_rule,
    "addDimensionGroup": dimensions.add_group,
    "addFilterView": ranges.add_filter_view,
    "addNamedRange": ranges.add_named_range,
    "addProtectedRange": ranges.add_protected_range,
    "addSheet": tabs.add_sheet,
    "appendCells": cells.append_cells,
    "appendDimension": dimensions.append_dimension,
    "autoResizeDimensions": dimensions.auto_resize,
    "clearBasicFilter": ranges.clear_basic_filter,
    "copyPaste": ordering.copy_paste,
    "createDeveloperMetadata": metadata.create_metadata,
    "cutPaste": ordering.cut_paste,
    "deleteConditionalFormatRule": ranges.delete_conditional_format_rule,
    "deleteDeveloperMetadata": metadata.delete_metadata,
    "deleteDimension": dimensions.delete_dimension,
    "deleteDimensionGroup": dimensions.delete_group,
    "deleteFilterView": ranges.delete_filter_view,
    "deleteNamedRange": ranges.delete_named_range,
    "deleteProtectedRange": ranges.delete_protected_range,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "findReplace": replacing.find_replace,
    "insertDimension": dimensions.insert_dimension,
    "mergeCells": ordering.merge_cells,
    "moveDimension": dimensions.move_dimension,
    "repeatCell": cells.repeat_cell,
    "setBasicFilter": ranges.set_basic_filter,
    "setDataValidation": cells.set_data_validation,
    "sortRange": ordering.sort_range,
    "unmergeCells": ordering.unmerge_cells,
    "updateCells": cells.update_cells,
    "updateConditionalFormatRule": ranges.update_conditional_format_rule,
    "updateDeveloperMetadata": metadata.update_metadata,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "updateFilterView": ranges.update_filter_view,
    "updateNamedRange": ranges.update_named_range,
    "updateProtectedRange": ranges.update_protected_range,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
}


def apply_batch(spreadsheet: Spreadsheet, requests: list[Json]) -> list[Json]:
    """Carry out all requests, one reply each; when one is refused nothing has happened."""
    if not requests:
        raise Refusal("Must specify at least one request.")
    with spreadsheet.atomic():
        return [apply_request(spreadsheet, index, request) for index, request in enumerate(requests)]


def apply_request(spreadsheet: Spreadsheet, index: int, request: Json) -> Json:
    """Carry out one request; a refusal says which one it was."""
    if len(request) != 1:
        raise Refusal(f"Invalid requests[{index}]: exactly one kind of request must be set.")
    ((kind, content),) = request.items()
    if kind not in REQUESTS:
        raise Refusal(f"The stand-in does not know {kind}.", 501)
    try:
        reply = REQUESTS[kind](spreadsheet, content)
    except Refusal as refusal:
        raise Refusal(f"Invalid requests[{index}].{kind}: {refusal.message}", refusal.code) from refusal
    return {} if reply is None else {kind: copy.deepcopy(shown(reply))}
