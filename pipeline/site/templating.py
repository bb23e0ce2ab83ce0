"""What templates can call: words in the page's language, links that stay in it, the entrance of each side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from pipeline.forms.fields import Sending, View, show_form
from pipeline.site import typography
from pipeline.site.applying import Entrance, address_of, open_entrance, origin_of
from pipeline.site.calendar import EventPage, describe_event
from pipeline.site.configuration import path_prefix
from pipeline.site.content import Told, find_spoken
from pipeline.site.forms import FormPage
from pipeline.site.languages import Piece, find_translations
from pipeline.site.pictures import show_pictures
from pipeline.site.sharing import keep_code, mark_source
from pipeline.vocabulary.form import Words
from pipeline.vocabulary.people import Role
from pipeline.words import LANGUAGES
from pipeline.words.catalogs import catalog
from pipeline.words.speaker import Speaker

FIRST = re.compile(r"\b1 (?=\w{3})")
MENU = ("how", "who", "questions", "voices", "news", "contact", "search")
SENTENCE = re.compile(r"(?<=[.!?…]) +")
PAGE_ADDRESS = re.compile(r'href="page:([\w-]+)(#[\w-]+)?"')


def language_of(context: Context) -> str:
    """The language of the page that is being written."""
    told = context.get("language")
    return str(told or (context.get("page") or context.get("article")).lang)


@pass_context
def find_root(context: Context) -> str:
    """The way from this page to the site's root; a page for lost visitors may stand anywhere, so it gets a fixed one."""
    page = context.get("page")
    if page and page.key == "missing":
        return path_prefix(context["programme"])
    return str(context["SITEURL"])


@pass_context
def find_root_path(context: Context) -> str:
    """The part of the site's address after its host, for what servers read."""
    return path_prefix(context["programme"])


@pass_context
def find_sound(context: Context, name: str) -> str:
    """The way to what is read aloud in the page's language; nothing where nobody has recorded it."""
    sound = f"files/sounds/{language_of(context)}/{name}.mp3"
    return f"{find_root(context)}/{sound}" if sound in context["sounds"] else ""


@pass_context
def link(context: Context, key: str, language: str = "") -> str:
    """The way from this page to another, in its language; nothing where that page is absent."""
    shelf: Mapping[str, Piece] = context["shelves"]["pages"].get(language or language_of(context), {})
    return f"{find_root(context)}/{shelf[key].url}" if key in shelf else ""


@pass_context
def link_pages(context: Context, html: str) -> Markup:
    """A text whose `page:how` links lead there, or to the page itself, and whose pictures suit each screen."""

    def resolve(found: re.Match[str]) -> str:
        return f'href="{link(context, found[1])}{found[2] or ""}"'

    shown = show_pictures(html, context["pictures"], find_root(context))
    return Markup(PAGE_ADDRESS.sub(resolve, shown))  # noqa: S704  # content/ is written by the team


@pass_context
def say_plainly(context: Context, words: Words) -> str:
    """Words in the page's language as plain text, for the page's head."""
    language = language_of(context)
    return typography.set_type(Speaker(language).say(words), language)


@pass_context
def say(context: Context, words: Words) -> Markup:
    """Words in the page's language; where they had to be borrowed from another, they are marked as such."""
    language = language_of(context)
    spoken_in = find_spoken(words, language)
    html = typography.set_type(str(escape(words[spoken_in])), spoken_in)
    if spoken_in != language:
        html = f'<span lang="{spoken_in}" dir="{tell_direction(spoken_in)}">{html}</span>'
    return Markup(typography.isolate_runs(html, spoken_in))  # noqa: S704  # escaped above


@pass_context
def say_sentences(context: Context, words: Words) -> list[Markup]:
    """Words in the page's language, sentence by sentence."""
    spoken_in = find_spoken(words, language_of(context))
    return [say(context, {spoken_in: sentence}) for sentence in SENTENCE.split(words[spoken_in])]


@pass_context
def once(context: Context, template: str, current: str = "") -> Markup:
    """A part that is the same on every page of a language that stands as deep: written the first time.

    `current` is the page on which it says where one is.
    """
    written: dict[tuple[str, ...], Markup] = context["written"]
    key = (template, language_of(context), find_root(context), current)
    if key not in written:
        html = context.environment.get_template(template).render(context.get_all(), current=current)
        written[key] = Markup(html)  # noqa: S704  # a template has escaped it
    return written[key]


@pass_context
def isolate(context: Context, line: str) -> Markup:
    """A title or a summary in the page's direction."""
    html = str(escape(line))
    return Markup(typography.isolate_runs(html, language_of(context)))  # noqa: S704  # escaped above


def link_phone(number: str) -> Markup:
    """A telephone number that can be tapped."""
    return Markup(typography.link_phone(number))  # noqa: S704  # escaped there


def link_email(address: str) -> Markup:
    """An e-mail address that can be tapped."""
    return Markup(typography.link_email(address))  # noqa: S704  # escaped there


@pass_context
def tell(context: Context, words: Words) -> Markup:
    """A Markdown text in the page's language."""
    language = language_of(context)
    html = typography.render_prose(Speaker(language).say(words), context["programme"], language)
    return link_pages(context, html)


@pass_context
def tell_day(context: Context, day: date | datetime, pattern: str = "d MMMM y") -> str:
    """A day in the page's language; French says 1er."""
    language = language_of(context)
    said = format_date(day, pattern, locale=Speaker(language).locale)
    return FIRST.sub("1er ", said) if language == "fr" else said


@pass_context
def enter(context: Context, role: str) -> Entrance:
    """How one side can apply, in the page's language."""
    language, programme, published = language_of(context), context["programme"], context["published"]
    return open_entrance(Role(role), language, programme, published, context["form"])


@pass_context
def ask(context: Context, page: FormPage) -> View:
    """The questions of one of our own forms, as its page shows them."""
    programme, form = context["programme"], context["form"]
    address = address_of(programme, form, page.sheet.code, page.lang)
    return show_form(form, page.sheet, page.lang, Sending(address, programme.organisation.phone))


@pass_context
def spoken(context: Context, items: Iterable[Told]) -> list[Told]:
    """The items that have been given words in the page's language."""
    language = language_of(context)
    return [item for item in items if item.is_told_in(language)]


@pass_context
def translate(context: Context, piece: Piece | None) -> dict[str, Piece]:
    """A page, or a piece of news, in every language that has it."""
    if piece is None:
        return {}
    folder = getattr(piece, "shelf", "news" if context.get("article") else "pages")
    return find_translations(piece.key, context["shelves"][folder])


@pass_context
def absolute(context: Context, url: str) -> str:
    """An address that can be used from elsewhere."""
    return f"{context['programme'].site.url.rstrip('/')}/{url}"


@cache
def name_language(language: str) -> str:
    """A language by its own name."""
    return str(Locale.parse(language).get_display_name(language)).capitalize()


def tell_direction(language: str) -> str:
    """Rtl or ltr, as HTML wants it."""
    return "rtl" if typography.is_right_to_left(language) else "ltr"


def tell_locale(language: str) -> str:
    """A language as Open Graph wants it: fr_BE."""
    return Speaker(language).locale


@pass_context
def _gettext(context: Context, message: str) -> str:
    return catalog(language_of(context), "site").gettext(message)


@pass_context
def _ngettext(context: Context, one: str, many: str, count: int) -> str:
    return catalog(language_of(context), "site").ngettext(one, many, count)


@pass_context
def tell_euros(context: Context, amount: float) -> str:
    """An amount of money in the page's language."""
    return format_currency(amount, "EUR", locale=Speaker(language_of(context)).locale)


@pass_context
def tell_number(context: Context, number: float) -> str:
    """A number in the page's language."""
    return Speaker(language_of(context)).say(number)


@pass_context
def draw_way(context: Context, key: str, campaign: str) -> Markup:
    """A QR code that leads to a page, in this page's language, and says which campaign it comes from."""
    shelf = context["shelves"]["pages"][language_of(context)]
    address = mark_source(absolute(context, shelf[key].url), campaign)
    return Markup(keep_code(address, Path(context["KEPT"]) / "codes"))  # noqa: S704  # drawn by us


@pass_context
def tell_event(context: Context, page: EventPage) -> dict[str, Any]:
    """What search engines read of a date."""
    return describe_event(page, context["programme"])


@pass_context
def set_marks(context: Context, html: str) -> Markup:
    """A finished piece of a page with its marks held to their words."""
    return Markup(typography.set_type(html, language_of(context)))  # noqa: S704  # a template has escaped it


def is_reviewed(piece: Piece) -> bool:
    """Whether somebody who grew up with the page's language has read it again."""
    return piece.lang in LANGUAGES or bool(getattr(piece, "reviewed_by", ""))


FILTERS: dict[str, Callable[..., Any]] = {
    "say": say,
    "plain": say_plainly,
    "tell": tell,
    "sentences": say_sentences,
    "day": tell_day,
    "linked": link_pages,
    "spoken": spoken,
    "isolated": isolate,
    "typeset": set_marks,
    "phone": link_phone,
    "email": link_email,
    "language_name": name_language,
    "direction": tell_direction,
    "locale": tell_locale,
    "euros": tell_euros,
    "number": tell_number,
    "event": tell_event,
}
GLOBALS: dict[str, Callable[..., Any]] = {
    "language_of_page": pass_context(language_of),
    "root": find_root,
    "root_path": find_root_path,
    "find_sound": find_sound,
    "link": link,
    "once": once,
    "enter": enter,
    "ask": ask,
    "origin_of": origin_of,
    "translate": translate,
    "absolute": absolute,
    "is_reviewed": is_reviewed,
    "draw_way": draw_way,
}


def contains(items: Iterable[object], one: object) -> bool:
    """Whether something is among others."""
    return one in items


def furnish(environment: Environment) -> None:
    """Templates can call all of the above, and speak through the catalog `site`."""
    environment.filters.update(FILTERS)
    environment.globals.update(GLOBALS)
    environment.globals["MENU"] = MENU
    environment.tests["contains"] = contains
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # of jinja2.ext.i18n
