"""A programme's two files in; a whole season of synthetic people, through real answers and a real workbook, out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from pipeline import run as corridor
from pipeline.demo.applications import fill_form, response_sheets
from pipeline.demo.lives import Draw, synthetic_phone
from pipeline.run import House
from pipeline.settings import load
from pipeline.telling import Report
from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.people import Answer, Candidate, Contact, Person, Role
from pipeline.vocabulary.season import Outcome
from pipeline.vocabulary.week import SLOTS
from pipeline.words import Speaker
from pipeline.workbook.columns import layout
from pipeline.workbook.hand import Written, write_by_hand
from pipeline.workbook.headings import tables
from pipeline.workbook.local import read_file
from pipeline.workbook.responses import write_responses
from pipeline.workbook.rows import read_people
from tests.builders import TODAY

FOLDER = Path(__file__).parent
APPLIED = TODAY - timedelta(days=20)
NAMES = ("Alix", "Billie", "Camille", "Dominique", "Eden", "Farah", "Gaël", "Hanna", "Ilyas", "Jana")
WORDS = (
    "cuisine cuisiner jardin jardinage musique voyages lecture vélo théâtre marche dessin histoire".split()
)
RATINGS, SMALL = range(1, 11), range(5)
NUMBERS = {"child_age": range(6, 18), "own_age": range(16, 75), "adults": range(1, 4), "beds": range(2, 12)}


@dataclass(frozen=True)
class Played:
    """A season on one day: the house with its files, and what the day's run decided."""

    house: House
    report: Report

    @property
    def outcome(self) -> Outcome:
        """What the run decided."""
        return self.report.outcome

    def people(self) -> dict[str, Person]:
        """Everybody as the workbook has them, by code."""
        house = self.house
        read, _ = tables(
            read_file(house.path("workbook"), house.speaker), layout(house.programme, house.form)
        )
        people = (one for role in Role for one in read_people(read[f"{role}s"], role, house.form)[0])
        return {person.code: person for person in people}

    def cells(self, code: str) -> dict[str, object]:
        """The row of a proposal, as the team reads it."""
        house = self.house
        read, _ = tables(
            read_file(house.path("workbook"), house.speaker), layout(house.programme, house.form)
        )
        row = next(row for row in read["proposals"].rows if row.cells["code"] == code)
        return dict(row.cells)

    def write(self, tab: str, code: str, **cells: object) -> None:
        """The team fills in cells of a row."""
        written = [Written(tab, cells, code)]  # type: ignore[arg-type]  # cells
        write_by_hand(self.house.path("workbook"), layout(self.house.programme, self.house.form), written)

    def run(self, today: date) -> Played:
        """The same house some days later."""
        return Played(self.house, corridor.run(self.house.at(today), today))

    def said(self, language: str) -> list[str]:
        """Everything that the run says of its proposals and of whoever is left."""
        speaker = Speaker(language, self.house.form)
        explained = [one.explanation for one in self.outcome.proposals if one.explanation]
        of_pairs = (said for one in explained for said in (*one.why, *one.to_check, *one.alternative))
        of_people = (said for one in self.outcome.unmatched for said in (*one.why, *one.unlock))
        return [speaker.say(sentence) for sentence in (*of_pairs, *of_people)]


def play(name: str, folder: Path, count: int = 12, seed: int = 1) -> Played:
    """Applications arrive; the team speaks with everybody and notes that all of them are ready; Duos runs."""
    programme, form = load(FOLDER / name / "programme.yaml", FOLDER / name / "form.yaml")
    house = House(programme, form, folder, datetime.combine(TODAY, time(9)))
    return apply(house, count, seed, APPLIED).run(TODAY)


def apply(house: House, count: int, seed: int, day: date) -> Played:
    """So many people on each side have applied by this day, and all of them are ready."""
    draw = Draw(house.form, seed, TODAY, count)
    filled = [
        fill_form(draw, draw_candidate(house.form, role, number, seed), number + 1)
        for role in Role
        for number in range(count)
    ]
    write_responses(house.path("answers"), response_sheets(house.form, filled))
    first = Played(house, corridor.run(house.at(day), day))
    seeking = house.speaker.label("stage", "seeking")
    ready = [Written(f"{one.role}s", {"stage": seeking}, one.code) for one in first.people().values()]
    write_by_hand(house.path("workbook"), layout(house.programme, house.form), ready)
    return first


def draw_candidate(form: Form, role: Role, number: int, seed: int) -> Candidate:
    """Somebody with all sorts of answers, one in ten missing."""
    random = Random(f"{seed}:{role}:{number}")
    contact = Contact(f"{NAMES[number % 10]}", phone=synthetic_phone(role, number + 1), language="fr")
    asked = [question for question in form.asked_of(role) if question.column]
    answers = {question.code: draw_answer(question, random) for question in asked if random.random() > 0.1}
    received = datetime.combine(APPLIED - timedelta(days=number % 9), time(10))
    return Candidate(role, received, contact, answers, tab="", row=number)


def draw_answer(question: Question, random: Random) -> Answer:
    """Any answer to a question, whatever its type."""
    codes = list(question.option_by_code)
    match question.type:
        case Type.CHOICE:
            return random.choice(codes)
        case Type.CHOICES | Type.LANGUAGES:
            return frozenset(random.sample(codes, random.randint(1, min(3, len(codes)))))
        case Type.WEEK:
            return frozenset(random.sample(list(SLOTS), 7))
        case Type.TEXT:
            return f"J’aime {' et '.join(random.sample(WORDS, 3))}."
    is_rating = "1" in question.short["fr"] or "de 1 à 10" in question.title["fr"]
    return random.choice(NUMBERS.get(question.code, RATINGS if is_rating else SMALL))
