"""The files that belong to no single page: a furnished context in; what servers, calendars and networks read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from pipeline.site import typography
from pipeline.site.calendar import EventPage, write_calendar
from pipeline.site.cards import Card, draw_card, tell_edition
from pipeline.site.colours import Shades
from pipeline.site.forms import FormPage
from pipeline.site.keeping import keep, write
from pipeline.site.pictures import make_versions
from pipeline.vocabulary.programme import Programme
from pipeline.words.speaker import Speaker

SERVED = (
    "index.html",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    "_headers",
    "_redirects",
    ".htaccess",
    "nginx.conf",
)
"""What stands at the root: the choice of languages, and what robots and the common servers read."""


class OwnFiles(Generator):  # type: ignore[misc]  # Pelican has no types
    """The files that belong to no single page."""

    def generate_output(self, writer: Any) -> None:
        """What stands at the root, each language's own files, the forms, and the pictures."""
        programme: Programme = self.settings["PROGRAMME"]
        self._write_root(writer, programme)
        for language in programme.languages.site:
            self._write_language(writer, language)
        for page in self.context["form_pages"]:
            self._write_form(writer, page)
        self._write_cards(programme)
        self._write_pictures()

    def _write_root(self, writer: Any, programme: Programme) -> None:
        first = programme.languages.site[0]
        for file in SERVED:
            self._write(writer, file, f"files/{file}", first)
        self._write(writer, "theme/symbol.svg", "files/symbol.svg", first)
        if programme.site.accents:
            self._write(writer, "theme/accents.css", "files/accents.css", first)
        if self.context["elsewhere"]:
            self._write(writer, "theme/elsewhere.css", "files/elsewhere.css", first)
        for former, one in self.context["redirects"].items():
            self._write(writer, f"{former}index.html", "files/moved.html", one.lang, target=one)

    def _write_language(self, writer: Any, language: str) -> None:
        if self.context["news"][language]:
            self._write(writer, f"{language}/feed.xml", "files/feed.xml", language)
        if self.context["published"] and self.context["published"].profiles:
            self._write(writer, f"embed/{language}.html", "files/embed.html", language)
        self._write_pieces(writer, language)

    def _write_form(self, writer: Any, page: FormPage) -> None:
        """A form's page is written as Pelican writes those that have a Markdown file."""
        template = self.env.get_template("form.html")
        writer.write_file(f"{page.url}index.html", template, self.context, relative_urls=True, page=page)

    def _write_pieces(self, writer: Any, language: str) -> None:
        shelves = self.context["shelves"]
        for piece in (*shelves["dates"][language].values(), *shelves["flyers"][language].values()):
            self._write(writer, f"{piece.url}index.html", f"{piece.template}.html", language, page=piece)
        coming = {one.code for one in self.context["dates"]}
        pages = [page for code, page in shelves["dates"][language].items() if code in coming]
        if pages:
            self._write_calendar(f"{language}/calendar.ics", pages)
        for page in pages:
            self._write_calendar(f"{page.url}{page.key}.ics", [page])

    def _write_cards(self, programme: Programme) -> None:
        """A picture for sharing beside each page."""
        font, folder = (
            Path(self.settings["THEME"]) / "fonts" / "cards.ttf",
            Path(self.settings["KEPT"]) / "cards",
        )
        for address, card in _cards(programme, self.context["shelves"], self.context["shades"]):
            drawn = keep(folder, (card, tell_edition(font)), partial(draw_card, card, font))
            self._write_bytes(f"{address}card.png", drawn)

    def _write_pictures(self) -> None:
        for picture in self.context["pictures"].values():
            for address, made in make_versions(picture, Path(self.settings["KEPT"]) / "pictures"):
                self._write_bytes(address, made)

    def _write_calendar(self, name: str, pages: list[EventPage]) -> None:
        text = write_calendar(pages, self.settings["PROGRAMME"], self.context["today"])
        self._write_bytes(name, text.encode("utf-8"))

    def _write_bytes(self, name: str, written: bytes) -> None:
        write(Path(self.output_path) / name, written)

    def _write(self, writer: Any, name: str, template: str, language: str, **more: Any) -> None:
        writer.write_file(
            name,
            self.env.get_template(template),
            self.context,
            relative_urls=True,
            override_output=True,
            language=language,
            **more,
        )


def _cards(
    programme: Programme, shelves: Mapping[str, Mapping[str, Mapping[str, Any]]], shades: Mapping[str, Shades]
) -> Iterator[tuple[str, Card]]:
    """Where a picture belongs, and what it shows: one for each page that can be shared, and one for the site."""
    if not programme.site.url:  # nobody could be told where the pictures are
        return
    accents = (shades["citizen"].accent, shades["newcomer"].accent)
    for language in programme.languages.site:
        name = typography.set_type(Speaker(language).say(programme.name), language)
        for one in chain.from_iterable(shelf[language].values() for shelf in shelves.values()):
            note = one.summary if isinstance(one, EventPage) else ""
            if one.key != "missing":
                yield one.url, Card(one.title, name, language, accents, getattr(one, "role", ""), note)
    first = programme.languages.site[0]
    title = typography.set_type(Speaker(first).say(programme.name), first)
    yield "", Card(title, programme.organisation.name, first, accents)
