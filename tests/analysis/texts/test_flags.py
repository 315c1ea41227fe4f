"""Tests of texts that a person must see soon, in every language that the service is offered in."""

import random
import time
import tomllib
from pathlib import Path

import pytest

from analysis.texts.flags import as_words, find_flags
from analysis.vocabulary import LANGUAGES, Flag

_SENTENCES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("flag_sentences.toml").read_text(encoding="utf-8")
)
_HARMLESS = [(language, text) for language, texts in _SENTENCES.pop("none").items() for text in texts]
_FLAGGED = [
    (Flag(flag), language, text)
    for flag, languages in _SENTENCES.items()
    for language, texts in languages.items()
    for text in texts
]
_PHRASES = Path(__file__).parents[3] / "analysis" / "texts" / "phrases"


@pytest.mark.parametrize(("flag", "language", "text"), _FLAGGED)
def test_a_text_that_tells_of_it_is_flagged(flag: Flag, language: str, text: str) -> None:
    assert flag in find_flags(text, ()), language


@pytest.mark.parametrize(("language", "text"), _HARMLESS)
def test_a_figure_of_speech_is_not_flagged(language: str, text: str) -> None:
    assert find_flags(text, ()) == (), language


def test_every_flag_has_sentences_and_phrases_in_every_language() -> None:
    for flag in set(Flag) - {Flag.PERSONAL_DATA}:
        assert set(_SENTENCES[flag]) == set(LANGUAGES)
        assert set(LANGUAGES) <= set(_read(flag.value))


def test_danger_is_seen_beside_a_figure_of_speech() -> None:
    text = "We lagen dood van het lachen. Maar thuis slaat mijn man mij."
    assert find_flags(text, ()) == (Flag.VIOLENCE_SAFETY,)


def test_flags_come_in_the_order_of_the_vocabulary() -> None:
    text = "de school pleegt fraude en ik wil niet meer leven"
    assert find_flags(text, ["phone"]) == (Flag.DISTRESS, Flag.FRAUD, Flag.PERSONAL_DATA)


@pytest.mark.parametrize("text", ["zelfmoord", "ZELFMOORD!", "«zelfmoord»", "een zelfmoordpoging"])
def test_case_and_punctuation_do_not_hide_a_word(text: str) -> None:
    assert find_flags(text, ()) == (Flag.DISTRESS,)


def test_diacritics_harakat_and_joiners_may_be_left_out_or_written() -> None:
    assert find_flags("irkci davranıyor", ()) == find_flags("ırkçı davranıyor", ()) != ()
    assert find_flags("عُنْصُرِيّة", ()) == find_flags("عنصرية", ()) != ()
    assert find_flags("می\u200cخواهم بمیرم", ()) == find_flags("میخواهم بمیرم", ()) != ()


def test_personal_data_is_looked_for_when_nobody_did() -> None:
    assert find_flags("bel 06-12345678") == (Flag.PERSONAL_DATA,)
    assert find_flags("bel 06-12345678", kinds=()) == ()
    assert find_flags("bel mij") == ()


def test_a_word_in_between_is_allowed_but_not_a_new_sentence() -> None:
    assert find_flags("ik wil echt helemaal niet meer leven", ()) == (Flag.DISTRESS,)
    assert find_flags("ik wil slagen. Niet meer wachten. Leven is mooi", ()) == ()


def test_each_form_in_a_phrase_is_one_word() -> None:
    """A phrase with a hyphen or an apostrophe inside a word could never be found."""
    for path in _PHRASES.glob("*.toml"):
        for phrase in (phrase for phrases in _read(path.stem).values() for phrase in phrases):
            forms = [form for part in phrase.split() if part not in "~." for form in part.split("|")]
            assert all(len(as_words(form).split()) == 2 for form in forms), phrase
            assert phrase[0] != "~" != phrase[-1], phrase


def test_no_phrase_stands_twice() -> None:
    for path in _PHRASES.glob("*.toml"):
        for language, phrases in _read(path.stem).items():
            assert len(phrases) == len(set(phrases)), (path.stem, language)


def test_a_text_of_100_kb_takes_linear_time() -> None:
    generator = random.Random(7)
    words = [
        "wil",
        "niet",
        "meer",
        "leven",
        "dood",
        "uren",
        "les",
        "tekenen",
        "van",
        "lachen",
        ".",
        "بسبب",
        "أن",
    ]
    short = " ".join(generator.choices(words, k=2_000))
    long = " ".join(generator.choices(words, k=20_000))
    assert _seconds(long) < 30 * _seconds(short) + 0.05


def _seconds(text: str) -> float:
    find_flags("", ())
    started = time.perf_counter()
    find_flags(text, ())
    return time.perf_counter() - started


def _read(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads((_PHRASES / f"{name}.toml").read_text(encoding="utf-8"))
    return table
