"""Texts that a person must see soon: phrases that tell of danger, injustice or another group of law."""

import re
import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path

from analysis.texts.patterns import fold, linear
from analysis.texts.redaction import redact
from analysis.vocabulary import Flag

_SENTENCE_ENDS = frozenset(".!?؟።፧。！？\n")
_JOINED = frozenset("'\u200c\u200d\u0640")


def find_flags(text: str, kinds: Collection[str] | None = None) -> tuple[Flag, ...]:
    """The flags that a cleaned text raises, in the order of the vocabulary.

    `kinds` are the kinds of personal data found in the text; without them they are looked for here. The
    phrases of `flags.toml` are tried in every language, because people mix languages, and are tuned to
    miss little: a flag asks a person to look, it decides nothing.
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
    plain = fold("".join(char for char in text if char not in _JOINED and char not in "’‘ʼ"))
    spaced = (
        f" {char} "
        if char in _SENTENCE_ENDS
        else char
        if char.isalnum()
        else ""
        if unicodedata.combining(char)
        else " "
        for char in plain
    )
    return "".join(f" {word} " for word in "".join(spaced).split())


@cache
def _read_patterns() -> tuple[re.Pattern[str], dict[Flag, re.Pattern[str]]]:
    """The pattern of what only looks like a flag, and one pattern for each flag, in all languages."""
    path = Path(__file__).with_name("flags.toml")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    patterns = {
        name: linear("|".join(_expression(phrase) for phrases in languages.values() for phrase in phrases))
        for name, languages in table.items()
    }
    traps = patterns.pop("traps")
    return traps, {Flag(name): pattern for name, pattern in patterns.items()}


def _expression(phrase: str) -> str:
    """The source of a pattern for a phrase of `flags.toml`, in the notation explained there."""
    return "".join(map(_token, phrase.split()))


def _token(token: str) -> str:
    if token == "~":
        return r"(?: [^ .]+ ){0,3}"
    return f" (?:{'|'.join(map(_form, token.split('|')))}) "


def _form(form: str) -> str:
    letters = "[^ .]*"
    before, after = (letters if form.startswith("*") else ""), (letters if form.endswith("*") else "")
    return before + re.escape(as_words(form).strip()) + after


def _sentence_end(_: re.Match[str]) -> str:
    return " . "
