"""What servers read: headers, former addresses, and a page for lost visitors in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.vocabulary.programme import Site as SiteSettings
from tests.site.building import Site, a_programme, build
from tests.site.test_languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_lost_visitors_are_met_in_their_language(language: str, whole: Site) -> None:
    assert f'<html lang="{language}"' in whole.read(f"{language}/404.html")
    assert f"/{language}/* /{language}/404.html 404\n" in whole.read("_redirects")
    assert f"ErrorDocument 404 /{language}/404.html" in whole.read(".htaccess")
    assert f"error_page 404 /{language}/404.html;" in whole.read("nginx.conf")


@pytest.mark.parametrize("file", ["_headers", ".htaccess", "nginx.conf"])
def test_every_server_sends_the_headers(file: str, whole: Site) -> None:
    for header in (
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "frame-ancestors 'none'",
    ):
        assert header in whole.read(file)


def test_only_the_snippet_may_be_framed(whole: Site) -> None:
    paths = [line for line in whole.read("_headers").splitlines() if not line.startswith(" ")]
    assert paths == ["/*", "/", "/404.html", *(f"/{language}/*" for language in LANGUAGES)]


def test_former_addresses_lead_on(site: Site) -> None:
    stub = site.read("fr/comment/index.html")
    assert 'content="0; url=../../fr/comment-ca-marche/"' in stub
    assert "/fr/comment/ /fr/comment-ca-marche/ 301\n" in site.read("_redirects")
    assert "/fr/comment/" not in site.read("sitemap.xml")


def test_files_know_where_the_site_stands(output: Path) -> None:
    site = build(output, a_programme(site=SiteSettings(url="https://example.net/duos")))
    assert "ErrorDocument 404 /duos/404.html" in site.read(".htaccess")
    assert 'RedirectMatch 301 "^/duos/fr/comment/$" "/duos/fr/comment-ca-marche/"' in site.read(".htaccess")
