"""Each response is a candidate or has a problem that names its cell, whatever state the tab is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.validation import Validated, is_note, moment_from, validate_responses
from pipeline.vocabulary.people import Candidate, Place, Role
from pipeline.vocabulary.tables import Cell, Sheet
from pipeline.words import LANGUAGES, Speaker
from tests.builders import TODAY, the_form

FORM = the_form()
TAB = "Réponses au formulaire 1"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Row = dict[str, Cell]

CITIZEN: Row = {
    "time": 46345.5,  # 19 November 2026, noon
    "adult": "Oui",
    "first_name": "Paul",
    "last_name": "Exemple",
    "phone": "0470 00 00 01",
    "email": "paul@example.org",
    "postcode": 1030,
    "languages_well": "français, anglais",
    "languages_some": "néerlandais",
    "availability[mercredi]": "Soir",
    "availability[samedi]": "Matin, Après-midi",
    "offers": "pratiquer la langue, chercher un travail",
    "likes": "cuisine",
    "consent": "Je suis d’accord",
}
NEWCOMER: Row = {
    "time": 46346.25,
    "adult": "Oui",
    "first_name": "Samira",
    "phone": "0470 00 00 02",
    "postcode": "4000",
    "languages_well": "arabe",
    "free_time": "En semaine le soir",
    "needs": "découvrir la ville",
    "consent": "Je suis d’accord",
}


def heading_of(key: str, language: str = "fr") -> str:
    if key == "time":
        return {"fr": "Horodateur", "nl": "Tijdstempel", "en": "Timestamp"}[language]
    code, _, day = key.partition("[")
    return FORM.question_by_code[code].title[language] + (f" [{day}" if day else "")


def keys_of(role: Role) -> list[str]:
    keys = ["time"]
    for question in FORM.of(role):
        grid = question.type.value == "week" and not question.options
        keys += [f"{question.code}[{day}]" for day in DAYS] if grid else [question.code]
    return keys


def a_tab(*rows: Row, role: Role = Role.CITIZEN, title: str = TAB, without: Sequence[str] = ()) -> Sheet:
    keys = [key for key in keys_of(role) if key.partition("[")[0] not in without]
    table = [tuple(heading_of(key) for key in keys), *(tuple(row.get(key) for key in keys) for row in rows)]
    return Sheet(title, tuple(table))


def citizens(*rows: Row) -> Validated:
    return validate(a_tab(*rows))


def validate(*sheets: Sheet) -> Validated:
    found = validate_responses(sheets, FORM, today=TODAY)
    return replace(found, problems=tuple(it for it in found.problems if it.code != "no_tab_for_side"))


def told(found: Validated) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.where.cell) for problem in found.problems]


def a_citizen(**changes: Cell) -> Row:
    return {**CITIZEN, **changes}


# --- one sound response ---------------------------------------------------------------------------------


def test_a_sound_response_becomes_a_candidate() -> None:
    found = citizens(CITIZEN)
    (candidate,) = found.candidates
    assert found.problems == ()
    assert (candidate.role, candidate.received, candidate.tab, candidate.row) == (
        Role.CITIZEN,
        datetime(2026, 11, 19, 12),
        TAB,
        2,
    )
    assert candidate.contact.phone == "+32470000001"
    assert candidate.contact.phone_as_written == "0470 00 00 01"
    assert (candidate.contact.email, candidate.contact.language) == ("paul@example.org", "fr")
    assert candidate.answers["availability"] == frozenset({"wed-evening", "sat-morning", "sat-afternoon"})
    assert isinstance(candidate.answers["postcode"], Place)


def test_answers_never_hold_a_contact() -> None:
    (candidate,) = citizens(CITIZEN).candidates
    assert not {"first_name", "last_name", "phone", "email"} & set(candidate.answers)


def test_the_questions_asked_tell_the_side() -> None:
    found = validate(a_tab(CITIZEN), a_tab(NEWCOMER, role=Role.NEWCOMER, title="Formulierreacties 2"))
    assert [candidate.role for candidate in found.candidates] == [Role.CITIZEN, Role.NEWCOMER]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_read_in_every_language(language: str) -> None:
    keys = keys_of(Role.NEWCOMER)
    heads = tuple(f"  {heading_of(key, language).upper()} " for key in keys)
    found = validate(Sheet("tab", (heads, tuple(NEWCOMER.get(key) for key in keys))))
    assert [candidate.contact.language for candidate in found.candidates] == [language]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (46345.5, datetime(2026, 11, 19, 12)),
        (datetime(2026, 11, 19, 12), datetime(2026, 11, 19, 12)),
        (date(2026, 11, 19), datetime(2026, 11, 19)),
        ("19/11/2026 12:00:00", datetime(2026, 11, 19, 12)),
        ("11/19/2026 12:00:00", datetime(2026, 11, 19, 12)),
        ("2026-11-19 12:00:00", datetime(2026, 11, 19, 12)),
        ("hier", None),
        (12, None),
        (True, None),
        (None, None),
        (datetime(1900, 1, 1), None),
    ],
)
def test_times_are_read_as_sheets_hold_them(cell: Cell, moment: datetime | None) -> None:
    assert moment_from(cell) == moment


# --- what stands against a person -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"adult": "Non"}, [("under_age", "B2")]),
        ({"adult": "Nee", "consent": None, "phone": None, "email": "x"}, [("under_age", "B2")]),
        ({"adult": None}, [("adult_unanswered", "B2")]),
        ({"consent": None}, [("no_consent", "X2")]),
        ({"consent": "non merci"}, [("no_consent", "X2")]),
        ({"first_name": "  "}, [("no_first_name", "C2")]),
        ({"phone": None, "email": None}, [("no_contact", "E2")]),
        (
            {"phone": "non", "email": "non"},
            [("no_contact", "E2"), ("unreadable_phone", "E2"), ("unreadable_email", "F2")],
        ),
        ({"first_name": "0470 00 00 01"}, [("no_first_name", "C2"), ("name_is_contact", "C2")]),
    ],
)
def test_what_a_person_needs_is_asked_for(changes: Row, expected: list[tuple[str, str]]) -> None:
    found = citizens(a_citizen(**changes))
    assert found.candidates == ()
    assert told(found) == [(code, cell.replace("X", consent_letter())) for code, cell in expected]


def consent_letter() -> str:
    index = keys_of(Role.CITIZEN).index("consent")
    return chr(ord("A") + index) if index < 26 else f"A{chr(ord('A') + index - 26)}"


def test_nothing_is_kept_of_a_minor() -> None:
    found = citizens(a_citizen(adult="Non", first_name="Petit", offers="secret"))
    assert found.candidates == ()
    assert [dict(problem.details) for problem in found.problems] == [{"received": date(2026, 11, 19)}]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"postcode": None}, "unanswered"),
        ({"postcode": "Paris"}, "unknown_place"),
        ({"offers": None}, "unanswered"),
        ({"languages_well": "klingonais"}, "unknown_language"),
        ({"email": "paul@@example.org"}, "unreadable_email"),
        ({"phone": "0470 00 00 01 ou 02"}, "several_phones"),
        ({"likes": "cuisine, échecs"}, "other_answer"),
        ({"dislikes": "cuissine"}, "unknown_option_near"),
        ({"availability[lundi]": "parfois"}, "unclear_week"),
        ({"time": "hier"}, "time_unreadable"),
        ({"time": 48000.0}, "time_unreadable"),
        ({"first_name": '=HYPERLINK("https://example.org")'}, "name_is_formula"),
        ({"first_name": "Pa\x00ul"}, "hidden_characters"),
    ],
)
def test_the_rest_is_checked_by_telephone(changes: Row, expected: str) -> None:
    found = citizens(a_citizen(**changes))
    assert len(found.candidates) == 1
    assert [problem.code for problem in found.problems] == [expected]
    assert {problem.where.row for problem in found.problems} == {2}


def test_an_unreadable_number_may_still_be_dialled() -> None:
    found = citizens(a_citizen(phone="0470 00 00", email=None))
    (candidate,) = found.candidates
    assert (candidate.contact.phone, candidate.contact.phone_as_written) == ("", "0470 00 00")
    assert told(found) == [("unreadable_phone", "E2")]


def test_a_time_that_is_missing_is_the_latest_of_the_tab() -> None:
    by_hand = a_citizen(time=None, first_name="Ilse", phone="0470 00 00 03", email=None)
    found = citizens(CITIZEN, by_hand)
    assert [candidate.received for candidate in found.candidates] == [datetime(2026, 11, 19, 12)] * 2


def test_without_any_time_the_day_of_the_run_counts() -> None:
    found = citizens(a_citizen(time=None))
    assert [candidate.received.date() for candidate in found.candidates] == [TODAY]
    unknown = validate_responses([a_tab(a_citizen(time=None))], FORM)
    assert "no_time_at_all" in {problem.code for problem in unknown.problems}


# --- headings -------------------------------------------------------------------------------------------


def test_columns_may_stand_in_any_order() -> None:
    keys = keys_of(Role.CITIZEN)
    Random(7).shuffle(keys)
    table = (tuple(heading_of(key) for key in keys), tuple(CITIZEN.get(key) for key in keys))
    shuffled = validate(Sheet(TAB, table))
    assert shuffled.problems == ()
    assert shuffled.candidates == citizens(CITIZEN).candidates


def with_heading(before: str, after: str, row: Row = CITIZEN) -> Sheet:
    sheet = a_tab(row)
    return replace(
        sheet, rows=(tuple(after if head == before else head for head in sheet.rows[0]), *sheet.rows[1:])
    )


def test_a_slightly_changed_heading_is_guessed_and_told() -> None:
    found = validate(with_heading("Votre code postal", "Vôtre code postale"))
    assert [candidate.answers["postcode"].postcode for candidate in found.candidates] == ["1030"]  # type: ignore[union-attr]  # a Place
    assert told(found) == [("heading_guessed", "G1")]


def test_a_renamed_heading_is_told_once() -> None:
    found = validate(with_heading("Votre code postal", "Où habitez-vous ?"))
    assert len(found.candidates) == 1
    assert [problem.code for problem in found.problems] == ["heading_unknown", "column_missing"]


def test_an_earlier_title_is_still_read() -> None:
    place = FORM.question_by_code["postcode"].model_copy(update={"formerly": ("Où habitez-vous ?",)})
    questions = tuple(place if question.code == "postcode" else question for question in FORM.questions)
    form = FORM.model_copy(update={"questions": questions})
    form.__dict__.pop("question_by_code", None)
    sheet = with_heading("Votre code postal", "Où habitez-vous ?")
    found = validate_responses([sheet], form, today=TODAY)
    assert "postcode" in found.candidates[0].answers


def test_of_a_doubled_heading_the_first_filled_cell_counts() -> None:
    sheet = a_tab(a_citizen(postcode=None))
    heads, row = sheet.rows
    doubled = replace(sheet, rows=((*heads, "Votre code postal"), (*row, "4000")))
    found = validate(doubled)
    assert [problem.code for problem in found.problems] == ["heading_twice"]
    assert found.candidates[0].answers["postcode"].postcode == "4000"  # type: ignore[union-attr]  # a Place


def test_a_missing_column_is_told_once_for_all_rows() -> None:
    rows = [
        a_citizen(phone=f"0470 00 00 {number:02}", first_name=f"P{number}", email=None)
        for number in range(30)
    ]
    found = validate(a_tab(*rows, without=["postcode"]))
    assert len(found.candidates) == 30
    assert [(problem.code, problem.details["count"]) for problem in found.problems] == [
        ("column_missing", 30)
    ]


@pytest.mark.parametrize(
    ("without", "code"),
    [
        (["consent"], "column_missing_holds"),
        (["adult"], "column_missing_holds"),
        (["first_name"], "column_missing_holds"),
        (["phone", "email"], "columns_missing_contact"),
    ],
)
def test_a_column_that_everybody_needs_holds_the_tab(without: list[str], code: str) -> None:
    found = validate(a_tab(CITIZEN, a_citizen(first_name="Ilse"), without=without))
    assert found.candidates == ()
    assert [(problem.code, problem.details["count"]) for problem in found.problems] == [(code, 2)]


def test_a_column_without_heading_is_told() -> None:
    sheet = a_tab(CITIZEN)
    heads, row = sheet.rows
    found = validate(replace(sheet, rows=(heads, (*row, "note"))))
    assert [problem.code for problem in found.problems] == ["heading_empty"]


def test_a_tab_of_both_sides_is_read_row_by_row() -> None:
    keys = list(dict.fromkeys([*keys_of(Role.CITIZEN), *keys_of(Role.NEWCOMER)]))
    rows = [tuple(row.get(key) for key in keys) for row in (CITIZEN, NEWCOMER, {**CITIZEN, **NEWCOMER})]
    found = validate(Sheet(TAB, (tuple(heading_of(key) for key in keys), *rows)))
    assert {(candidate.role, candidate.row) for candidate in found.candidates} >= {
        (Role.CITIZEN, 2),
        (Role.NEWCOMER, 3),
    }


# --- tabs and files -------------------------------------------------------------------------------------


def test_other_tabs_are_left_alone() -> None:
    other = Sheet("Notes", (("Nom", "Montant"), ("café", 12)))
    assert validate(a_tab(CITIZEN), other) == citizens(CITIZEN)


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ([Sheet("Feuille 1")], "file_empty"),
        ([Sheet("Feuille 1", ((None, ""), (" ",)))], "file_empty"),
        ([Sheet("Feuille 1", (("a", "b"), (1, 2)))], "no_response_tab"),
    ],
)
def test_a_file_without_responses_is_told(sheets: list[Sheet], code: str) -> None:
    assert [problem.code for problem in validate(*sheets).problems] == [code]


def test_a_side_without_a_tab_is_told() -> None:
    found = validate_responses([a_tab(CITIZEN)], FORM, today=TODAY)
    assert [problem.code for problem in found.problems] == ["no_tab_for_side"]


def test_one_heading_alone_is_no_tab() -> None:
    found = validate(a_tab(CITIZEN), Sheet("Essai", (("Votre prénom", "Montant"), ("Paul", 3))))
    assert [problem.code for problem in found.problems] == ["tab_unclear"]


def test_headings_may_stand_below_a_title() -> None:
    sheet = a_tab(CITIZEN)
    found = validate(replace(sheet, rows=(("Nos réponses",), (), *sheet.rows)))
    assert [candidate.row for candidate in found.candidates] == [4]


# --- many rows ------------------------------------------------------------------------------------------


def test_ten_thousand_junk_rows_are_summed_up() -> None:
    junk: list[Row] = [{"offers": f"déchet {number}", "likes": "=1+1"} for number in range(10_000)]
    found = citizens(CITIZEN, *junk)
    assert len(found.candidates) == 1
    assert len(found.problems) == 21
    last = found.problems[-1]
    assert (last.code, last.details["count"], last.details["first"], last.details["last"]) == (
        "more_rows",
        9_980,
        "23",
        "10002",
    )


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        a_citizen(
            time=46300.0 + number,
            first_name=f"P{number % 7}",
            phone=f"0470 00 00 {number % 11:02}",
            email=None,
        )
        for number in range(40)
    ]
    mixed = list(rows)
    Random(3).shuffle(mixed)
    assert [without_row(it) for it in citizens(*rows).candidates] == [
        without_row(it) for it in citizens(*mixed).candidates
    ]


def without_row(candidate: Candidate) -> Candidate:
    return replace(candidate, row=0)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.sampled_from(
        ["Oui", "Non", "Je suis d’accord", "1030", "0470 00 00 01", "paul@example.org", "Soir", "Paul"]
    ),
)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from(keys_of(Role.CITIZEN)), CELLS, min_size=1), max_size=6))
def test_every_row_is_a_candidate_or_has_a_problem(rows: list[Row]) -> None:
    found = citizens(*rows)
    filled = {
        number
        for number, row in enumerate(rows, start=2)
        if any(str(it or "").strip() or it == 0 for it in row.values())
    }
    seen = {candidate.row for candidate in found.candidates} | {
        problem.where.row for problem in found.problems
    }
    assert filled <= seen


# --- the same person twice ------------------------------------------------------------------------------


def test_the_same_person_twice_is_one_candidate() -> None:
    first = a_citizen(likes="cuisine", dislikes="danse")
    again = a_citizen(time=46350.0, first_name="PAUL", likes="marche", phone="+32 470 00 00 01", email=None)
    found = citizens(first, again)
    (candidate,) = found.candidates
    assert (candidate.received.date(), candidate.updated) == (date(2026, 11, 19), datetime(2026, 11, 24))
    assert (candidate.answers["likes"], candidate.answers["dislikes"]) == (
        frozenset({"walking"}),
        frozenset({"dancing"}),
    )
    assert (candidate.contact.email, candidate.row) == ("paul@example.org", 3)
    assert told(found) == [("repeated_application", "A2")]


def test_a_later_answer_settles_an_earlier_doubt() -> None:
    first = a_citizen(postcode="Paris", offers="jardiner")
    again = a_citizen(time=46347.0, postcode="1030", offers=None)
    found = citizens(first, again)
    assert sorted(problem.code for problem in found.problems) == [
        "other_answer",
        "repeated_application",
        "unanswered",
    ]


def test_a_couple_stays_two_people() -> None:
    found = citizens(CITIZEN, a_citizen(first_name="Ilse", time=46346.0))
    assert len(found.candidates) == 2
    (problem,) = found.problems
    assert (problem.code, problem.where.row) == ("shared_contact", 3)
    assert problem.details["others"] == (f"Paul ({TAB}, 2)",)


def test_ten_people_of_one_social_worker_are_told_once() -> None:
    rows = [a_citizen(first_name=f"P{number}", email=None) for number in range(10)]
    found = citizens(*rows)
    assert len(found.candidates) == 10
    assert [problem.code for problem in found.problems] == ["shared_contact"]


def test_namesakes_with_other_family_names_stay_apart() -> None:
    found = citizens(CITIZEN, a_citizen(last_name="Voorbeeld"))
    assert len(found.candidates) == 2
    assert [problem.code for problem in found.problems] == ["shared_contact"]


def test_one_person_on_both_sides_is_flagged() -> None:
    both = {**NEWCOMER, "first_name": "Paul", "phone": "0470 00 00 01"}
    found = validate(a_tab(CITIZEN), a_tab(both, role=Role.NEWCOMER, title="2"))
    assert len(found.candidates) == 2
    assert [problem.code for problem in found.problems] == ["shared_contact"]


# --- everything at once ---------------------------------------------------------------------------------

BROKEN = (
    ("Inscriptions 2026",),
    (
        "Horodateur",
        "Avez-vous 18 ans ou plus ?",
        "Votre prénom",
        "Votre numéro de téléphone",
        "Votre adresse e-mail (si vous en avez une)",
        "Votre code postal",
        "Votre code postal",
        "Dans quelles langues parlez-vous facillement ?",
        "À quels moments êtes-vous libre ?",
        "Qu’aimeriez-vous faire avec quelqu’un d’ici ?",
        "Préférez-vous rencontrer une femme ou un homme ?",
        "Couleur préférée",
        "Mes réponses peuvent servir à former un duo",
        None,
    ),
    (46346.0, "Oui", "=1+1", "0470000011", "a@example.org", "9999", "", "arabe, blabli", "", "ville", "une femme, un homme", "bleu", True, "x"),
    (46347.0, "Non", "Petit", "0470000012", "", "1000", "", "arabe", "", "", "", "", "Oui", ""),
    (46348.0, "Oui", "", "12", "b@", "1000", "", "arabe", "", "", "", "", "", ""),
    ("", "", "", "", "", "", "", "", "", "total : 4", "", "", "", ""),
    ("mardi", "ja", "A" * 100_000, "٠٤٧٠٠٠٠٠١٣", "", "Haren", "", "français", "le soir sauf lundi", "parler", "", "", "Oui", ""),
)  # fmt: skip

EXPECTED = [
    ("no_tab_for_side", None),
    ("heading_guessed", "H1"),
    ("heading_twice", "G1"),
    ("heading_unknown", "L1"),
    ("heading_empty", "N1"),
    ("under_age", "B4"),
    ("no_consent", "M5"),
    ("no_first_name", "C5"),
    ("no_contact", "D5"),
    ("unreadable_phone", "D5"),
    ("unreadable_email", "E5"),
    ("not_an_application", "A6"),
    ("name_is_formula", "C3"),
    ("unknown_postcode", "F3"),
    ("unknown_language", "H3"),
    ("other_answer", "J3"),
    ("several_options", "K3"),
    ("unanswered", "I3"),
    ("too_long", "C7"),
    ("name_too_long", "C7"),
    ("ambiguous_place", "F7"),
    ("unclear_week", "I7"),
    ("other_answer", "J7"),
    ("time_unreadable", "A7"),
]


def test_a_broken_tab_tells_everything_at_once() -> None:
    found = validate_responses([Sheet("Formulaire", BROKEN)], FORM, today=TODAY)
    assert told(found) == EXPECTED
    assert [candidate.row for candidate in found.candidates] == [3, 7]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_it_can_be_said(language: str) -> None:
    found = validate_responses([Sheet("Formulaire", BROKEN)], FORM, today=TODAY)
    speaker = Speaker(language, FORM)
    for problem in found.problems:
        said = speaker.say(problem.sentence)
        assert "{" not in said
        assert "example.org" not in said
        assert "0470" not in said


def test_notes_ask_nothing_of_the_team() -> None:
    found = validate_responses([Sheet("Formulaire", BROKEN)], FORM, today=TODAY)
    assert {problem.code for problem in found.problems if is_note(problem)} == {
        "heading_guessed",
        "heading_unknown",
        "name_is_formula",
        "other_answer",
        "time_unreadable",
    }


# --- people who want to be called -----------------------------------------------------------------------

CALL: Row = {
    "time": 46346.5,
    "side": "je vis ici depuis peu et j’aimerais rencontrer quelqu’un",
    "first_name": "أمل",
    "phone": "0470 00 00 03",
    "languages_well": "arabe",
    "call_when": "après 17 heures, le matin",
    "call_consent": "Je suis d’accord",
}


def a_call_tab(*rows: Row, without: Sequence[str] = ()) -> Sheet:
    keys = [key for key in CALL if key not in without]
    table = [tuple(map(heading_of, keys)), *(tuple(row.get(key) for key in keys) for row in rows)]
    return Sheet("Rappelez-moi", tuple(table))


def test_whoever_wants_a_call_is_a_person() -> None:
    found = validate(a_call_tab(CALL))
    (candidate,) = found.candidates
    assert found.problems == ()
    assert (candidate.role, candidate.contact.first_name) == (Role.NEWCOMER, "أمل")
    assert candidate.answers["call_when"] == frozenset({"evening", "morning"})
    assert "adult" not in candidate.answers


def test_each_caller_says_which_side() -> None:
    citizen = {**CALL, "side": "je voudrais proposer mon temps", "phone": "0470 00 00 04"}
    found = validate(a_call_tab(CALL, citizen))
    assert {candidate.role for candidate in found.candidates} == set(Role)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"side": None}, [("row_without_side", "A2")]),
        ({"call_consent": None}, [("no_consent", "A2")]),
        ({"first_name": None}, [("no_first_name", "C2")]),
        ({"phone": None}, [("no_contact", "D2")]),
        ({"call_when": None}, [("unanswered", "F2")]),
    ],
)
def test_a_call_needs_little(changes: Row, expected: list[tuple[str, str | None]]) -> None:
    assert told(validate(a_call_tab({**CALL, **changes}))) == expected


def test_a_call_tab_without_consent_waits() -> None:
    found = validate(a_call_tab(CALL, without=["call_consent"]))
    assert found.candidates == ()
    assert [problem.code for problem in found.problems] == ["column_missing_holds"]


def test_a_call_and_an_application_are_one_person() -> None:
    applied = {**NEWCOMER, "first_name": "أمل", "phone": "0470000003"}
    found = validate(a_call_tab(CALL), a_tab(applied, role=Role.NEWCOMER))
    (candidate,) = found.candidates
    assert {"call_when", "needs"} <= candidate.answers.keys()


# --- what a form does not ask -----------------------------------------------------------------------------


def test_nobody_is_missed_what_the_form_did_not_ask() -> None:
    """A newcomer’s postcode may stay empty, and what the team asks by telephone has no column at all."""
    asked = {question.code for question in FORM.asked_of(Role.NEWCOMER)}
    left = [question.code for question in FORM.of(Role.NEWCOMER) if question.code not in asked]
    found = validate(a_tab({**NEWCOMER, "postcode": None}, role=Role.NEWCOMER, without=left))
    assert found.problems == ()
    assert "postcode" not in found.candidates[0].answers
