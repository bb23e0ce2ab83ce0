"""The Pelican plugin: one process, every language. Signals in, a furnished context and the site's own files out."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from time import time as time_now
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from pelican import signals
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from pipeline.site import choosing, typography
from pipeline.site.calendar import EventPage, make_page
from pipeline.site.colours import choose_shades, find_pale_accents
from pipeline.site.content import Campaign, Happening, Project, Testimonial
from pipeline.site.files import OwnFiles
from pipeline.site.forms import FormPage, form_pages
from pipeline.site.keeping import sweep
from pipeline.site.languages import announce_untranslated, newest_first, shelve
from pipeline.site.pictures import Picture, find_pictures
from pipeline.site.prose import ProseReader
from pipeline.site.reading import Content, read_content, read_published
from pipeline.site.rendering import PageWriter, tell_surroundings
from pipeline.site.searching import index_pages
from pipeline.site.sharing import Flyer, make_flyer
from pipeline.site.templating import furnish
from pipeline.site.translating import find_stale
from pipeline.site.wording import Notice, say_notice
from pipeline.site.writing import (
    LEAVES_OUT,
    PLACED,
    Manuscript,
    find_faults,
    find_file_faults,
    read_manuscripts,
)
from pipeline.vocabulary.form import Form
from pipeline.vocabulary.problems import DuosError
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published

logger = logging.getLogger(__name__)
SELDOM = (50_000, 20, 50)
"""When Python looks for refuse: nearly all that a build makes stays to its end, and looking took a tenth of its time."""


class SiteError(DuosError):
    """The site may not be published as it is; the message lists why."""


@dataclass(frozen=True)
class Sources:
    """Everything a build reads beside the text of the pages."""

    programme: Programme
    today: date
    manuscripts: tuple[Manuscript, ...]
    content: Content
    published: Published | None
    faults: tuple[Notice, ...]

    @property
    def left_out(self) -> set[str]:
        """The Markdown files that cannot be shown."""
        return {str(fault.details["path"]) for fault in self.faults if fault.code in LEAVES_OUT}

    def slug_of(self, key: str, language: str) -> str:
        """The address of a page, from its manuscript."""
        return next((one.slug for one in self.manuscripts if (one.key, one.language) == (key, language)), key)


def read_sources(settings: dict[str, Any]) -> Sources:
    """The programme, the content and what the workbook published, with everything that is wrong in them."""
    programme: Programme = settings["PROGRAMME"]
    manuscripts = read_manuscripts(Path(settings["PATH"]), programme.languages.site)
    content = read_content(Path(settings["PATH"]), programme.languages.site)
    published, faults = read_published(Path(settings["PUBLISHED"]))
    return Sources(
        programme,
        date.fromisoformat(settings["BUILT_ON"]),
        manuscripts,
        content,
        published,
        (
            *find_faults(manuscripts),
            *find_file_faults(manuscripts, Path(settings["PATH"])),
            *content.faults,
            *choosing.check_charter(content.charter),
            *faults,
        ),
    )


def find_samples(sources: Sources) -> Iterator[Notice]:
    """Sample content, and sample addresses: they may be shown, never published."""
    for one in sources.manuscripts:
        if one.is_sample:
            yield Notice(
                "sample_content",
                {"path": one.path, "line": str(one.fields["sample"][1]), "code": one.key},
                True,
            )
    content = sources.content
    items: tuple[Testimonial | Happening | Project | Campaign, ...]
    items = (*content.testimonials, *content.dates, *content.elsewhere, *content.campaigns)
    samples = {item.code for item in items if item.sample}
    for path, code, line in content.lines:
        if code in samples:
            yield Notice("sample_content", {"path": path, "line": str(line), "code": code}, True)
    yield from choosing.find_sample_addresses(sources.programme)


def refuse(programme: Programme, code: str, reasons: Iterable[Notice]) -> None:
    """A site that may not be built names all its reasons at once."""
    language = programme.languages.workbook
    said = [say_notice(reason, language) for reason in reasons]
    if said:
        raise SiteError("\n- ".join([say_notice(Notice(code), language), *said]))


def begin(generator: Generator) -> None:
    """The first generator reads the sources; all of them share its templates, compiled once, and can use our words."""
    context = generator.context
    if "sources" in context:
        generator.env = context["environment"]
        return
    context.update(sources=read_sources(generator.settings), environment=generator.env)
    furnish(generator.env)
    keep_templates(generator.env, Path(generator.settings["KEPT"]) / "templates")
    sources: Sources = context["sources"]
    refuse(sources.programme, "unreadable", find_pale_accents(sources.programme))
    if generator.settings["PRODUCTION"]:
        refuse(sources.programme, "refused", find_samples(sources))


def keep_templates(environment: Environment, folder: Path) -> None:
    """Templates are compiled once, and again when they change."""
    folder.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def use_own_reader(readers: Any) -> None:
    """Markdown files are read by our own reader."""
    readers.reader_classes.update(dict.fromkeys(ProseReader.file_extensions, ProseReader))


def place(generator: Generator, metadata: dict[str, Any]) -> None:
    """A faulty file is skipped; fixed pages and news get their address."""
    sources: Sources = generator.context["sources"]
    key, language, folder = metadata["key"], metadata["lang"], metadata["folder"]
    if f"content/{folder}/{language}/{key}.md" in sources.left_out:
        metadata["status"] = "skip"
        return
    if key in PLACED:
        metadata["slug"] = key
        _set_address(metadata, PLACED[key].format(language=language))
    if folder == "news":
        _set_address(metadata, f"{language}/{sources.slug_of('news', language)}/{metadata['slug']}/")


def _set_address(metadata: dict[str, Any], address: str) -> None:
    metadata["url"] = address
    metadata["save_as"] = f"{address}index.html" if address.endswith("/") else address


def set_content(content: Any) -> None:
    """A page's text, title and summary as its language wants them."""
    if not hasattr(content, "key"):
        return
    programme: Programme = content.settings["PROGRAMME"]
    html = content._content  # Pelican's plugins change a page here, before its links are resolved
    content._content = typography.finish_html(html, programme, content.lang)  # the same
    content.title = typography.finish_line(content.title, programme, content.lang)
    if hasattr(content, "short"):
        content.short = typography.finish_line(content.short, programme, content.lang)
    content.metadata["summary"] = typography.finish_line(content.metadata["summary"], programme, content.lang)


def gather(generators: list[Generator]) -> None:
    """Everything read is sorted and put where templates find it; what was found wrong is told."""
    context = generators[0].context
    sources: Sources = context["sources"]
    languages = sources.programme.languages.site
    written = {
        folder: shelve(_pieces(generators, kind), languages)
        for folder, kind in {"pages": PagesGenerator, "news": ArticlesGenerator}.items()
    }
    dates = choosing.gather_dates(sources.content.dates, sources.published)
    coming, past = choosing.choose_dates(dates, sources.today), choosing.choose_past(dates, sources.today)
    shelves = {
        **written,
        "dates": shelve(_event_pages((*coming, *past), sources), languages),
        "flyers": shelve(_flyers(sources), languages),
    }
    context.update(
        form=generators[0].settings["FORM"],
        form_pages=place_forms(sources, generators[0].settings["FORM"], shelves["pages"]),
        written={},
        programme=sources.programme,
        published=sources.published,
        today=sources.today,
        languages=languages,
        sounds=find_sounds(Path(generators[0].settings["PATH"])),
        folders=[f"/{language}/*" for language in languages],
        shelves=shelves,
        news={language: newest_first(pieces) for language, pieces in shelves["news"].items()},
        dates=coming,
        past=past,
        pictures=find_shown(sources, Path(generators[0].settings["PATH"])),
        **_chosen(sources, written["pages"]),
    )
    context["texts"] = {(one.folder, one.language, one.key): one.lines for one in sources.manuscripts}
    context["surroundings"] = tell_surroundings(context, sources.manuscripts)
    context["staticfiles"] = hold_back(context["staticfiles"], context["pictures"])
    _tell(sources, announce_untranslated(written, dict(_unspoken(sources, written["pages"]))))


def _unspoken(
    sources: Sources, pages: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each language of the site, what has no words in it."""
    for language in sources.programme.languages.site:
        content = choosing.find_unspoken(sources.content, language, pages[language])
        yield language, (*content, *choosing.find_unnamed(sources.programme, language))


def _chosen(sources: Sources, pages: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What of the content and of the programme's life is shown on the day of the build."""
    return dict(  # noqa: C408  # the names are those of the templates, as above
        testimonials=choosing.choose_testimonials(sources.content.testimonials, sources.today),
        questions=sources.content.questions,
        charter=sources.content.charter,
        amounts=sources.content.amounts,
        resources=sources.content.resources,
        elsewhere=sources.content.elsewhere,
        communes=sorted({commune for one in sources.content.elsewhere for commune in one.communes}),
        glossary=sources.content.glossary,
        campaigns=sources.content.campaigns,
        redirects=choosing.place_redirects(sources.content.redirects, pages),
        absences=choosing.choose_absences(sources.published, sources.today),
        criteria=choosing.group_criteria(sources.programme, sources.published),
        mode=(sources.published and sources.published.mode) or sources.programme.matching.mode,
        shades=choose_shades(sources.programme),
    )


def find_shown(sources: Sources, content: Path) -> dict[str, Picture]:
    """The pictures that pages and lists show."""
    lists = (path.read_text(encoding="utf-8") for path in sorted(content.glob("**/*.yaml")))
    return find_pictures(content, chain(("\n".join(one.lines) for one in sources.manuscripts), lists))


def hold_back(files: Iterable[Any], pictures: Mapping[str, Picture]) -> list[Any]:
    """Pictures as they came are not published: they are heavy, and a camera notes where it was."""
    return [file for file in files if file.get_relative_source_path() not in pictures]


def find_sounds(content: Path) -> frozenset[str]:
    """What has been recorded: files/sounds/<language>/<page>.mp3, step-<code>, question-…, voice-…, field-<code>."""
    found = (content / "files" / "sounds").glob("*/*.mp3")
    return frozenset(path.relative_to(content).as_posix() for path in found)


def _event_pages(dates: Iterable[Happening], sources: Sources) -> Iterator[EventPage]:
    for one in dates:
        for language in sources.programme.languages.site:
            if one.is_told_in(language):
                yield make_page(one, language, f"{language}/{sources.slug_of('dates', language)}/")


def _flyers(sources: Sources) -> Iterator[Flyer]:
    for one in sources.content.campaigns:
        for language in sources.programme.languages.site:
            if one.is_told_in(language):
                yield make_flyer(one, language)


def place_forms(
    sources: Sources, form: Form | None, shelf: dict[str, dict[str, Any]]
) -> tuple[FormPage, ...]:
    """The pages of our own forms stand among the others, so that links lead there."""
    pages = tuple(form_pages(sources.programme, form, datetime.combine(sources.today, time())))
    for page in pages:
        shelf[page.lang][page.key] = page
    return pages


def _pieces(generators: list[Generator], kind: type[Generator]) -> list[Any]:
    for generator in generators:
        if isinstance(generator, kind):
            own = generator.pages if kind is PagesGenerator else generator.articles
            pieces = [*own, *generator.translations]
            for piece in pieces:
                piece.override_url = piece.url  # Pelican would put it together again each time it is asked
            return pieces
    return []


def _tell(sources: Sources, untranslated: Iterator[Notice]) -> None:
    notices = chain(
        sources.faults,
        find_stale(sources.manuscripts),
        choosing.announce_consents(sources.content.testimonials, sources.today),
        untranslated,
    )
    for notice in notices:
        level = logging.ERROR if notice.is_fault else logging.WARNING
        logger.log(level, "%s", say_notice(notice, sources.programme.languages.workbook))


def add_files(_: Any) -> type[Generator]:
    """Pelican also runs the generator of our own files."""
    return OwnFiles


def add_writer(_: Any) -> type[PageWriter]:
    """Pelican writes pages with our memory of them."""
    return PageWriter


def index(pelican: Any) -> None:
    """When everything is written, the pages can be indexed, and what no build needs any more is forgotten."""
    if pelican.settings["SEARCH"]:
        languages = pelican.settings["PROGRAMME"].languages.site
        index_pages(Path(pelican.output_path), languages, Path(pelican.settings["KEPT"]) / "search")
    sweep(Path(pelican.settings["KEPT"]), time_now())


def register() -> None:
    """Called by Pelican once. Only functions of a module may be connected: Pelican forgets any other."""
    gc.set_threshold(*SELDOM)
    signals.readers_init.connect(use_own_reader)
    signals.generator_init.connect(begin)
    signals.page_generator_context.connect(place)
    signals.article_generator_context.connect(place)
    signals.content_object_init.connect(set_content)
    signals.all_generators_finalized.connect(gather)
    signals.get_generators.connect(add_files)
    signals.get_writer.connect(add_writer)
    signals.finalized.connect(index)
