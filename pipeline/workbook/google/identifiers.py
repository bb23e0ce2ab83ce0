"""Identifiers: the numbers under which Duos finds its tabs, whatever people call them, and its own marks."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from pipeline.workbook.columns import Layout
from pipeline.workbook.lists import LISTS

FIRST_TOKEN = 1_700_000_000  # protections with this number or more, on the hidden tab of lists, are our token
LARGEST = 0x3FFFFFFF


def sheet_id(file: str, code: str) -> int:
    """The number of a tab: the same on every machine, so that no tab is created twice."""
    return crc32(f"duos {file} {code}".encode()) & LARGEST


def codes_by_id(layout: Layout) -> Mapping[int, str]:
    """Number → tab code, the hidden tab of lists included."""
    return {sheet_id(layout.file, code): code for code in (*layout.tab_by_code, LISTS)}


def banner_id(sheet: int) -> int:
    """The number of the warning on the line above a tab's headings: it says where that line has gone."""
    return crc32(f"duos banner {sheet}".encode()) & LARGEST


def view_id(sheet: int, number: int) -> int:
    """The number of a filter view."""
    return crc32(f"duos view {sheet} {number}".encode()) & LARGEST
