"""What a build says to those who write the site: an English template, translated by the catalog `site`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.words.catalogs import catalog
from pipeline.words.speaker import Speaker

TEMPLATES = {
    "missing_field": "{path}, line {line}: “{field}” is missing. Add a line “{field}: …”; until then this is left out.",
    "unknown_field": "{path}, line {line}: nothing is called “{field}” here. Correct its spelling, or remove it; until then this is left out.",
    "wrong_value": "{path}, line {line}: “{field}” cannot be read ({found}). Correct it; until then this is left out.",
    "not_yaml": "{path}, line {line}: this cannot be read ({found}). Correct it; until then the whole file is left out.",
    "not_a_list": "{path}, line {line}: a list is expected here, each item beginning with “- ”. Correct it; until then the whole file is left out.",
    "double_slug": "{path}, line {line}: the address “{slug}” is already taken by {other}. Choose another one.",
    "unknown_word": "{path}, line {line}: nothing is called “{found}” here. Known: {known}.",
    "unknown_page": "{path}, line {line}: no page is called “{found}”, so this link leads nowhere. Known: {known}.",
    "plain_link": "{path}, line {line}: the link “{found}” cannot be checked. For a page of this site write (page:name), for a file ({{static}}/files/name.pdf), for another site its whole address with https://.",
    "no_file": "{path}, line {line}: there is no file “{found}” in content/. Put it in content/files/, or correct its name.",
    "no_words_for_picture": "{path}, line {line}: the picture “{found}” has no words. Say what it shows between the brackets: ![…]({found}).",
    "no_picture": "{path}, line {line}: there is no picture “{found}” in content/. Put it in content/files/ and write ![…]({{static}}/files/name.jpg).",
    "broken_picture": "{path}, line {line}: the picture “{found}” cannot be opened. Save it again, as JPEG, PNG or WebP.",
    "missing_clause": "content/charter.yaml: the clause “{code}” is missing. Every charter needs it: add it.",
    "untranslated": "Not translated into {language}: {pages}. They are absent in that language.",
    "stale": "{path}: {source} has changed since this was translated. Read both again, then write “Source_rev: {revision}” in the translation.",
    "expired": "Testimonial “{code}”: its consent ended on {on}. It is left out of the site.",
    "expires_soon": "Testimonial “{code}”: its consent ends on {on}. Ask the duo again, or it will leave the site that day.",
    "published_wrong": "{path}: “{field}” cannot be read ({found}). Figures and absences are left out of the site.",
    "sample_content": "{path}, line {line}: “{code}” is sample content. Replace it with your own, or remove it.",
    "sample_address": "programme.yaml, {field}: “{found}” is a sample. Write your own.",
    "pale_accent": "programme.yaml, {field}: {found} is too pale to be read. The nearest colour that can be read is {nearest}.",
    "no_colour": "programme.yaml, {field}: “{found}” is not a colour that can be used here. Write it like #0b5563.",
    "unreadable": "The site cannot be built in these colours:",
    "refused": "The site is not ready to be published:",
}


@dataclass(frozen=True)
class Notice:
    """Something to tell the people who write the site. A fault is something they have to correct."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    is_fault: bool = False


def say_notice(notice: Notice, language: str) -> str:
    """A notice in the team's language."""
    speaker = Speaker(language)
    template = catalog(language, "site").gettext(TEMPLATES[notice.code])
    return template.format_map({name: speaker.say(value) for name, value in notice.details.items()})
