"""Our codes and the Dutch words that partners may write for them."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from analysis.deliveries.delivery import Column
from analysis.vocabulary import THEMES

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LANGUAGE = re.compile("[a-z]{2,3}")


def _read_words() -> dict[Column, dict[str, tuple[str, ...]]]:
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    words = {Column(name): {code: tuple(of) for code, of in rows.items()} for name, rows in table.items()}
    words[Column.THEME] = {theme.code: (theme.name_nl,) for theme in THEMES}
    return {column: words[column] for column in Column if column in words}


WORDS: dict[Column, dict[str, tuple[str, ...]]] = _read_words()
"""For each column with a list: its codes in the order of the list, each with its Dutch words, best first."""


def fold(text: str) -> str:
    """The text as it is compared: one form of dash, no capitals, no spaces."""
    return _DASHES.sub("-", "".join(text.casefold().split()))


_CODES = {
    column: {fold(word): code for code, words in rows.items() for word in (code, *words)}
    for column, rows in WORDS.items()
}


@lru_cache(maxsize=1024)
def code_of(column: Column, text: str) -> str | None:
    """The code that a word stands for in a column, None for a word that is not in its list.

    A language may also be any two or three letters: the codes of ISO 639 are too many to list here.
    """
    key = fold(text)
    unlisted = key if column is Column.LANGUAGE and _LANGUAGE.fullmatch(key) else None
    return _CODES[column].get(key, unlisted)
