import pytest

from tests.sheets.kinds import Json, Refusal
from tests.sheets.masks import holds, parse_mask, pick, put


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("a", {"a": {}}),
        ("a.b,c/d", {"a": {"b": {}}, "c": {"d": {}}}),
        ("a(b,c(d)),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        ("a.b(c,d)", {"a": {"b": {"c": {}, "d": {}}}}),
        ("*", {"*": {}}),
    ],
)
def test_a_mask_is_a_tree(text: str, mask: Json) -> None:
    assert parse_mask(text) == mask


@pytest.mark.parametrize("text", ["", "a(b", "(", ")"])
def test_a_broken_mask_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_mask(text)


def test_picking_looks_through_lists() -> None:
    thing = {"a": [{"b": 1, "c": 2}, {"c": 3}], "d": 4}
    assert pick(thing, parse_mask("a.b")) == {"a": [{"b": 1}, {}]}


def test_putting_changes_only_what_is_named() -> None:
    old = {"a": {"b": 1, "c": 2}, "d": 3}
    assert put(old, {"a": {"b": 9}}, parse_mask("a.b,d")) == {"a": {"b": 9, "c": 2}}
    assert old == {"a": {"b": 1, "c": 2}, "d": 3}


def test_a_star_holds_everything_below() -> None:
    assert holds(parse_mask("a"), "a", "b")
    assert not holds(parse_mask("a.c"), "a", "b")
