"""The operations the stand-in knows, each with the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable

from tests.sheets.endpoints import drive, forms, sheets, values
from tests.sheets.kinds import Json
from tests.sheets.world import Request, World

ENDPOINTS: dict[str, Callable[[World, Request], Json | str | None]] = {
    "drive.comments.list": drive.list_comments,
    "drive.files.copy": drive.copy_file,
    "drive.files.create": drive.create_file,
    "drive.files.delete": drive.delete_file,
    "drive.files.export": drive.export_file,
    "drive.files.get": drive.get_file,
    "drive.files.list": drive.list_files,
    "drive.files.update": drive.update_file,
    "drive.permissions.create": drive.create_permission,
    "drive.permissions.delete": drive.delete_permission,
    "drive.permissions.list": drive.list_permissions,
    "forms.forms.get": forms.get_form,
    "forms.forms.responses.get": forms.get_response,
    "forms.forms.responses.list": forms.list_responses,
    "sheets.spreadsheets.batchUpdate": sheets.batch_update,
    "sheets.spreadsheets.create": sheets.create,
    "sheets.spreadsheets.developerMetadata.get": sheets.get_metadata,
    "sheets.spreadsheets.developerMetadata.search": sheets.search_metadata,
    "sheets.spreadsheets.get": sheets.get,
    "sheets.spreadsheets.getByDataFilter": sheets.get_by_data_filter,
    "sheets.spreadsheets.sheets.copyTo": sheets.copy_to,
    "sheets.spreadsheets.values.append": values.append,
    "sheets.spreadsheets.values.batchClear": values.batch_clear,
    "sheets.spreadsheets.values.batchClearByDataFilter": values.batch_clear_by_data_filter,
    "sheets.spreadsheets.values.batchGet": values.batch_get,
    "sheets.spreadsheets.values.batchGetByDataFilter": values.batch_get_by_data_filter,
    "sheets.spreadsheets.values.batchUpdate": values.batch_update,
    "sheets.spreadsheets.values.batchUpdateByDataFilter": values.batch_update_by_data_filter,
    "sheets.spreadsheets.values.clear": values.clear,
    "sheets.spreadsheets.values.get": values.get,
    "sheets.spreadsheets.values.update": values.update,
}
