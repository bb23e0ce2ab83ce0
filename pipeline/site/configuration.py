"""Programme in, Pelican's settings out: pelicanconf.py holds nothing of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.vocabulary.form import Form
from pipeline.vocabulary.programme import Programme

OFF = (
    "ARCHIVES_SAVE_AS",
    "AUTHORS_SAVE_AS",
    "AUTHOR_SAVE_AS",
    "CATEGORIES_SAVE_AS",
    "CATEGORY_SAVE_AS",
    "DRAFT_LANG_SAVE_AS",
    "DRAFT_PAGE_LANG_SAVE_AS",
    "DRAFT_PAGE_SAVE_AS",
    "DRAFT_SAVE_AS",
    "TAGS_SAVE_AS",
    "TAG_SAVE_AS",
)
"""Files that Pelican would write by itself."""

NO_FEEDS = (
    "AUTHOR_FEED_ATOM",
    "AUTHOR_FEED_RSS",
    "CATEGORY_FEED_ATOM",
    "FEED_ALL_ATOM",
    "TRANSLATION_FEED_ATOM",
)
"""Pelican's feeds know one language; ours are written with the other files of each language."""

FIXED: dict[str, Any] = {
    "PLUGINS": ["pipeline.site.plugin"],  # unset, Pelican would load whatever plugin is installed
    "RELATIVE_URLS": True,  # the same files work at an address's root and below it
    "SITEURL": "",
    "DIRECT_TEMPLATES": [],
    "STATIC_PATHS": ["files"],
    "THEME_STATIC_DIR": "theme",
    "PATH_METADATA": r"(?P<folder>\w+)/(?P<lang>[a-z]{2,3})/(?P<key>[\w-]+)\.md",
    "FILENAME_METADATA": "",
    "PAGE_TRANSLATION_ID": "",
    "ARTICLE_TRANSLATION_ID": "",
    "USE_FOLDER_AS_CATEGORY": False,
    "DEFAULT_CATEGORY": "news",
    "FORMATTED_FIELDS": [],
    "DEFAULT_PAGINATION": False,
    "LOCALE": [""],  # of the machine: dates are written by Babel, never by it
    "TYPOGRIFY": False,
    "DELETE_OUTPUT_DIRECTORY": True,
    "MARKDOWN": {
        "extensions": ["markdown.extensions.meta", "markdown.extensions.def_list"],
        "extension_configs": {},
        "output_format": "html",
    },
    "JINJA_ENVIRONMENT": {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    },
}


def derive_settings(
    programme: Programme, root: Path, built_on: date, form: Form | None = None
) -> dict[str, Any]:
    """Pelican's settings for a programme whose content/ and theme/ are in `root`; with `form`, its pages too."""
    languages = programme.languages.site
    return {
        **FIXED,
        **dict.fromkeys(OFF, ""),
        **dict.fromkeys(NO_FEEDS),
        **_addresses("PAGE", "{lang}/{slug}/"),
        **_addresses("ARTICLE", "{lang}/" + "news/{slug}/"),
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "var" / "site"),
        "THEME": str(root / "theme"),
        "SITENAME": programme.name[languages[0]]
        if languages[0] in programme.name
        else next(iter(programme.name.values())),
        "TIMEZONE": programme.timezone,
        "DEFAULT_LANG": languages[0],
        "PAGE_PATHS": [f"pages/{language}" for language in languages],
        "ARTICLE_PATHS": [f"news/{language}" for language in languages],
        "PROGRAMME": programme,
        "FORM": form,
        "PUBLISHED": str(root / programme.files.published),
        "KEPT": str(root / "var" / "cache"),
        "BUILT_ON": built_on.isoformat(),
        "PRODUCTION": False,
        "SEARCH": True,
    }


def _addresses(kind: str, address: str) -> dict[str, str]:
    file = f"{address}index.html"
    return {
        f"{kind}_URL": address,
        f"{kind}_LANG_URL": address,
        f"{kind}_SAVE_AS": file,
        f"{kind}_LANG_SAVE_AS": file,
    }


def read_build_date(epoch: str | None, now: date) -> date:
    """The day the site is built for: SOURCE_DATE_EPOCH where it is set, so that a build can be repeated."""
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else now


def path_prefix(programme: Programme) -> str:
    """The part of the site's address after its host, where the site does not stand at the root."""
    return urlsplit(programme.site.url).path.rstrip("/")
