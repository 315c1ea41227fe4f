"""Tests of what may be stored and shown of a text."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.texts.cleaning import clean

_RUN = settings(max_examples=200, deadline=None, derandomize=True)
_ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
_HARD = "a b\n\r\t\x00\x85\u2028é\u0301\u0323\u0344\ufb2c\u202e\u200c\u200f\u00a0\ud800\U000e0041\ufdfa가각"
_HARD_TEXT = st.text(st.sampled_from(_HARD), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c\x7fd", "abcd"),
        ("één\ttab", "één\ttab"),
        (
            "regel 1\r\nregel 2\rregel 3\x0bregel 4\u2028regel 5",
            "regel 1\nregel 2\nregel 3\nregel 4\nregel 5",
        ),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("a\n\nb\nc", "a\n\nb\nc"),
        ("  \n a  \n b \n\n ", "a\n b"),
        ("half \ud83d pair", "half  pair"),
        ("\u202egnihton\u202c \u2066x\u2069", "gnihton x"),
        ("hid\U000e0068\U000e0069den", "hidden"),
        ("1234\u200b56\u00ad789\ufeff", "123456789"),
        ("\ufffe\uffff\U0001ffff\ufdd0", ""),
        ("cafe\u0301", "café"),
        ("", ""),
        (" \n\t\u200f\u200c ", ""),
        ("\u00a0", ""),
    ],
)
def test_what_no_reader_sees_is_removed_and_lines_are_made_equal(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "\u200fمرحبا DUO\u200e!",
        "👨\u200d👩\u200d👧",
        "\ufdfa",
        "ﬁets",
        "ኣነ እየ።",
        "شكراً جزيلاً",
        "ẤỆ",
        "① ² ½",
    ],
)
def test_what_a_person_wrote_is_left(text: str) -> None:
    assert clean(text) == text


def test_at_most_four_marks_stand_on_a_letter() -> None:
    assert clean("z" + "\u0335" * 2000 + "o") == "z" + "\u0335" * 4 + "o"


@_RUN
@given(_ANY_TEXT | _HARD_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@_RUN
@given(_ANY_TEXT | _HARD_TEXT)
def test_a_clean_text_can_be_stored_anywhere(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in cleaned)
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()


@_RUN
@given(st.text(st.characters(categories=["L", "Nd"]), max_size=40))
def test_letters_and_digits_are_only_composed(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_no_text_takes_more_than_linear_time() -> None:
    """Twice the text takes about twice the time, though putting marks in order is quadratic by itself."""
    nasty = "\u0301\u0323" * 20_000
    started = time.perf_counter()
    clean("a" + nasty)
    once = time.perf_counter() - started
    started = time.perf_counter()
    clean("a" + nasty * 8)
    assert time.perf_counter() - started < 20 * once + 0.05
