"""The corridor: one function per command. Read everything, decide with pure functions, write everything."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from pipeline.arrivals import Arrivals, arrival_changes, import_list, role_words, tell_arrivals, tell_mapping
from pipeline.demo.lives import Draw
from pipeline.demo.season import Paths, write_season
from pipeline.documents import print_documents, tell_documents
from pipeline.documents.report import count_findings, draw_findings, print_report
from pipeline.forms.paper import print_forms
from pipeline.forms.script import write_project
from pipeline.forms.tabs import number_heading
from pipeline.forms.translations import check_translations
from pipeline.receiving import Collection, Keeper, Premises, check_receiving, collect
from pipeline.river import decide
from pipeline.settings import approved_profiles, override, profile_rows, settings_rows
from pipeline.settings.publishing import write_published
from pipeline.settings.remembered import read_remembered, write_remembered
from pipeline.stages.importation import known_fields, read_mapping, remember
from pipeline.stages.registration import TOKEN_LENGTH, is_secret_ours
from pipeline.stages.silence import find_silence
from pipeline.stages.validation import is_note, validate_responses
from pipeline.telling import Report, say_problem
from pipeline.vocabulary.changes import Changes
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.people import Contact, Role
from pipeline.vocabulary.problems import Problem, SiteError, StaleError, Where, WorkbookError
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.season import Identifiers, Outcome, Season
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.vocabulary.tables import Sheet, Table
from pipeline.words import Speaker
from pipeline.workbook.addresses import is_remote, link_to, open_google, open_received, read_answers
from pipeline.workbook.backups import restore as restore_files
from pipeline.workbook.banner import read_last_run
from pipeline.workbook.columns import Layout, layout, whole_layout
from pipeline.workbook.csv_files import read_list
from pipeline.workbook.google import Connection, GoogleStore, access_to, tell_foundation
from pipeline.workbook.headings import find_ends, tables, with_idle
from pipeline.workbook.local import LocalStore, read_file
from pipeline.workbook.rows import (
    read_cards,
    read_contacts,
    read_duos,
    read_identifiers,
    read_last_news,
    read_people,
    read_proposals,
    read_sessions,
    read_wishes,
)
from pipeline.workbook.secret import make_secret, read_secret
from pipeline.workbook.tabs import Store, pending
from pipeline.workbook.writing import confidential_changes, workbook_changes

CODE = re.compile(r"\b[NVPD]-\d{4,9}\b")
ORIGIN = re.compile(rf"\b[0-9a-f]{{{TOKEN_LENGTH}}}\b")

WRITTEN = ("workbook", "confidential")
RECEIVED = (
    "var/received.xlsx"  # what our own form receives, where the other answers come from Google’s form itself
)
MEMORY = "titres.yaml"  # beside the workbook: what the headings of imported lists mean

NOTHING = Collection()
Progress = Callable[[str], None]


def keep_quiet(stage: str) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class House:
    """One organisation's installation: its programme, its form and its files."""

    programme: Programme
    form: Form
    folder: Path  # what relative paths start from
    now: datetime  # the moment of the run: it names backups

    @property
    def speaker(self) -> Speaker:
        """Who speaks to the team, in the workbook's language."""
        return Speaker(self.programme.languages.workbook, self.form)

    @property
    def site(self) -> Path:
        """Where the public site is built."""
        return self.folder / "var" / "site"

    @property
    def premises(self) -> Premises:
        """Where our own form is at home."""
        return Premises(self.programme, self.form, self.folder, self.speaker)

    @property
    def received(self) -> Path:
        """The file to which the answers of our own form are added, where they do not go to a spreadsheet."""
        return self.folder / RECEIVED if is_remote(self.address("answers")) else self.path("answers")

    @property
    def keeper(self) -> Keeper:
        """Who adds the answers of our own form to the others."""
        heading = number_heading(self.speaker)
        return open_received(self.address("answers"), self.received, heading, self.google, self.now)

    @property
    def memory(self) -> Path:
        """Where it is noted what the headings of imported lists mean: beside the workbook, or the key."""
        beside = "secret" if is_remote(self.address("workbook")) else "workbook"
        return self.path(beside).with_name(MEMORY)

    def at(self, day: date) -> House:
        """The same house on another day."""
        return replace(self, now=datetime.combine(day, self.now.time()))

    def with_seed(self, seed: int) -> House:
        """The same house with another seed for the lot."""
        matching = self.programme.matching.model_copy(update={"seed": seed})
        return replace(self, programme=self.programme.model_copy(update={"matching": matching}))

    def address(self, name: str) -> str:
        """One of the programme's files as programme.yaml names it: a path, google:… or forms:…"""
        return str(getattr(self.programme.files, name))

    def path(self, name: str) -> Path:
        """Where one of the programme's files lies on this machine."""
        return self.folder / self.address(name)

    @cached_property
    def google(self) -> Connection:
        """The way to Google, which is taken only if an address leads there."""
        return Connection(access_to(self.programme.files, self.folder), self.speaker)

    def store(self, name: str) -> Store:
        """The store of a file that runs write."""
        remote = self.google_store(name)
        return remote or LocalStore(self.path(name), self.now, self.speaker)

    def google_store(self, name: str) -> GoogleStore | None:
        """The store of a file that is kept by Google."""
        own_layout = whole_layout(self.programme, self.form, name)
        return open_google(self.address(name), self.google, own_layout, self.folder)


def run(
    house: House,
    today: date,
    *,
    dry_run: bool = False,
    collects: bool = True,
    progress: Progress = keep_quiet,
) -> Report:
    """One pass: new applications in, decisions acted on, proposals out. A second pass adds nothing.

    `collects`: what our own form has received is first added to the answers.
    """
    with ExitStack() as locks:
        stores = {name: house.store(name) for name in WRITTEN}
        for store in stores.values() if not dry_run else ():
            locks.enter_context(store.lock())
        progress("read")
        collected = _collect(house, today, dry_run=dry_run) if collects else NOTHING
        reading = read_season(house, stores, may_make_secret=not dry_run, received=collected)
        outcome = decide(reading.season, today, progress)
        changes = _changes(reading, outcome)
        if dry_run:
            return Report(outcome, changes, requests=_count_requests(house), collected=collected.count)
        progress("write")
        # The workbook first: a person who stands there without a contact is completed by the next run.
        problems = [
            one for name in stores for one in stores[name].apply(changes[name], reading.layouts[name])
        ]
        write_published(house.path("published"), outcome.published)
        is_written = any(changes.values())
        return Report(outcome, changes, tuple(problems), is_written, _count_requests(house), collected.count)


def _collect(house: House, today: date, *, dry_run: bool) -> Collection:
    """What our own form has received; a dry run only looks at it."""
    if not house.programme.files.answers:
        return NOTHING
    return collect(house.premises, house.keeper, today, dry_run=dry_run)


def _count_requests(house: House) -> dict[str, int]:
    """How often Google was asked for something, by file."""
    names = ("answers", *WRITTEN)
    return {name: house.google.count(house.address(name)) for name in names if is_remote(house.address(name))}


def demo(
    house: House, today: date, *, seed: int, fresh: bool = False, progress: Progress = keep_quiet
) -> Report:
    """A synthetic season, made by real runs on earlier days; then today's run, and the site."""
    progress("season")
    if any(is_remote(house.address(name)) for name in ("answers", *WRITTEN)):
        raise WorkbookError(house.speaker.say(sentence("google.no_demo")))
    check_site(house)
    paths = Paths(*(house.path(name) for name in ("answers", "workbook", "confidential", "secret")))
    draw = Draw(house.form, seed, today)
    write_season(
        house.programme, draw, paths, lambda day: run(house.at(day), day, collects=False), fresh=fresh
    )
    report = run(house, today, progress=progress)
    progress("site")
    build_site(house)
    return report


def check_site(house: House) -> None:
    """The site is made of files beside the programme; raises SiteError where one is not there."""
    for name in ("pelicanconf.py", "content", "theme"):
        if not (house.folder / name).exists():
            said = sentence("file.no_site", folder=str(house.folder), missing=name)
            raise SiteError(house.speaker.say(said))


def build_site(house: House) -> None:
    """The public site, in var/site beside the programme."""
    check_site(house)
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(house.site)]
    built = subprocess.run(command, cwd=house.folder, capture_output=True, text=True, check=False)
    if built.returncode:
        raise SiteError(built.stderr.strip() or built.stdout.strip())


def files_to_open(house: House) -> tuple[str, ...]:
    """What a newcomer to Duos should look at after the demo."""
    written = (link_to(house.address(name), house.folder) for name in WRITTEN)
    return (*written, str(house.site / "index.html"))


def check(house: House, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong in the forms and in the files, without changing any."""
    about_forms = (*check_translations(house.form), *check_receiving(house.premises))
    try:
        return (*about_forms, *_check_files(house, today))
    except WorkbookError as error:  # what is known of the forms is told before there is any file
        if not about_forms:
            raise
        where = Where("programme.yaml", "", title="programme.yaml")
        return (*about_forms, Problem("files_unread", where, {"reason": str(error)}))


def _check_files(house: House, today: date) -> tuple[Problem, ...]:
    stores = {name: house.store(name) for name in WRITTEN}
    season = read_season(house, stores).season
    validated = validate_responses(
        season.responses, season.form, today=today, known=season.identifiers.questions
    )
    last = find_silence(validated.candidates, validated.problems, season.programme, today)
    where = Where("answers", "", title=house.address("answers"))
    silence = (Problem("silence", where, {"on": last}),) if last else ()
    found = (problem for problem in validated.problems if not is_note(problem))
    return (*silence, *season.problems, *found)


def check_freshness(house: House, today: date, patience: timedelta) -> date:
    """When Duos last ran, as line 1 of *À faire* has it; raises StaleError if that is longer ago.

    The line names a day, so days are counted whole: a run of yesterday is one day old from morning to night.
    """
    sheets = house.store("workbook").read()
    last = read_last_run(sheets, layout(house.programme, house.form), today)
    if last is None:
        raise StaleError(house.speaker.say(sentence("summary.never_run", address=house.address("workbook"))))
    if today - last > patience:
        raise StaleError(house.speaker.say(sentence("summary.stale", on=last)))
    return last


def write_google_project(house: House) -> Path:
    """The script that makes the forms at Google, and how to paste it, in var/form."""
    return _write_files(house.folder / "var" / "form", write_project(house.programme, house.form))


def write_papers(house: House) -> tuple[Path, int]:
    """The forms to print and to try, in var/form/paper, and how many pages they are."""
    papers = print_forms(house.programme, house.form)
    return _write_files(house.folder / "var" / "form" / "paper", papers), len(papers)


def write_report(house: House, today: date, seed: int) -> tuple[Path, dict[str, object]]:
    """The report, in var/report, and its numbers."""
    stores = {name: house.store(name) for name in WRITTEN}
    season = read_season(house, stores, with_answers=False).season
    findings = draw_findings(season, today, seed)
    name = f"report-{today.isoformat()}.html"
    folder = _write_files(house.folder / "var" / "report", {name: print_report(findings, season)})
    return folder / name, count_findings(findings, Speaker(season.programme.languages.workbook, season.form))


def write_documents(house: House, today: date) -> tuple[Path, int, Sentence]:
    """What the mode in force has to print, in var/documents in the place of earlier pages; how many pages, and what is said."""
    season = read_season(house, {name: house.store(name) for name in WRITTEN}, with_answers=False).season
    folder = house.folder / "var" / "documents"
    for earlier in folder.glob("*.html"):
        earlier.unlink()
    pages = print_documents(season, today)
    return _write_files(folder, pages), len(pages), tell_documents(season, len(pages), str(folder))


def _write_files(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def foretell(house: House, *, is_live: bool = False) -> tuple[Sentence, ...]:
    """What the next run would create in spreadsheets of Google's; with `is_live`, whether Google does what we need."""
    told: list[Sentence] = []
    for name in WRITTEN:
        store = house.google_store(name)
        if store is None:
            continue
        with store.lock():
            told += tell_foundation(store.survey(_layout_in_force(house, name, store.read())), store.address)
            store.check_writable()
            if is_live:
                store.try_out()
                told.append(sentence("google.trial_fine", address=store.address))
    return tuple(told)


def _layout_in_force(house: House, name: str, sheets: tuple[Sheet, ...]) -> Layout:
    """A file's layout in the mode that *Réglages* asks for, where it stands in this file."""
    programme = _effective_programme(house, sheets)[0] if name == "workbook" else house.programme
    return layout(programme, house.form, name)


def restore(house: House, day: date) -> tuple[Path, ...]:
    """The written files as they were on that day; returns those that changed. At Google, people do it themselves."""
    remote = tuple(house.address(name) for name in WRITTEN if is_remote(house.address(name)))
    local = tuple(house.path(name) for name in WRITTEN if not is_remote(house.address(name)))
    restored = restore_files(local, day, house.now, house.speaker) if local else ()
    if remote:
        # The two files belong together: whoever restores one is told that the other is still to be done.
        pages = tuple(link_to(address, house.folder) for address in remote)
        done = [house.speaker.say(sentence("summary.restored", path=str(path))) for path in restored]
        asked = house.speaker.say(sentence("google.no_restore", pages=pages))
        raise WorkbookError("\n".join((*done, asked)))
    return restored


def import_file(
    house: House, file: Path, today: date, *, is_sure: bool = False, progress: Progress = keep_quiet
) -> tuple[tuple[Sentence, ...], dict[str, object]]:
    """An organisation's own list: what it is understood to say, and, once a person is sure, what it brings in."""
    memory = house.memory
    remembered = read_remembered(memory, known_fields(house.form), house.speaker)
    with ExitStack() as locks:
        stores = {name: house.store(name) for name in WRITTEN}
        for store in stores.values() if is_sure else ():
            locks.enter_context(store.lock())
        progress("read")
        sheets = read_list(file, house.speaker)
        mapping = read_mapping(
            sheets, house.form, role_words=role_words(house.programme), remembered=remembered
        )
        reading = read_season(house, stores, may_make_secret=is_sure, with_answers=False)
        progress("validate")
        arrivals = import_list(reading.season, sheets, mapping, today)
        write_remembered(memory, remember(mapping) | remembered)
        if is_sure:
            progress("write")
            changes = arrival_changes(arrivals, reading.season, reading.layouts, today)
            for name, store in stores.items():
                store.apply(changes[name], reading.layouts[name])
    told = (
        *tell_mapping(reading.season, sheets, mapping),
        sentence("importing.mapping", path=str(memory)),
        *map(say_problem, arrivals.problems),
        *tell_arrivals(arrivals),
        sentence("importing.done" if is_sure else "importing.preview"),
    )
    return told, _count_arrivals(arrivals, is_sure)


def _count_arrivals(arrivals: Arrivals, is_written: bool) -> dict[str, object]:
    return {
        "registered": len(arrivals.people),
        "known": arrivals.known,
        "duos": len(arrivals.duos),
        "duos_known": arrivals.already,
        "problems": len(arrivals.problems),
        "written": is_written,
    }


# --- reading --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """The season, and how the files it was read from are laid out."""

    season: Season
    layouts: dict[str, Layout]
    sheets: dict[str, tuple[Sheet, ...]]
    settings: Table


def read_season(
    house: House,
    stores: Mapping[str, Store],
    *,
    may_make_secret: bool = False,
    with_answers: bool = True,
    received: Collection = NOTHING,
) -> Reading:
    """Everything that the three files hold; a list is imported, and a programme without a form run, without answers."""
    has_answers = with_answers and bool(house.programme.files.answers)
    responses = _responses(house, received) if has_answers else ()
    sheets = {name: store.read() for name, store in stores.items()}
    programme, settings, problems = _effective_programme(house, sheets["workbook"])
    layouts = {name: _layout_of(house, programme, name, sheets[name]) for name in stores}
    workbook, found = tables(sheets["workbook"], layouts["workbook"])
    confidential, found_too = tables(sheets["confidential"], layouts["confidential"])
    contacts = read_contacts(confidential["contacts"])
    _check_presence(house, sheets, contacts)
    season = _season(house, programme, workbook, contacts)
    season = replace(
        season,
        responses=responses,
        problems=(*received.problems, *problems, *found, *found_too, *season.problems),
        set_aside=frozenset((*_set_aside(workbook.values()), *_unclear_people(season))),
        used_codes=frozenset(_codes(sheets)),
        secret=_secret(house, season, may_make=may_make_secret),
        approved=approved_profiles(settings),
    )
    return Reading(season, layouts, sheets, settings)


def _layout_of(house: House, programme: Programme, name: str, sheets: tuple[Sheet, ...]) -> Layout:
    """A file's layout, with the tabs of an earlier mode that a run has to empty."""
    return with_idle(layout(programme, house.form, name), whole_layout(programme, house.form, name), sheets)


def _responses(house: House, received: Collection) -> tuple[Sheet, ...]:
    """The response tabs; those of our own form may stand in a file apart, or, in a dry run, nowhere yet."""
    read = read_answers(house.address("answers"), house.folder, house.google, house.programme.timezone)
    apart = read_file(house.received, house.speaker) if _is_apart(house) else ()
    return (*read, *apart, *received.unwritten)


def _is_apart(house: House) -> bool:
    return is_remote(house.address("answers")) and house.received.exists()


def _effective_programme(
    house: House, sheets: tuple[Sheet, ...]
) -> tuple[Programme, Table, tuple[Problem, ...]]:
    """The programme as *Réglages* changes it, where there is one yet."""
    read, _ = tables(sheets, layout(house.programme, house.form))
    programme, problems = override(house.programme, read["settings"])
    return programme, read["settings"], problems


def _season(
    house: House, programme: Programme, read: dict[str, Table], contacts: dict[str, Contact]
) -> Season:
    newcomers, problems = read_people(read["newcomers"], Role.NEWCOMER, house.form)
    citizens, more = read_people(read["citizens"], Role.CITIZEN, house.form)
    proposals, about_proposals = read_proposals(read["proposals"])
    duos, about_duos = read_duos(read["duos"])
    last_news, about_news = read_last_news(read["follow_up"])
    sessions, about_sessions = read_sessions(read["sessions"]) if "sessions" in read else ((), ())
    wishes, about_wishes = read_wishes(read["wishes"]) if "wishes" in read else ((), ())
    cards, about_cards = read_cards(read["cards"]) if "cards" in read else ((), ())
    identifiers, about_memory = (
        read_identifiers(read["identifiers"], house.form) if "identifiers" in read else (Identifiers(), ())
    )
    return Season(
        programme=programme,
        form=house.form,
        secret=b"",
        people=(*newcomers, *citizens),
        contacts=contacts,
        proposals=proposals,
        duos=duos,
        cards=cards,
        last_news=last_news,
        sessions=sessions,
        wishes=wishes,
        problems=(
            *problems,
            *more,
            *about_proposals,
            *about_duos,
            *about_news,
            *about_sessions,
            *about_wishes,
            *about_cards,
            *about_memory,
        ),
        identifiers=identifiers,
    )


def _codes(sheets: dict[str, tuple[Sheet, ...]]) -> Iterator[str]:
    """Every code that stands anywhere, the hidden journal included: none is ever given twice."""
    cells = (cell for tabs in sheets.values() for sheet in tabs for row in sheet.rows for cell in row)
    for cell in cells:
        if isinstance(cell, str):
            yield from CODE.findall(cell)


def _set_aside(read: Iterable[Table]) -> Iterator[str]:
    """The codes and origins that stand in damaged rows."""
    cells = (cell for table in read for row in table.damaged for cell in row.cells.values())
    for cell in cells:
        if isinstance(cell, str):
            yield from CODE.findall(cell)
            yield from ORIGIN.findall(cell)


def _unclear_people(season: Season) -> Iterator[str]:
    """The codes of people whose stage is no word we know: whatever it means, they are not new again."""
    unclear = {
        (problem.where.tab, problem.where.row)
        for problem in season.problems
        if problem.where.field == "stage"
    }
    tabs = {Role.NEWCOMER: "newcomers", Role.CITIZEN: "citizens"}
    return (person.code for person in season.people if (tabs[person.role], person.row) in unclear)


def _check_presence(
    house: House, sheets: Mapping[str, tuple[Sheet, ...]], contacts: Mapping[str, Contact]
) -> None:
    """The workbook is always written first: contacts without one mean that it was moved, not that it is to come."""
    if contacts and not sheets["workbook"]:
        path, other = str(house.address("workbook")), str(house.address("confidential"))
        raise WorkbookError(house.speaker.say(sentence("file.workbook_missing", path=path, other=other)))


def _secret(house: House, season: Season, *, may_make: bool) -> bytes:
    """The secret that ties responses to people; a new one only where nobody is tied yet."""
    path = house.path("secret")
    secret = read_secret(path)
    if secret is None and not any(person.origins for person in season.people):
        return make_secret(path) if may_make else bytes(32)
    if secret is None or not is_secret_ours(season.people, season.contacts, secret):
        said = sentence("file.secret_missing" if secret is None else "file.secret_changed", path=str(path))
        raise WorkbookError(house.speaker.say(said))
    return secret


# --- writing --------------------------------------------------------------------------------------------


def _changes(reading: Reading, outcome: Outcome) -> dict[str, Changes]:
    """What is still to be written into each file."""
    season = reading.season
    drawn = reading.layouts["workbook"]
    ends = find_ends(reading.sheets["workbook"], drawn)
    workbook = workbook_changes(outcome, season.programme, season.form, drawn, ends)
    speaker = Speaker(season.programme.languages.workbook, season.form)
    rows = (
        *settings_rows(season.programme, reading.settings),
        *profile_rows(outcome.sought, speaker, reading.settings),
    )
    settings = Changes(rows)
    wanted = {
        "workbook": settings + workbook,
        "confidential": confidential_changes(outcome, season.programme, season.form),
    }
    return {name: pending(wanted[name], reading.sheets[name], reading.layouts[name]) for name in wanted}
