import pytest

from tests.sheets.kinds import Json
from tests.sheets.locales import locale_of
from tests.sheets.rendering import Rendering, render
from tests.sheets.typing_in import keep_raw, read_typed


@pytest.mark.parametrize(
    ("text", "locale", "shown", "value"),
    [
        ("hello", "en_US", "hello", "hello"),
        ("0042", "en_US", "42", 42),
        ("'0042", "en_US", "0042", "0042"),
        ("+33612345678", "fr_BE", "33612345678", 33612345678),
        ("2,000,000.01", "en_US", "2,000,000.01", 2000000.01),
        ("1,5", "fr_BE", "1,5", 1.5),
        ("1.5", "nl_BE", "1.5", "1.5"),
        ("1.234,5", "nl_BE", "1.234,50", 1234.5),
        ("1E5", "en_US", "1.00E+05", 100000),
        ("50%", "en_US", "50%", 0.5),
        ("$3", "en_US", "$3", 3),
        ("TRUE", "en_US", "TRUE", True),
        ("2020-01-01", "en_US", "2020-01-01", 43831),
        ("1/2/2020", "en_US", "1/2/2020", 43832),
        ("1/2/2020", "fr_BE", "01/02/2020", 43862),
        ("31/12/2020 18:30", "fr_BE", "31/12/2020 18:30:00", 44196.770833333336),
        ("31/31/2020", "fr_BE", "31/31/2020", "31/31/2020"),
        ("= 1 / 1024", "en_US", "0.0009765625", 0.0009765625),
        ("=1/0", "en_US", "#DIV/0!", "#DIV/0!"),
        ("=WEBSERVICE(A1)", "en_US", "#NAME?", "#NAME?"),
        ('=HYPERLINK("x","here")', "en_US", "here", "here"),
    ],
)
def test_typed_text_becomes_a_value(text: str, locale: str, shown: str, value: object) -> None:
    cell = a_cell(text, locale)
    assert render(cell, Rendering(locale=locale_of(locale))) == shown
    assert render(cell, Rendering("UNFORMATTED_VALUE")) == value


def a_cell(text: str, locale: str) -> Json:
    value, number_format = read_typed(text, locale_of(locale))
    return {"userEnteredValue": value, "userEnteredFormat": {"numberFormat": number_format or {}}}


def test_a_formula_is_answered_on_demand() -> None:
    assert render(a_cell("=1+1", "en_US"), Rendering("FORMULA")) == "=1+1"


def test_a_date_is_text_on_demand() -> None:
    cell = a_cell("31/12/2020", "fr_BE")
    rendering = Rendering("UNFORMATTED_VALUE", "FORMATTED_STRING", locale_of("fr_BE"))
    assert render(cell, rendering) == "31/12/2020"


@pytest.mark.parametrize("text", ["=1+1", "0612345678", "TRUE", "1/2/2020", "'quoted"])
def test_raw_text_stays_as_it_is(text: str) -> None:
    assert keep_raw(text, locale_of("fr_BE")) == ({"stringValue": text}, None)
