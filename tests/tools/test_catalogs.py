"""Catalogs follow their sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import catalogs


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of catalogs."""
    monkeypatch.setattr(catalogs, "LOCALES", tmp_path)
    return tmp_path / "fr" / "LC_MESSAGES"


def test_the_committed_catalogs_are_up_to_date() -> None:
    assert catalogs.main(["--check"]) == 0


def test_new_sentences_wait_for_words(locales: Path) -> None:
    text = catalogs.written(
        "fr", "tests", {"a": "One {thing}", "b": ("{count} day", "{count} days"), "c": "One {thing}"}
    )

    assert text == (
        "# French words of Duos: tests.\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: fr\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
        "\n"
        "#. a\n#. c\n"
        "#, python-brace-format\n"
        'msgid "One {thing}"\n'
        'msgstr ""\n'
        "\n"
        "#. b\n"
        "#, python-brace-format\n"
        'msgid "{count} day"\n'
        'msgid_plural "{count} days"\n'
        'msgstr[0] ""\n'
        'msgstr[1] ""\n'
    )
    assert not locales.exists()


def test_translations_stay_and_strangers_go(locales: Path) -> None:
    locales.mkdir(parents=True)
    (locales / "tests.po").write_text('msgid "Gone"\nmsgstr "Parti"\n\nmsgid "Here"\nmsgstr "Ici"\n', "utf-8")

    text = catalogs.written("fr", "tests", {"new": "New", "here": "Here"})

    assert text.index('msgid "New"\nmsgstr ""') < text.index('msgid "Here"\nmsgstr "Ici"')
    assert "Gone" not in text


def test_a_new_plural_asks_for_new_words(locales: Path) -> None:
    locales.mkdir(parents=True)
    (locales / "tests.po").write_text('msgid "{count} day"\nmsgstr "{count} jour"\n', "utf-8")

    text = catalogs.written("fr", "tests", {"day": ("{count} day", "{count} days")})

    assert 'msgstr[0] ""\nmsgstr[1] ""' in text


def test_stale_catalogs_are_named(locales: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogs.main(["--check"]) == 2 * len(catalogs.subjects())
    assert "fr/LC_MESSAGES/labels.po is not up to date: make catalogs" in capsys.readouterr().out

    catalogs.main([])

    assert (locales / "labels.po").exists()
    assert catalogs.main(["--check"]) == 0
