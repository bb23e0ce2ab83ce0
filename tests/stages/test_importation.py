"""An organisation's own list: headings understood, people and duos read, nothing lost without a word."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.settings import load_form
from pipeline.stages.importation import (
    Certainty,
    Content,
    Directory,
    SheetMapping,
    Tied,
    known_fields,
    prepare_people,
    read_mapping,
    remember,
    tie_duos,
)
from pipeline.stages.importation.people import split_name
from pipeline.vocabulary.duos import Open, Until
from pipeline.vocabulary.journey import DuoState, Stage
from pipeline.vocabulary.people import Contact, Role
from pipeline.vocabulary.tables import Cell, Sheet

FORM = load_form(Path("form.yaml"))
TODAY = date(2026, 11, 24)
CONTACTS = {
    "V-0001": Contact("Jan", "Voorbeeld", "+32470000001", email="v0001@example.org"),
    "V-0002": Contact("Jan", "Exemple", "+32470000002"),
    "N-0001": Contact("أمل", "مثال", "+32470005001"),
}


def a_list(*rows: tuple[Cell, ...], title: str = "Volontaires") -> Sheet:
    return Sheet(title, rows)


def understand(sheet: Sheet, **options: object) -> SheetMapping:
    return read_mapping((sheet,), FORM, **options)[0]  # type: ignore[arg-type]  # passed on


def fields_of(*headings: str, title: str = "Volontaires") -> dict[str, str]:
    """Heading → field of a list with these headings."""
    understood = understand(a_list(("Prénom", *headings), title=title))
    return {column.heading: column.field for column in understood.columns[1:]}


def prepared_rows(*rows: tuple[Cell, ...], title: str = "Volontaires") -> list[dict[str, Cell]]:
    """The rows of the response tab that a list becomes, by heading."""
    sheet = a_list(*rows, title=title)
    prepared = prepare_people((sheet,), read_mapping((sheet,), FORM), FORM, TODAY)
    tab = prepared.tabs[0]
    return [
        {str(heading): cell for heading, cell in zip(tab.rows[0], row, strict=True) if heading}
        for row in tab.rows[1:]
        if any(row)
    ]


# --- headings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("heading", "field"), [
    ("Tél", "phone"), ("GSM", "phone"), ("Tél. (privé)", "phone"), ("telefoonnummer", "phone"),
    ("Code postal", "postcode"), ("CP", "postcode"), ("Gemeente", "postcode"),
    ("Talen", "languages_well"), ("Langues :", "languages_well"), ("LANGUES PARLÉES", "languages_well"),
    ("Beschikbaarheid", "availability"), ("Votre code postal", "postcode"), ("Uw postcode", "postcode"),
    ("When are you usually free? [Monday]", "availability[mon]"),
    ("Courriel", "email"), ("Formation le", "trained_on"), ("Statut", "stage"), ("N°", "code"),
])  # fmt: skip
def test_usual_headings_are_understood(heading: str, field: str) -> None:
    assert fields_of(heading) == {" ".join(heading.split()): field}


@pytest.mark.parametrize(("heading", "field"), [
    ("Téléphonne", "phone"), ("Disponibilitées", "availability"), ("Beschikbaarhied", "availability"),
])  # fmt: skip
def test_misspelt_headings_are_guessed_aloud(heading: str, field: str) -> None:
    column = understand(a_list(("Prénom", heading))).columns[1]
    assert (column.field, column.certainty) == (field, Certainty.NEAR)


@pytest.mark.parametrize("heading", ["Remarques", "Couleur", "xyz", "Compte bancaire"])
def test_other_headings_are_left_out(heading: str) -> None:
    column = understand(a_list(("Prénom", "Tél", heading))).columns[2]
    assert (column.field, column.certainty) == ("", Certainty.UNKNOWN)


def test_second_column_of_a_field_is_left_out() -> None:
    columns = understand(a_list(("Prénom", "GSM", "Tél"))).columns
    assert [column.certainty for column in columns[1:]] == [Certainty.KNOWN, Certainty.TWICE]


def test_exact_heading_wins_over_a_near_one() -> None:
    assert fields_of("Téléphonne", "Téléphone") == {"Téléphonne": "", "Téléphone": "phone"}


def test_side_decides_between_questions() -> None:
    assert fields_of("Libre", title="Volontaires 2026") == {"Libre": "availability"}
    assert fields_of("Libre", title="Nieuwkomers") == {"Libre": "free_time"}


def test_own_questions_tell_the_side() -> None:
    assert understand(a_list(("Prénom", "Tél", "Besoins"), title="Feuil1")).role is Role.NEWCOMER
    assert understand(a_list(("Prénom", "Tél", "Propose"), title="Feuil1")).role is Role.CITIZEN


def test_programme_words_tell_the_side() -> None:
    sheet = a_list(("Prénom", "Tél"), title="Tandems amis")
    assert understand(sheet, role_words={Role.NEWCOMER: ("amis",)}).role is Role.NEWCOMER


def test_role_column_leaves_side_to_rows() -> None:
    understood = understand(a_list(("Prénom", "Tél", "Rôle"), title="Feuil1"))
    assert (understood.role, understood.content) == (None, Content.PEOPLE)


def test_headings_may_stand_below_a_title() -> None:
    assert understand(a_list(("Liste 2026",), (), ("Prénom", "Tél"), ("Jan", 1))).heading_row == 2


def test_two_sides_make_a_list_of_duos() -> None:
    understood = understand(a_list(("Vrijwilliger", "Nieuwkomer", "Start", "Einde"), title="Blad1"))
    assert understood.content is Content.DUOS
    assert list(understood.position_by_field) == ["citizen", "newcomer", "made_on", "term"]


@pytest.mark.parametrize("rows", [(), ((),), (("Bonjour",),), (("a", "b"), (1, 2)), ((None, None),)])
def test_other_sheets_are_not_imported(rows: tuple[tuple[Cell, ...], ...]) -> None:
    assert understand(Sheet("Feuil1", rows)).content is Content.NOTHING


def test_correction_is_remembered() -> None:
    sheet = a_list(("Prénom", "Tél", "Commentaire", "Langues"))
    understood = understand(sheet, remembered={"commentaire": "likes", "Langues": ""})
    assert remember((understood,)) == {
        "Prénom": "first_name", "Tél": "phone", "Commentaire": "likes", "Langues": "",
    }  # fmt: skip


def test_what_is_remembered_is_understood_again() -> None:
    sheet = a_list(("Prénom", "Téléphonne", "Remarque"))
    first = understand(sheet)
    again = understand(sheet, remembered=remember((first,)))
    assert again.position_by_field == first.position_by_field


def test_fields_can_be_named_by_hand() -> None:
    assert {"phone", "languages_well", "stage", "citizen", "made_on"} <= known_fields(FORM)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_headings_are_read(headings: list[str]) -> None:
    understood = understand(a_list(tuple(headings), tuple(headings)))
    fields = [column.field for column in understood.columns if column.field]
    assert len(fields) == len(set(fields))


# --- people ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "names"), [
    ("Voorbeeld, Jan", ("Jan", "Voorbeeld")),
    ("VOORBEELD Jan", ("Jan", "VOORBEELD")),
    ("Jan VAN VOORBEELD", ("Jan", "VAN VOORBEELD")),
    ("Jan Voorbeeld", ("Jan", "Voorbeeld")),
    ("Jan", ("Jan", "")),
    ("JAN", ("JAN", "")),
    ("", ("", "")),
    ("أمل مثال", ("أمل", "مثال")),
])  # fmt: skip
def test_whole_names_are_split(written: str, names: tuple[str, str]) -> None:
    assert split_name(written) == names


def test_cells_keep_their_place() -> None:
    sheet = a_list(("Remarque", "Prénom", "Tél"), ("x", "Jan", "0470 00 00 01"))
    tab = prepare_people((sheet,), read_mapping((sheet,), FORM), FORM, TODAY).tabs[0]
    assert tab.rows[0][:3] == (None, "Votre prénom", "Votre numéro de téléphone")
    assert tab.rows[1][:3] == (None, "Jan", "0470 00 00 01")


def test_rows_keep_their_numbers() -> None:
    sheet = a_list(("Liste",), (), ("Prénom", "Tél"), ("Jan", "0470 00 00 01"), (), ("An", "0470 00 00 02"))
    tab = prepare_people((sheet,), read_mapping((sheet,), FORM), FORM, TODAY).tabs[0]
    assert [number for number, row in enumerate(tab.rows, start=1) if any(row)] == [1, 4, 6]


def test_shared_name_column_fills_both_names() -> None:
    row = prepared_rows(("Nom", "Tél"), ("VOORBEELD Jan", "0470 00 00 01"))[0]
    assert (row["Votre prénom"], row["Votre nom de famille"]) == ("Jan", "VOORBEELD")


def test_importing_answers_age_and_consent() -> None:
    row = prepared_rows(("Prénom", "Tél"), ("Jan", "0470 00 00 01"))[0]
    assert row["Avez-vous 18 ans ou plus ?"] == "Oui"
    assert row["Mes réponses peuvent servir à former un duo"] == "Je suis d’accord"


def test_list_with_consent_keeps_its_own() -> None:
    heading = "Mes réponses peuvent servir à former un duo"
    row = prepared_rows(("Prénom", "Tél", heading), ("Jan", "0470 00 00 01", "Non"))[0]
    assert row[heading] == "Non"


@pytest.mark.parametrize(("written", "received"), [
    (datetime(2026, 3, 12, 9, 30), date(2026, 3, 12)),
    (date(2026, 3, 12), date(2026, 3, 12)),
    ("12/03/2026", date(2026, 3, 12)),
    (None, TODAY),
    ("hier", TODAY),
    (date(2030, 1, 1), TODAY),
])  # fmt: skip
def test_day_of_application_is_read(written: Cell, received: date) -> None:
    row = prepared_rows(("Prénom", "Tél", "Inscrit le"), ("Jan", "0470 00 00 01", written))[0]
    moment = row["Timestamp"]
    assert isinstance(moment, datetime)
    assert moment.date() == received


def test_rows_of_both_sides_part() -> None:
    sheet = a_list(
        ("Prénom", "Tél", "Rôle"), ("Jan", 1, "bénévole"), ("أمل", 2, "bénéficiaire"), ("An", 3, "?"), title="Tous"
    )  # fmt: skip
    prepared = prepare_people((sheet,), read_mapping((sheet,), FORM), FORM, TODAY)
    names = [[row[0] for row in tab.rows[1:] if any(row)] for tab in prepared.tabs]
    assert names == [["Jan"], ["أمل"]]
    assert [(problem.code, problem.where.cell) for problem in prepared.problems] == [("import_role", "C4")]


def test_what_the_team_knows_is_kept() -> None:
    sheet = a_list(
        ("N°", "Prénom", "Tél", "Étape", "Suivi par", "Formation le"),
        ("B1", "Jan", 470000001, "Cherche un duo", "CA", "1/3/2026"),
    )  # fmt: skip
    said = prepare_people((sheet,), read_mapping((sheet,), FORM), FORM, TODAY).said[("Volontaires", 2)]
    assert said.own_code == "B1"
    assert said.known == {"stage": Stage.SEEKING, "followed_by": "CA", "trained_on": date(2026, 3, 1)}


def test_what_cannot_be_read_is_told() -> None:
    sheet = a_list(
        ("Prénom", "Tél", "Étape", "Charte le", "Inscrit le"),
        ("Jan", 470000001, "champion", "bientôt", "jadis"),
    )  # fmt: skip
    problems = prepare_people((sheet,), read_mapping((sheet,), FORM), FORM, TODAY).problems
    assert {(problem.code, problem.where.cell) for problem in problems} == {
        ("import_stage", "C2"), ("import_date", "D2"), ("import_date", "E2"),
    }  # fmt: skip


# --- duos -----------------------------------------------------------------------------------------------

HEADINGS = ("Volontaire", "Bénéficiaire", "Début", "Fin", "Référent")


def tie(*rows: tuple[Cell, ...], **options: object) -> Tied:
    sheet = a_list(HEADINGS, *rows, title="Duos")
    directory = Directory(CONTACTS, {"b7": "V-0002"}, next_duo=5, **options)  # type: ignore[arg-type]  # passed on
    return tie_duos((sheet,), read_mapping((sheet,), FORM), directory, TODAY)


@pytest.mark.parametrize(("citizen", "code"), [
    ("V-0001", "V-0001"), ("v-1", "V-0001"), ("Jan Voorbeeld", "V-0001"), ("VOORBEELD Jan", "V-0001"),
    ("Voorbeeld, Jan", "V-0001"), ("0470 00 00 01", "V-0001"), (470000001, "V-0001"), ("V0001@example.org", "V-0001"),
    ("B7", "V-0002"), ("Exemple Jan", "V-0002"),
])  # fmt: skip
def test_people_are_found_however_named(citizen: Cell, code: str) -> None:
    tied = tie((citizen, "أمل", None, None, None))
    assert [duo.citizen for duo in tied.duos] == [code]


@pytest.mark.parametrize(("citizen", "problem"), [
    ("Jan", "import_several"), ("Personne", "import_who"), ("N-0001", "import_who"), (None, "import_who"),
    ("V-0099", "import_who"),
])  # fmt: skip
def test_unclear_names_are_asked_about(citizen: Cell, problem: str) -> None:
    tied = tie((citizen, "أمل", None, None, None))
    assert not tied.duos
    assert [(one.code, one.where.cell) for one in tied.problems] == [(problem, "A2")]


def test_running_duo_keeps_its_dates() -> None:
    duo = tie(("V-0001", "N-0001", date(2026, 5, 1), "1/5/2027", "CA")).duos[0]
    assert (duo.code, duo.made_on, duo.term, duo.state) == (
        "D-0005", date(2026, 5, 1), Until(date(2027, 5, 1)), DuoState.RUNNING,
    )  # fmt: skip
    assert duo.referent == "CA"


def test_past_end_closes_a_duo() -> None:
    duo = tie(("V-0001", "N-0001", "1/2/2026", "1/5/2026", None)).duos[0]
    assert (duo.state, duo.closed_on) == (DuoState.CLOSED, date(2026, 5, 1))


def test_duo_without_dates_is_open() -> None:
    duo = tie(("V-0001", "N-0001", None, None, None)).duos[0]
    assert (duo.made_on, duo.term, duo.state) == (TODAY, Open(), DuoState.RUNNING)


def test_known_duo_is_not_made_twice() -> None:
    tied = tie(("V-0001", "N-0001"), ("Jan Voorbeeld", "أمل"), pairs=frozenset({("N-0001", "V-0002")}))
    again = tie(("V-0002", "N-0001"), pairs=frozenset({("N-0001", "V-0002")}))
    assert (len(tied.duos), tied.already) == (1, 1)
    assert (len(again.duos), again.already) == (0, 1)


@pytest.mark.parametrize(("row", "cell"), [
    (("V-0001", "N-0001", "demain", None, None), "C2"),
    (("V-0001", "N-0001", None, "un jour", None), "D2"),
])  # fmt: skip
def test_unreadable_dates_are_told(row: tuple[Cell, ...], cell: str) -> None:
    tied = tie(row)
    assert len(tied.duos) == 1
    assert [(one.code, one.where.cell) for one in tied.problems] == [("import_date", cell)]


def test_end_before_beginning_is_told() -> None:
    tied = tie(("V-0001", "N-0001", "1/5/2026", "1/2/2026", None))
    assert [(one.code, one.where.cell) for one in tied.problems] == [("import_end_first", "D2")]


def test_telephone_tells_namesakes_apart() -> None:
    sheet = a_list(("Volontaire", "GSM volontaire", "Nouveau"), ("Jan", "0470 00 00 02", "أمل"), title="Duos")
    tied = tie_duos((sheet,), read_mapping((sheet,), FORM), Directory(CONTACTS), TODAY)
    assert [duo.citizen for duo in tied.duos] == ["V-0002"]
