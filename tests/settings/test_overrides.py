"""What coordinators may change in *Réglages*, and what happens when they slip."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.settings import override, settings_rows
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.problems import Problem
from pipeline.vocabulary.programme import Consultation, Goal, Importance, LastWord, Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.vocabulary.tables import Cell, Table, TableRow
from pipeline.words import LANGUAGES, Speaker, code_of
from tests.builders import the_programme

FRENCH, ENGLISH = Speaker("fr"), Speaker("en")


def a_table(*rows: tuple[str, Cell]) -> Table:
    """*Réglages* with these settings and values, from the second row on."""
    cells = [
        TableRow(number, {"setting": name, "value": value}) for number, (name, value) in enumerate(rows, 2)
    ]
    return Table("settings", "Réglages", tuple(cells), {"setting": "A", "value": "B", "meaning": "C"})


def changed(*rows: tuple[str, Cell]) -> Programme:
    """The programme as these rows change it, without any problem."""
    programme, problems = override(the_programme(), a_table(*rows))
    assert problems == ()
    return programme


def told(*rows: tuple[str, Cell]) -> list[str]:
    """The problems of these rows, which change nothing."""
    programme, problems = override(the_programme(), a_table(*rows))
    assert programme == the_programme()
    return [said(problem) for problem in problems]


def said(problem: Problem) -> str:
    """A problem with its cell, in English."""
    return f"{problem.where.cell} {ENGLISH.say(problem.sentence)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_set_up_changes_nothing(language: str) -> None:
    spoken = {"languages": the_programme().languages.model_copy(update={"workbook": language})}
    programme = the_programme().model_copy(update=spoken)
    rows = settings_rows(programme)
    table = a_table(*((str(row.cells["setting"]), row.cells["value"]) for row in rows))

    assert override(programme, table) == (programme, ())
    assert settings_rows(programme, table) == ()
    assert all(row.cells["meaning"] for row in rows)


def test_closed_lists_offer_their_words() -> None:
    """The value in force is one of the words that its cell offers; numbers and names offer none."""
    offered = {
        str(row.cells["setting"]): row.offers.get("value", "") for row in settings_rows(the_programme())
    }
    assert offered["Comment les duos sont trouvés"] == "mode"
    assert {kind for name, kind in offered.items() if name.startswith("Importance")} == {"importance"}
    assert list(offered.values()).count("yes_no") == len(Role)
    assert offered["Absences"] == offered["Équipe"] == ""
    for row in settings_rows(the_programme()):
        for kind in row.offers.values():
            assert code_of(kind, str(row.cells["value"]))


def test_only_missing_rows_are_added() -> None:
    table = a_table(
        *((str(row.cells["setting"]), row.cells["value"]) for row in settings_rows(the_programme())[1:])
    )

    assert [row.cells["setting"] for row in settings_rows(the_programme(), table)] == [
        "Comment les duos sont trouvés"
    ]


def test_empty_values_leave_the_programme() -> None:
    assert changed(("Équipe", None), ("Qui a le dernier mot", "")) == the_programme()


@pytest.mark.parametrize(
    "word", ["très important", "Très important ", "heel belangrijk", "VERY IMPORTANT", "major"]
)
def test_importances_are_words_in_any_language(word: str) -> None:
    criteria = changed(("Importance : Points communs", word)).matching.criteria

    assert {one.code: one.importance for one in criteria}["tastes"] is Importance.MAJOR


@pytest.mark.parametrize("days", [0, 30, "365"])
def test_silence_may_be_long_or_never(days: Cell) -> None:
    label = "Jours sans inscription avant de vérifier les formulaires"
    assert changed((label, days)).calendar.silence_days == int(str(days))
    assert len(told((label, 366))) == 1


def test_words_choose_consultation_and_last_word() -> None:
    matching = changed(
        ("Quand on consulte les deux personnes", "avant le oui de l’équipe"),
        ("Wie het laatste woord heeft", "de twee personen"),
    ).matching

    assert (matching.consultation, matching.last_word) == (Consultation.BEFORE, LastWord.CANDIDATES)


@pytest.mark.parametrize("word", ["le moins d’oubliés", "Zo weinig mogelijk mensen zonder duo", "most"])
def test_the_goal_is_said_in_words(word: str) -> None:
    assert the_programme().matching.goal is Goal.BEST
    assert changed(("Ce que visent les propositions", word)).matching.goal is Goal.MOST


@pytest.mark.parametrize("cell", [5, 5.0, "5", " 5 "])
def test_numbers_may_be_numbers_or_text(cell: Cell) -> None:
    assert changed(("Propositions ouvertes en même temps, au plus", cell)).matching.open_proposals == 5


def test_both_delays_may_change_together() -> None:
    matching = changed(
        ("Jours avant de rappeler une proposition sans décision", 40),
        ("Jours avant de classer sans suite une proposition sans décision", 60),
    ).matching

    assert (matching.recall_after_days, matching.release_after_days) == (40, 60)


def test_one_side_may_be_paused() -> None:
    programme = changed(
        ("Inscriptions en pause : volontaires", "Oui"), ("Applications paused: newcomers", "no")
    )

    assert programme.paused == (Role.CITIZEN,)


def test_the_language_follows_the_setting() -> None:
    assert changed(("Langue de ce classeur", "néerlandais")).languages.workbook == "nl"
    assert changed(("Langue de ce classeur", "NL")).languages.workbook == "nl"


def test_the_team_and_its_absences_change() -> None:
    programme = changed(
        ("Absences", "ca 24/12/2026 - 2.1.27; LE du 2026-12-01 au 2026-12-05;\nCA 7/7/2027"),
        ("Équipe", "CA Camille; LE: Léa"),
    )

    assert {member.initials: (member.first_name, member.absent) for member in programme.team} == {
        "CA": (
            "Camille",
            ((date(2026, 12, 24), date(2027, 1, 2)), (date(2027, 7, 7), date(2027, 7, 7))),
        ),
        "LE": ("Léa", ((date(2026, 12, 1), date(2026, 12, 5)),)),
    }


def test_absences_come_back_as_written() -> None:
    programme = changed(("Absences", "CA 24/12/2026 - 2/1/2027; DO 7/7/2027"))
    (row,) = [row for row in settings_rows(programme) if row.cells["setting"] == "Absences"]

    assert row.cells["value"] == "CA 24/12/2026 - 2/1/2027; DO 7/7/2027 - 7/7/2027"


FAULTS: dict[tuple[str, Cell], str] = {
    ("Couleur", "bleu"): (
        "A2 There is no setting “Couleur”; it is not applied. "
        "Put the wording of the first column back as it was, or empty the row."
    ),
    ("Importance : Distance", "énorme"): (
        "B2 “énorme” is not possible for “Importance: Distance”; “important” stays in force. "
        "Choose: not important, a little important, important and very important."
    ),
    ("Propositions ouvertes en même temps, au plus", 0): (
        "B2 “0” is not possible for “Proposals open at a time, at most”; “10” stays in force. "
        "Write a whole number from 1 to 100."
    ),
    ("Propositions ouvertes en même temps, au plus", 2.5): (
        "B2 “2.5” is not possible for “Proposals open at a time, at most”; “10” stays in force. "
        "Write a whole number from 1 to 100."
    ),
    ("Jours avant de rappeler une proposition sans décision", 45): (
        "B2 “45” is not possible for “Days before an undecided proposal is recalled”; “14” stays in force. "
        "Proposals are recalled before they are released."
    ),
    ("Inscriptions en pause : volontaires", "peut-être"): (
        "B2 “peut-être” is not possible for “Applications paused: volunteers”; “no” stays in force. Choose: yes and no."
    ),
    ("Langue de ce classeur", "arabe"): (
        "B2 “arabe” is not possible for “Language of this workbook”; “French” stays in force. "
        "Choose: French, Dutch and English."
    ),
    ("Équipe", "Camille et Dominique"): (
        "B2 “Camille et Dominique” cannot be read for “Team”; "
        "“CA Camille; DO Dominique; SA Sacha” stays in force. "
        "Write initials and a first name, separated by semicolons: CA Camille; DO Dominique."
    ),
    ("Équipe", "CA Camille; ca Carole"): (
        "B2 “CA Camille; ca Carole” cannot be read for “Team”; "
        "“CA Camille; DO Dominique; SA Sacha” stays in force. "
        "Write initials and a first name, separated by semicolons: CA Camille; DO Dominique."
    ),
    ("Absences", "ZZ 1/12/2026"): (
        "B2 Nobody in the team has the initials “ZZ”; this absence is not applied. Write one of: CA, DO and SA."
    ),
    ("Absences", "CA 31/11/2026"): (
        "B2 “CA 31/11/2026” is not an absence and is not applied. "
        "Write the initials, the first day and the last: CA 24/12/2026 - 2/1/2027."
    ),
    ("Absences", "CA 2/1/2027 - 24/12/2026"): (
        "B2 “CA 2/1/2027 - 24/12/2026” is not an absence and is not applied. "
        "Write the initials, the first day and the last: CA 24/12/2026 - 2/1/2027."
    ),
    ("Absences", "CA décembre 2026"): (
        "B2 “CA décembre 2026” is not an absence and is not applied. "
        "Write the initials, the first day and the last: CA 24/12/2026 - 2/1/2027."
    ),
}


@pytest.mark.parametrize(("row", "expected"), FAULTS.items())
def test_a_slip_is_named_and_changes_nothing(row: tuple[str, Cell], expected: str) -> None:
    assert told(row) == [expected]


def test_a_setting_written_twice_counts_once() -> None:
    programme, (problem,) = override(
        the_programme(),
        a_table(("Open voorstellen tegelijk, hoogstens", 3), ("Proposals open at a time, at most", 9)),
    )

    assert programme.matching.open_proposals == 3
    assert (
        said(problem)
        == "A3 The setting “Proposals open at a time, at most” stands twice; the first one counts. Empty this row."
    )


def test_a_readable_absence_counts_beside_another() -> None:
    programme, problems = override(the_programme(), a_table(("Absences", "CA 1/12/2026; bientôt")))

    assert programme.team[0].absent == ((date(2026, 12, 1), date(2026, 12, 1)),)
    assert len(problems) == 1


def test_problems_come_in_the_order_of_rows() -> None:
    _, problems = override(
        the_programme(), a_table(("Langue de ce classeur", "xx"), ("Couleur", 1), ("Équipe", "-"))
    )

    assert [problem.where.row for problem in problems] == [2, 3, 4]
    assert {problem.where.title for problem in problems} == {"Réglages"}


def weightless(language: str) -> list[tuple[str, Cell]]:
    """The rows of *Réglages* with every criterion without importance."""
    programme, speaker = the_programme(), Speaker(language)
    labels = [sentence("setting.importance", name=one.name) for one in programme.matching.criteria]
    return [(speaker.say(label), speaker.label("importance", "none")) for label in labels]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Ici, tous les critères sont «\u00a0sans importance\u00a0»"),
        ("nl", "Hier staat elk criterium op “niet belangrijk”"),
        ("en", "Here every criterion is “not important”"),
    ],
)
def test_a_criterion_must_matter(language: str, expected: str) -> None:
    """As in programme.yaml: where nothing would matter, nothing changes, and the first cell is named."""
    programme, problems = override(the_programme(), a_table(*weightless(language)))
    assert programme == the_programme()
    assert [(one.code, one.where.cell) for one in problems] == [("setting_nothing_matters", "B2")]
    assert Speaker(language).say(problems[0].sentence).startswith(expected)


def test_one_criterion_alone_may_matter() -> None:
    rows = weightless("en")
    rows[3] = (rows[3][0], "a little important")
    weights = [one.importance.weight for one in changed(*rows).matching.criteria]
    assert sorted(weights) == [0] * (len(rows) - 1) + [1]
