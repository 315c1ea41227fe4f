"""Texts that a person must see soon: phrases that tell of danger, injustice or another group of law.

The phrases stand in `phrases/`, one file a flag, by the language they are in. A phrase is words in order;
`*` stands for any letters at that side of a word, `a|b` for either word, `~` for up to three words
between, `.` for the end of a sentence. Letter case, diacritics, apostrophes and Arabic or Persian letter
forms do not matter; a hyphen separates words. Phrases of every language are tried on every text, because
people mix languages, so none may be an ordinary word in another of them (Turkish dil, Persian نصب).
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path

from analysis.texts.patterns import Translation, fold, linear
from analysis.texts.redaction import redact
from analysis.vocabulary import Flag

_PHRASES = Path(__file__).with_name("phrases")
_TRAPS = "traps"
_SENTENCE_ENDS = frozenset(".!?؟።፧。！？\n")
_SENTENCE_END = "."
_ANY_LETTERS = "[^ .]*"
_ARABIC_PREFIXES = "[وفبل]?(?:ال)?"
"""And, so, with, to, the: written as one with the word behind them."""
_JOINED = frozenset("'\u2019\u2018\u02bc\u200c\u200d\u0640")
"""Left out, as few people type them alike: apostrophes, joiners of Persian, the Arabic stretching sign."""


def find_flags(text: str, kinds: Collection[str] | None = None) -> tuple[Flag, ...]:
    """The flags that a cleaned text raises, in the order of the vocabulary.

    `kinds` are the kinds of personal data found in the text; without them they are looked for here. The
    phrases are chosen to miss little: a flag asks a person to look, it decides nothing.
    """
    personal_data = redact(text).kinds if kinds is None else kinds
    traps, patterns = _read_patterns()
    words = traps.sub(_sentence_end, as_words(text))
    raised = {flag for flag, pattern in patterns.items() if pattern.search(words)}
    if personal_data:
        raised.add(Flag.PERSONAL_DATA)
    return tuple(flag for flag in Flag if flag in raised)


def as_words(text: str) -> str:
    """The words of a text, folded and without marks, each with a space on both sides; `.` ends a sentence."""
    words = "  ".join((*text.translate(_WORD_CHARACTERS).split(), _SENTENCE_END))
    return f" {words} "


def _word_character(char: str) -> str:
    folded = fold(char)
    if char in _JOINED or unicodedata.combining(folded):
        return ""
    if folded in _SENTENCE_ENDS:
        return f" {_SENTENCE_END} "
    return folded if folded.isalnum() else " "


_WORD_CHARACTERS = Translation(_word_character)


@cache
def _read_patterns() -> tuple[re.Pattern[str], dict[Flag, re.Pattern[str]]]:
    """The pattern of what only looks like a flag, and one pattern for each flag, in all languages."""
    patterns = {path.stem: _read_pattern(path) for path in sorted(_PHRASES.glob("*.toml"))}
    traps = patterns.pop(_TRAPS)
    return traps, {Flag(name): pattern for name, pattern in patterns.items()}


def _read_pattern(path: Path) -> re.Pattern[str]:
    languages: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return linear("|".join(_expression(phrase) for phrases in languages.values() for phrase in phrases))


def _expression(phrase: str) -> str:
    """The source of a pattern for a phrase in the notation explained above."""
    return "".join(map(_step, phrase.split()))


def _step(part: str) -> str:
    if part == "~":
        return r"(?: [^ .]+ ){0,3}"
    return f" (?:{'|'.join(map(_form, part.split('|')))}) "


def _form(form: str) -> str:
    word = as_words(form).split()[0]
    before = (
        _ANY_LETTERS if form.startswith("*") else _ARABIC_PREFIXES if "\u0621" <= word <= "\u06ff" else ""
    )
    return before + re.escape(word) + (_ANY_LETTERS if form.endswith("*") else "")


def _sentence_end(_: object) -> str:
    return f" {_SENTENCE_END} "
