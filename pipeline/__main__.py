"""The command line: arguments, which files, today's date, exit status. The only place that prints.

Each command imports what it needs itself: whoever only receives applications never loads the rest of the river.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from pipeline.forms.script import README
from pipeline.forms.table import draw_table, list_questions
from pipeline.settings import load
from pipeline.telling import Report, count_for_machines, say_problem, summarise
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.problems import DuosError
from pipeline.vocabulary.programme import Files, Programme
from pipeline.vocabulary.sentences import sentence
from pipeline.words import Speaker

if TYPE_CHECKING:
    from pipeline.receiving import Premises
    from pipeline.run import House

FILES = ("answers", "workbook", "confidential")
HOUR = timedelta(hours=1)


@dataclass
class Terminal:
    """What is shown while a command works, and when it ends."""

    speaker: Speaker
    is_quiet: bool
    is_json: bool

    def __post_init__(self) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.began = perf_counter()
        self.milliseconds: dict[str, int] = {}
        self.stage = ""

    def progress(self, stage: str) -> None:
        """A stage begins: say so, and note how long the one before took."""
        self._close_stage()
        self.stage = stage
        if not (self.is_quiet or self.is_json):
            self.console.print(f"[dim]· {self.speaker.say(sentence(f'summary.stage.{stage}'))} …[/dim]")

    def tell(self, sentences: Iterable[object], **numbers: object) -> None:
        """The end of a command: numbers for machines, or sentences for people."""
        self._close_stage()
        if self.is_json:
            click.echo(json.dumps({**numbers, "milliseconds": self.milliseconds}, ensure_ascii=False))
        elif not self.is_quiet:
            click.echo("\n".join(self.speaker.say(one) for one in sentences))

    def _close_stage(self) -> None:
        now = perf_counter()
        if self.stage:
            self.milliseconds[self.stage] = round((now - self.began) * 1000)
        self.began = now


@dataclass(frozen=True)
class Session:
    """What every command starts from."""

    programme: Programme
    form: Form
    folder: Path  # what relative paths start from
    now: datetime
    terminal: Terminal
    today: date

    @cached_property
    def house(self) -> House:
        """The whole installation."""
        from pipeline.run import House

        return House(self.programme, self.form, self.folder, self.now)

    @property
    def premises(self) -> Premises:
        """Where our own form is at home."""
        from pipeline.receiving import Premises

        return Premises(self.programme, self.form, self.folder, self.terminal.speaker)


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes."""
    path = click.Path(path_type=Path)
    options = (
        click.option("--programme", type=path, default=Path("programme.yaml"), help="The programme's file."),
        *(
            click.option(f"--{name}", metavar="PATH|google:ID", help=f"Another {name} file.")
            for name in FILES
        ),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Run as if it were this day."),
        click.option("--json", "is_json", is_flag=True, help="A summary for machines."),
        click.option("--quiet", "is_quiet", is_flag=True, help="Say nothing unless something is wrong."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def begin(
    programme: Path, today: datetime | None, is_json: bool, is_quiet: bool, **files: str | None
) -> Session:
    """Read the configuration, with the files that the command line names instead."""
    loaded, form = load(programme, programme.parent / "form.yaml")
    named = {name: _address(path) for name, path in files.items() if path}
    chosen = Files(**{**loaded.files.model_dump(), **named})
    now = datetime.now(ZoneInfo(loaded.timezone)).replace(tzinfo=None)
    terminal = Terminal(Speaker(loaded.languages.workbook, form), is_quiet, is_json)
    named_programme = loaded.model_copy(update={"files": chosen})
    day = today.date() if today else now.date()
    return Session(named_programme, form, programme.resolve().parent, now, terminal, day)


def _address(named: str) -> str:
    """A path from where we stand, or an address of Google's as it is."""
    from pipeline.workbook.addresses import is_remote

    return named if is_remote(named) else str(Path(named).resolve())


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def duos() -> None:
    """Bring residents and newcomers together. The machine proposes, people decide."""


@duos.command()
@common_options
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--seed", type=click.IntRange(min=0), help="Another seed for a draw by lot.")
def run(dry_run: bool, seed: int | None, **options: Any) -> None:
    """The scheduled job: applications in, decisions acted on, proposals into the workbook."""
    from joblib import cpu_count, parallel_config

    from pipeline import run as corridor

    session = begin(**options)
    house = session.house if seed is None else session.house.with_seed(seed)
    with parallel_config(backend="threading", n_jobs=cpu_count()):
        report = corridor.run(house, session.today, dry_run=dry_run, progress=session.terminal.progress)
    _tell(session, report)


@duos.command()
@common_options
@click.option("--seed", type=int, default=2026, show_default=True, help="Another synthetic season.")
@click.option("--fresh", is_flag=True, help="Make the season anew, even if it is there.")
def demo(seed: int, fresh: bool, **options: Any) -> None:
    """Write the three files of a synthetic season, run, and build the site: everything, without an account."""
    from pipeline import run as corridor

    session = begin(**options)
    report = corridor.demo(
        session.house, session.today, seed=seed, fresh=fresh, progress=session.terminal.progress
    )
    _tell(session, report, corridor.files_to_open(session.house))


@duos.command()
@common_options
@click.option("--live", "is_live", is_flag=True, help="Try Google Sheets on a hidden scratch tab.")
@click.option("--since", metavar="DURATION", help="Only whether Duos has run lately: 2d, 36h or 1w.")
def check(is_live: bool, since: str | None, **options: Any) -> None:
    """What is wrong with configuration, files and columns, and how to mend it. Changes nothing."""
    from pipeline import run as corridor

    session = begin(**options)
    if since is not None:
        last = corridor.check_freshness(session.house, session.today, _duration(since))
        session.terminal.tell([sentence("summary.last_run", on=last)], last_run=last.isoformat())
        return
    foretold = corridor.foretell(session.house, is_live=is_live)
    found = corridor.check(session.house, session.today)
    told = tuple(map(say_problem, found)) or (sentence("summary.ready"),)
    session.terminal.tell((*foretold, *told), problems=len(found))
    sys.exit(1 if found else 0)


@duos.command()
@common_options
@click.argument("day", metavar="DATE", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]))
def restore(day: datetime, **options: Any) -> None:
    """Bring back the workbook and the confidential file as they were on DATE, like 2026-11-24 or 24/11/2026."""
    from pipeline import run as corridor

    session = begin(**options)
    restored = corridor.restore(session.house, day.date())
    told = [sentence("summary.restored", path=str(path)) for path in restored]
    session.terminal.tell(told or [sentence("summary.nothing")], restored=len(restored))


@duos.command()
@common_options
@click.option("--new-key", "makes_key", is_flag=True, help="Make a new pair of keys, and do nothing else.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen, behind your web server."
)
@click.option("--port", type=int, help="Another port than programme.yaml says.")
def receive(makes_key: bool, host: str, port: int | None, **options: Any) -> None:
    """Receive applications from our own form; each is sealed and on the disk before its receipt is shown."""
    from pipeline.receiving import new_key, open_reception

    session = begin(**options)
    if makes_key:
        session.terminal.tell([new_key(session.premises, session.today)])
        return
    server = open_reception(session.premises, host=host, port=port)
    session.terminal.tell([sentence("receive.listening", address=server.address)], address=server.address)
    server.run()


@duos.group("form")
def form_commands() -> None:
    """What form.yaml becomes: forms at Google, forms on paper, the table of questions."""


@form_commands.command("google")
@common_options
def form_google(**options: Any) -> None:
    """Write the script that makes the forms at Google in every language, and brings them up to date when run again."""
    from pipeline import run as corridor

    session = begin(**options)
    folder = corridor.write_google_project(session.house)
    readme = README[session.programme.languages.workbook]
    session.terminal.tell([sentence("making.written", folder=str(folder), readme=readme)], folder=str(folder))


@form_commands.command("paper")
@common_options
def form_paper(**options: Any) -> None:
    """Write the forms as pages to print, and the sheets on which to note how people try them."""
    from pipeline import run as corridor

    session = begin(**options)
    folder, count = corridor.write_papers(session.house)
    session.terminal.tell(
        [sentence("making.papers", count=count, folder=str(folder))], folder=str(folder), pages=count
    )


@form_commands.command("table")
@common_options
def form_table(**options: Any) -> None:
    """Show which heading answers which question, in every language."""
    session = begin(**options)
    form = session.form
    session.terminal.tell([draw_table(form, session.terminal.speaker)], **list_questions(form))


@duos.command()
@common_options
def document(**options: Any) -> None:
    """Write what the team prints in its mode: sheets for calls and the like, without contact details."""
    from pipeline import run as corridor

    session = begin(**options)
    folder, count, said = corridor.write_documents(session.house, session.today)
    session.terminal.tell([said], folder=str(folder), pages=count)


@duos.command()
@common_options
@click.option("--seed", type=int, default=2026, show_default=True, help="Another lot for the intervals.")
def report(seed: int, **options: Any) -> None:
    """Write how long people wait, whether every group is served alike, and which criteria had to do with it."""
    from pipeline import run as corridor

    session = begin(**options)
    path, numbers = corridor.write_report(session.house, session.today, seed)
    session.terminal.tell([sentence("report.written", path=str(path))], path=str(path), **numbers)


@duos.command("import")
@common_options
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", "is_sure", is_flag=True, help="Write, after a look at the preview.")
def import_file(file: Path, is_sure: bool, **options: Any) -> None:
    """Bring in an organisation's own list (.xlsx or .csv) of volunteers, newcomers and duos."""
    from pipeline import run as corridor

    session = begin(**options)
    told, numbers = corridor.import_file(
        session.house, file, session.today, is_sure=is_sure, progress=session.terminal.progress
    )
    session.terminal.tell(told, **numbers)


def _duration(written: str) -> timedelta:
    """A number of hours, days or weeks: 36h, 2d, 1w."""
    found = re.fullmatch(r"(\d{1,4})([hdw])", written.strip())
    if not found:
        raise click.BadParameter(f"{written!r} is not a duration. Write it like 36h, 2d or 1w.")
    return int(found[1]) * {"h": HOUR, "d": 24 * HOUR, "w": 7 * 24 * HOUR}[found[2]]


def _tell(session: Session, report: Report, files: tuple[str, ...] = ()) -> None:
    told = [*summarise(report), *_problems(report)]
    if files:
        told.append(sentence("summary.open", files=files))
    numbers = {
        **count_for_machines(report.outcome.counts),
        "written": report.is_written,
        "requests": dict(report.requests),
        "received": report.collected,
    }
    session.terminal.tell(told, **numbers)


def _problems(report: Report) -> Iterable[object]:
    return map(say_problem, report.problems)


def main() -> None:
    """Run a command; an error that people can mend is told once, and has its exit status."""
    try:
        duos()
    except DuosError as error:
        click.echo(str(error), err=True)
        sys.exit(error.status)


if __name__ == "__main__":
    main()
