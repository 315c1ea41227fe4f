"""Tests of names in a text, in every language that the service is offered in."""

import tomllib
from pathlib import Path

import pytest

from analysis.texts.patterns import fold
from analysis.texts.redaction import redact
from analysis.vocabulary import LANGUAGES

_TABLE = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_WITHOUT_NAME = _TABLE.pop("none")
_WITH_NAME = [(language, *row) for language, rows in _TABLE.items() for row in rows]


@pytest.mark.parametrize(("language", "text", "masked"), _WITH_NAME)
def test_a_name_that_is_announced_is_masked(language: str, text: str, masked: str) -> None:
    redaction = redact(text)
    assert redaction.text == masked, language
    assert redaction.kinds == ("name",)


@pytest.mark.parametrize("text", _WITHOUT_NAME)
def test_words_that_are_no_name_survive(text: str) -> None:
    assert redact(text).text == text


def test_every_language_of_the_service_has_sentences() -> None:
    assert set(LANGUAGES) <= set(_TABLE)


def test_a_name_of_many_words_ends_with_the_fourth() -> None:
    assert redact("Ik heet Juan Carlos Pérez Gómez Soto Ruiz").text == "Ik heet [name] Soto Ruiz"


def test_invisible_marks_of_direction_do_not_hide_a_name() -> None:
    assert redact("\u200fاسمي\u200f أحمد").text == "\u200fاسمي\u200f [name]"


def test_no_stop_word_is_also_a_given_name() -> None:
    path = Path(__file__).parents[3] / "analysis" / "texts" / "names.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    assert not set(map(fold, words["stop"])) & set(map(fold, words["given"]))
