"""Pattern matching that no text can make slow: RE2 expressions on a folded copy of the text."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, cast

import re2

_SPACES = "\t\u200c\u200d\u200e\u200f\u061c"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\u2018\u2019\u201b\u02bc\u00b4`\u2032"
_MEMORY = 32 << 20
"""Bytes that RE2 may use for a pattern: with its usual 8 MB the largest ones run a hundred times slower."""
_MOST_MATCHES = 500
"""No text that we take holds more of one kind; each match costs ten microseconds or more."""
_UNREAD = "number"
_SAME_LETTER = {"ي": "یىېۍ", "ك": "کڪ", "ه": "ةہھەۀ", "گ": "ګ", "i": "ıİ"}
_FIXED = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_QUOTES, "'"),
    **{char: letter for letter, others in _SAME_LETTER.items() for char in others},
}


class Mask(NamedTuple):
    """A stretch of a text, in characters, that holds one kind of personal data."""

    start: int
    end: int
    kind: str


class Reading:
    """A text beside its folded copy: what stands at a place in one stands at that place in the other."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self._read_to = len(text)

    def matches(self, pattern: re.Pattern[str], layer: str | None = None) -> Iterator[re.Match[str]]:
        """Where a pattern matches the folded text or another layer of it, as often as a person would write.

        A text that holds more of it is read no further; `unread` says from where.
        """
        for number, match in enumerate(pattern.finditer(self.folded if layer is None else layer)):
            if number == _MOST_MATCHES:
                self._read_to = min(self._read_to, match.start())
                return
            yield match

    def unread(self) -> list[Mask]:
        """A mask for the part that was not read, which may hold anything."""
        end = len(self.text)
        return [Mask(self._read_to, end, _UNREAD)] if self._read_to < end else []

    def masked(self, masks: Iterable[Mask]) -> "Reading":
        """The reading with each stretch replaced by its kind; the masks come in order and do not overlap."""
        masks = list(masks)
        return Reading(_replaced(self.text, masks), _replaced(self.folded, masks))


def _replaced(layer: str, masks: Iterable[Mask]) -> str:
    parts: list[str] = []
    end = 0
    for mask in masks:
        parts += layer[end : mask.start], f"[{mask.kind}]"
        end = mask.end
    return "".join([*parts, layer[end:]])


def linear(pattern: str) -> re.Pattern[str]:
    r"""The pattern compiled by RE2, which takes time linear in the text and refuses what could not.

    In RE2 `\b`, `\w` and `\d` know ASCII only, which is why patterns are used on folded text.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return cast("re.Pattern[str]", re2.compile(pattern, options))


class Translation(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = self._of(chr(code))
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


_FOLDING = Translation(_fold_character)


def fold(text: str) -> str:
    """The text as patterns read it, of the same length, so that places in it are places in the text.

    Digits of every script become ASCII, letters lower case without their diacritics, Arabic and
    Persian forms of one letter the same letter, and every space, dash and apostrophe the plain one.
    """
    return text.translate(_FOLDING)


def alternatives(phrases: Iterable[str]) -> str:
    """The source of a pattern that matches any of the phrases as they look when folded, longest first."""
    return "|".join(re2.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
