"""Settings: programme.yaml and form.yaml in, a programme and a form out, or all their faults at once.

*Réglages* in the workbook overrides the few things that coordinators may change.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.settings.approvals import approved_profiles, profile_rows, said_everywhere
from pipeline.settings.checks import FORM_CHECKS, PROGRAMME_CHECKS
from pipeline.settings.crossings import CROSS_CHECKS
from pipeline.settings.faults import Fault, refuse
from pipeline.settings.overrides import override, settings_rows
from pipeline.settings.questionnaires import QUESTIONNAIRE_CHECKS
from pipeline.settings.schema import faults_of
from pipeline.settings.source import Source, read
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.programme import Programme
from pipeline.words import LANGUAGES

__all__ = [
    "approved_profiles",
    "check",
    "load",
    "load_form",
    "load_programme",
    "override",
    "profile_rows",
    "said_everywhere",
    "settings_rows",
]


def load(programme_path: Path, form_path: Path) -> tuple[Programme, Form]:
    """The programme and the form; ProgrammeError tells every fault of both, in the workbook's language."""
    programme, form = read(programme_path), read(form_path)
    refuse(find_faults(programme, form), _language(programme))
    return Programme.model_validate(programme.data), Form.model_validate(form.data)


def find_faults(programme: Source, form: Source) -> Iterable[Fault]:
    """Every fault of two files, whatever stands in them."""
    return (*_programme_faults(programme), *_form_faults(form), *_cross_faults(programme, form))


def load_programme(path: Path) -> Programme:
    """The programme alone; ProgrammeError tells every fault."""
    source = read(path)
    refuse(_programme_faults(source), _language(source))
    return Programme.model_validate(source.data)


def load_form(path: Path, language: str = "fr") -> Form:
    """The form alone; ProgrammeError tells every fault, in `language`."""
    source = read(path)
    refuse(_form_faults(source), language)
    return Form.model_validate(source.data)


def check(programme: Programme, form: Form) -> None:
    """Whether a programme and a form that were not read from files fit; ProgrammeError tells every fault."""
    sources = (
        Source("programme.yaml", programme.model_dump(mode="json", exclude_defaults=True)),
        Source("form.yaml", form.model_dump(mode="json", exclude_defaults=True)),
    )
    alone = (fault for examine in PROGRAMME_CHECKS for fault in examine(sources[0]))
    asked = (fault for examine in (*FORM_CHECKS, *QUESTIONNAIRE_CHECKS) for fault in examine(sources[1]))
    refuse((*alone, *asked, *_cross_faults(*sources)), programme.languages.workbook)


def _programme_faults(source: Source) -> Iterable[Fault]:
    return (
        *faults_of(source, Programme),
        *(fault for examine in PROGRAMME_CHECKS for fault in examine(source)),
    )


def _form_faults(source: Source) -> Iterable[Fault]:
    checks = (*FORM_CHECKS, *QUESTIONNAIRE_CHECKS)
    return (*faults_of(source, Form), *(fault for examine in checks for fault in examine(source)))


def _cross_faults(programme: Source, form: Source) -> Iterable[Fault]:
    return (fault for examine in CROSS_CHECKS for fault in examine(programme, form))


def _language(programme: Source) -> str:
    """The workbook's language where it can be read, else French."""
    stated = programme.at(("languages", "workbook"))
    return stated if isinstance(stated, str) and stated in LANGUAGES else "fr"
