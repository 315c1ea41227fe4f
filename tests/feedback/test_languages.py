"""Languages are data: what a language.toml says is what the service knows, and a wrong one is named."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.vocabulary import LANGUAGES as VOCABULARY
from feedback.labels import language_name
from feedback.languages import (
    KNOWN,
    LANGUAGES,
    LanguageError,
    alphabetical,
    direction_of,
    locale_of,
    read_languages,
)
from tests.pseudo import language_file


def write(folder: Path, locale: str, text: str) -> None:
    (folder / locale).mkdir(exist_ok=True)
    (folder / locale / "language.toml").write_text(text, encoding="utf-8")


def test_the_service_knows_the_languages_of_the_analysis_and_dutch_comes_first() -> None:
    assert set(LANGUAGES) == set(VOCABULARY)
    assert next(iter(LANGUAGES)) == "nl"
    assert LANGUAGES["prs"].locale == "fa_AF"


def test_nobody_is_said_to_have_checked_a_language_who_is_not_named() -> None:
    """Nobody has yet. Who changes this line has a name and a date in language.toml."""
    assert {language.checked_by for language in KNOWN.values()} == {""}


@pytest.mark.parametrize(
    ("on", "checked_by", "state"),
    [
        (False, "", "draft"),
        (False, "A. Reader, 2026-12-01", "checked by A. Reader, 2026-12-01"),
        (True, "", "on, not checked"),
        (True, "A. Reader, 2026-12-01", "on, checked by A. Reader, 2026-12-01"),
    ],
)
def test_a_translation_has_a_state(tmp_path: Path, on: bool, checked_by: str, state: str) -> None:
    write(tmp_path, "uk", language_file("uk", "Українська", on=on, checked_by=checked_by))
    assert read_languages(tmp_path)["uk"].state == state


WRONG = {
    "no code": ("uk", 'own_name = "x"\non = true\nchecked_by = ""\n', "code"),
    "an unknown key": ("uk", language_file("uk", "x") + "off = true\n", "off"),
    "a code that cannot stand in an address": ("uk", language_file("UK/", "x"), "ISO 639"),
    "no name": ("uk", language_file("uk", ""), "own_name"),
    "neither on nor off": ("uk", language_file("uk", "x").replace("true", '"yes"'), "true or false"),
    "a folder that is no locale": ("xx", language_file("xx", "x"), "unknown locale"),
    "a code of another language": ("uk", language_file("nl", "x"), "nl has the code nl already"),
    "no TOML": ("uk", "code =", "language.toml"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_with_a_language_is_named_with_its_file(tmp_path: Path, kind: str) -> None:
    locale, text, message = WRONG[kind]
    write(tmp_path, "nl", language_file("nl", "Nederlands"))
    write(tmp_path, locale, text)
    with pytest.raises(LanguageError, match=message) as caught:
        read_languages(tmp_path)
    assert f"{locale}/language.toml" in str(caught.value)


def test_a_folder_without_a_language_file_is_no_language(tmp_path: Path) -> None:
    (tmp_path / "uk/LC_MESSAGES").mkdir(parents=True)
    assert read_languages(tmp_path) == {}


@pytest.mark.parametrize(
    ("code", "direction"),
    [("nl", "ltr"), ("ti", "ltr"), ("ar", "rtl"), ("prs", "rtl"), ("ps", "rtl"), ("ckb", "rtl")],
)
def test_the_direction_is_known_of_languages_that_are_offered_and_of_others(
    code: str, direction: str
) -> None:
    assert direction_of(code) == direction


@pytest.mark.parametrize("code", ["und", "other", "", "x" * 200])
def test_the_direction_of_an_unknown_language_is_left_to_the_text(code: str) -> None:
    assert (locale_of(code), direction_of(code), language_name(code)) == (None, "auto", code)


def test_a_language_is_called_as_its_speakers_call_it() -> None:
    assert [language_name(code) for code in ("prs", "es", "uk")] == ["دری", "Español", "українська"]


def test_people_look_languages_up_by_their_own_names() -> None:
    latin = [one.own_name for one in alphabetical(LANGUAGES.values()) if one.own_name.isascii()]
    assert latin == ["English", "Nederlands", "Soomaali"]


def test_the_languages_are_read_without_the_web() -> None:
    script = "import sys, feedback.languages; print({'flask', 'sqlalchemy', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
