"""How Google dresses a new spreadsheet: its default format, its theme, its address."""

from __future__ import annotations

from tests.sheets.colours import colour_from_hex
from tests.sheets.kinds import Json

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
WHITE, BLACK = colour_from_hex("FFFFFF"), colour_from_hex("000000")
THEME = {
    "TEXT": "000000",
    "BACKGROUND": "FFFFFF",
    "ACCENT1": "4285F4",
    "ACCENT2": "EA4335",
    "ACCENT3": "FBBC04",
    "ACCENT4": "34A853",
    "ACCENT5": "FF6D01",
    "ACCENT6": "46BDC6",
    "LINK": "1155CC",
}


def default_format() -> Json:
    """The look of a cell nobody has touched."""
    text = {
        "foregroundColor": BLACK,
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": BLACK},
    }
    return {
        "backgroundColor": WHITE,
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": text,
        "backgroundColorStyle": {"rgbColor": WHITE},
    }


def spreadsheet_theme() -> Json:
    """The colours of the palette."""
    colours = [
        {"colorType": kind, "color": {"rgbColor": colour_from_hex(code)}} for kind, code in THEME.items()
    ]
    return {"primaryFontFamily": "Arial", "themeColors": colours}


def new_properties(title: str) -> Json:
    """The properties of a new spreadsheet."""
    return {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": default_format(),
        "spreadsheetTheme": spreadsheet_theme(),
    }


def address_of(key: str) -> str:
    """Where people open a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{key}/edit"
