"""What the team writes in *Agenda*, and what is said where it cannot be read."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.publication import publish
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.programme import Mode
from pipeline.vocabulary.sessions import Audience, Session, SessionKind
from pipeline.vocabulary.tables import Cell, Table, TableRow
from pipeline.workbook.columns import Kind, layout
from pipeline.workbook.rows import read_sessions, read_wishes
from tests.builders import TODAY, a_programme, the_form, the_programme

EVENING: dict[str, Cell] = {
    "date": date(2026, 12, 3),
    "begins": "18:30",
    "ends": "20:00",
    "session_kind": "séance d’information",
    "title": "Soirée d’information",
    "venue": "à la bibliothèque",
    "audience": "tout le monde",
    "visible": "oui",
}
FIELDS = ("date", "begins", "ends", "session_kind", "title", "venue", "audience", "visible", "participants")


def read(*rows: dict[str, Cell]) -> tuple[tuple[Session, ...], tuple[Problem, ...]]:
    """Rows as they stand below the headings."""
    letters = dict(zip(FIELDS, "ABCDEFGHI", strict=True))
    numbered = tuple(TableRow(number, row) for number, row in enumerate(rows, start=2))
    return read_sessions(Table("sessions", "Agenda", numbered, letters))


def test_session_is_read_as_written() -> None:
    (session,), problems = read(EVENING)
    assert not problems
    assert session == Session(
        date(2026, 12, 3), "18:30", "20:00", SessionKind.INFORMATION, "Soirée d’information",
        "à la bibliothèque", Audience.EVERYONE, is_visible=True, row=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("18:30", "18:30"), ("18h30", "18:30"), ("18 h", "18:00"), ("9.05", "09:05"), ("9u", "09:00"),
        ("18:30:00", "18:30"), (0.75, "18:00"), (18, "18:00"), ("7 uur", "07:00"), ("9 heures", "09:00"),
        (datetime(2026, 12, 3, 18, 30), "18:30"),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write(cell: Cell, hour: str) -> None:
    (session,), problems = read({**EVENING, "begins": cell, "ends": "23:59"})
    assert (session.begins, problems) == (hour, ())


@pytest.mark.parametrize(
    ("cells", "cell", "code"),
    [
        ({"date": None}, "A2", "session_day"),
        ({"date": "bientôt"}, "A2", "row_date"),
        ({"begins": "le soir"}, "B2", "row_hour"),
        ({"begins": "25:00"}, "B2", "row_hour"),
        ({"ends": "18:00"}, "C2", "session_hours"),
        ({"session_kind": "fête"}, "D2", "row_choice"),
        ({"title": " "}, "E2", "session_missing"),
        ({"venue": None}, "F2", "session_missing"),
        ({"audience": "les chats"}, "G2", "row_choice"),
        ({"visible": "peut-être"}, "H2", "row_choice"),
        ({"participants": "N-0001, Samira"}, "I2", "row_code"),
    ],
)
def test_fault_is_told_with_its_cell(cells: dict[str, Cell], cell: str, code: str) -> None:
    _, problems = read({**EVENING, **cells})
    assert [(problem.where.cell, problem.code) for problem in problems] == [(cell, code)]


def test_hidden_session_may_lack_everything() -> None:
    (session,), problems = read({"date": date(2026, 12, 3)})
    assert (session.kind, session.is_visible, problems) == (SessionKind.MEETING, False, ())


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(FIELDS),
            st.one_of(
                st.none(), st.text(max_size=12), st.floats(), st.integers(), st.dates(), st.datetimes()
            ),
        ),
        max_size=3,
    )
)
def test_nothing_in_a_row_stops_a_run(rows: list[dict[str, Cell]]) -> None:
    sessions, problems = read(*rows)
    assert len(sessions) <= len(rows)
    assert all(problem.where.cell for problem in problems)
    publish(the_programme(), [], [], TODAY, sessions)


def test_codes_are_read_in_any_form() -> None:
    (session,), problems = read({**EVENING, "participants": "N-0001 · Samira; v-2\nN-0001"})
    assert (session.participants, problems) == (("N-0001", "V-0002"), ())


def test_tab_exists_if_the_programme_has_sessions() -> None:
    without = the_programme().model_copy(update={"sessions": False})
    assert "sessions" not in layout(without, the_form()).tab_by_code
    assert layout(the_programme(), the_form())["sessions"].kind is Kind.HUMAN


@pytest.mark.parametrize(
    ("cells", "wanted", "codes"),
    [
        ({"wisher": "N-0001", "wanted": "V-0002, v-3"}, ("V-0002", "V-0003"), []),
        (
            {"wisher": "N-0001 · Samira", "wanted": "V-1\nV-2; V-3, V-4"},
            ("V-0001", "V-0002", "V-0003"),
            ["wish_many"],
        ),
        ({"wisher": "N-0001", "wanted": "N-0002, V-0001"}, ("V-0001",), ["wish_side"]),
        ({"wisher": "N-0001", "wanted": "Paul"}, None, ["row_code"]),
        ({"wisher": "N-0001", "wanted": None}, None, ["wish_empty"]),
        ({"wisher": None, "wanted": "V-0001"}, None, ["wish_whose"]),
        ({"wisher": "Samira", "wanted": "V-0001"}, None, ["row_code"]),
        ({"wisher": " ", "wanted": 12.5}, None, ["row_code"]),
    ],
)
def test_wishes_are_codes_of_the_other_side(
    cells: dict[str, Cell], wanted: tuple[str, ...] | None, codes: list[str]
) -> None:
    letters = {"wisher": "A", "wanted": "B"}
    wishes, problems = read_wishes(Table("wishes", "Souhaits", (TableRow(2, cells),), letters))
    assert [wish.wanted for wish in wishes] == ([wanted] if wanted else [])
    assert [problem.code for problem in problems] == codes


def test_mode_decides_about_tables_and_wishes() -> None:
    gathering = layout(a_programme(mode=Mode.ACTIVITIES), the_form())
    plain = layout(a_programme(mode=Mode.CRITERIA), the_form())
    assert set(gathering.tab_by_code) - set(plain.tab_by_code) == {"tables", "wishes"}
    assert "participants" in gathering["sessions"].column_by_field
    assert "participants" not in plain["sessions"].column_by_field
