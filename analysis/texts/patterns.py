"""Pattern matching that no text can make slow: RE2 expressions on a folded copy of the text."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple, cast

import re2

_SPACES = "\t\u200c\u200d\u200e\u200f\u061c"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\u2018\u2019\u201b\u02bc\u00b4`\u2032"
_SAME_LETTER = {"ي": "یىېۍ", "ك": "کڪ", "ه": "ةہھەۀ", "گ": "ګ", "i": "ıİ"}
_FIXED = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_QUOTES, "'"),
    **{char: letter for letter, others in _SAME_LETTER.items() for char in others},
}


class Reading(NamedTuple):
    """A text beside its folded copy: what stands at a place in one stands at that place in the other."""

    text: str
    folded: str


class Mask(NamedTuple):
    """A stretch of a text, in characters, that holds one kind of personal data."""

    start: int
    end: int
    kind: str


def linear(pattern: str) -> re.Pattern[str]:
    r"""The pattern compiled by RE2, which takes time linear in the text and refuses what could not.

    In RE2 `\b`, `\w` and `\d` know ASCII only, which is why patterns are used on folded text.
    """
    options = re2.Options()
    options.log_errors = False
    return cast("re.Pattern[str]", re2.compile(pattern, options))


class _Folding(dict[int, str]):
    """A translation table that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


def _fold_character(char: str) -> str:
    if char in _FIXED:
        return _FIXED[char]
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    decomposed = unicodedata.normalize("NFKD", char)
    if all(map(unicodedata.combining, decomposed[1:])):
        char = _FIXED.get(decomposed[0], decomposed[0])
    lower = char.lower()
    return lower if len(lower) == 1 else char


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text as patterns read it, of the same length, so that places in it are places in the text.

    Digits of every script become ASCII, letters lower case without their diacritics, Arabic and
    Persian forms of one letter the same letter, and every space, dash and apostrophe the plain one.
    """
    return text.translate(_FOLDING)


def alternatives(phrases: Iterable[str]) -> str:
    """The source of a pattern that matches any of the phrases as they look when folded, longest first."""
    return "|".join(re2.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
