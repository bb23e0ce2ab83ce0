"""The synthetic season: a draw in; three files in its middle out, made by real runs and a synthetic team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pipeline.demo.answers import draw_applications, draw_told
from pipeline.demo.applications import response_sheets
from pipeline.demo.lives import Draw
from pipeline.demo.team import ACTS, Desk
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Answers, Role
from pipeline.vocabulary.problems import WorkbookError
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker
from pipeline.workbook.columns import layout
from pipeline.workbook.hand import write_by_hand
from pipeline.workbook.headings import tables
from pipeline.workbook.local import read_file
from pipeline.workbook.responses import is_finished, is_synthetic, write_responses
from pipeline.workbook.rows import read_contacts, read_duos, read_people, read_proposals

Run = Callable[[date], object]
"""One pass of the pipeline over the files, as if it were that day."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Paths:
    """Where the synthetic season is written."""

    answers: Path
    workbook: Path
    confidential: Path
    secret: Path

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file of the season."""
        return (self.answers, self.workbook, self.confidential, self.secret)


def write_season(programme: Programme, draw: Draw, paths: Paths, run: Run, *, fresh: bool = False) -> bool:
    """The three files of a synthetic season; what is there already is kept, and real files are never touched.

    Returns whether it was made now. Raises WorkbookError where files stand that no demo made.
    """
    if not _may_write(programme, paths, fresh):
        return False
    applications, told = draw_applications(draw), draw_told(draw)
    for act in ACTS:
        day = draw.today - timedelta(days=act.days_ago)
        sheets = response_sheets(draw.form, applications, datetime.combine(day, time()))
        write_responses(paths.answers, sheets, is_finished=False)
        run(day)
        desk = _desk(programme, draw.form, paths, day)
        desk = replace(desk, told=_by_code(programme, draw.form, paths, told))
        written = [one for deed in act.deeds for one in deed(desk)]
        write_by_hand(paths.workbook, layout(programme, draw.form), written)
    write_responses(paths.answers, response_sheets(draw.form, applications))
    return True


def _may_write(programme: Programme, paths: Paths, fresh: bool) -> bool:
    """Whether the season is to be made now; files that a demo did not make are refused."""
    standing = [path for path in paths.all if path.exists()]
    if not standing:
        return True
    if not (paths.answers.exists() and is_synthetic(paths.answers)):
        speaker = Speaker(programme.languages.workbook)
        raise WorkbookError(speaker.say(sentence("demo.not_synthetic", path=str(standing[0]))))
    if standing == list(paths.all) and is_finished(paths.answers) and not fresh:
        return False
    for path in standing:
        path.unlink()
    return True


def _by_code(
    programme: Programme, form: Form, paths: Paths, told: Mapping[str, Answers]
) -> dict[str, Answers]:
    """What people say when they are called, by their code: the team has their numbers."""
    speaker = Speaker(programme.languages.workbook, form)
    read, _ = tables(read_file(paths.confidential, speaker), layout(programme, form, "confidential"))
    contacts = read_contacts(read["contacts"])
    return {code: told[contact.phone] for code, contact in contacts.items() if contact.phone in told}


def _desk(programme: Programme, form: Form, paths: Paths, day: date) -> Desk:
    speaker = Speaker(programme.languages.workbook, form)
    read, _ = tables(read_file(paths.workbook, speaker), layout(programme, form))
    people = [person for role in Role for person in read_people(read[f"{role}s"], role, form)[0]]
    return Desk(
        today=day,
        people={person.code: person for person in people},
        proposals=read_proposals(read["proposals"])[0],
        duos=read_duos(read["duos"])[0],
        initials=tuple(member.initials for member in programme.team),
        speaker=speaker,
    )
