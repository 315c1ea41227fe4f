"""Words around names: where a name is announced, and what a word there can be."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.texts.patterns import Reading, alternatives, fold, linear

_OPENING = r"(?:^|[^\pL\pM'])"
_GAP = r"(?: ?[:=-] ?| {1,2})[\"'«“„]?"
_WORD = linear(r"\pL\.(?:\pL\.)*|[\pL\pM]+(?:['-][\pL\pM]+)*")
_STRETCH = 120
_MOST_WORDS = 6


class Lexicon:
    """The lists of `names.toml`: patterns whose match ends where a name may begin, and folded words."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        phrases = {key: alternatives(words) for key, words in table.items()}
        third_person = rf"(?:{phrases['people']})(?:'?s)?(?: \pL{{1,15}})? (?:{phrases['called']})"
        self.announced = linear(
            rf"{_OPENING}[وف]?(?:(?:{phrases['introductions']})|{third_person}){_GAP}"
            rf"|{_OPENING}(?:{phrases['labels']}) ?: ?"
        )
        relation = rf"(?:{phrases['possessives']}) (?:{phrases['people']})"
        self.titled = linear(rf"{_OPENING}(?:(?:{phrases['titles']}|{relation}) {{1,2}}){{1,3}}")
        self.titled_uncased = linear(rf"{_OPENING}(?:{phrases['titles_uncased']}) {{1,2}}")
        person_is = rf"(?:{phrases['people']})(?: \pL{{1,15}}){{0,3}} (?:is|was|es)"
        self.being = linear(rf"{_OPENING}(?:{phrases['being']}|{person_is}) ")
        given = rf"((?:{phrases['given']})(?: (?:{phrases['given']}))*)"
        self.known = linear(
            rf"{_OPENING}[وف]?(?:{phrases['being']}|{phrases['being_known']}) {given}(?:[^\pL\pM]|$)"
            rf"|{_OPENING}{given} (?:{phrases['titles_behind']})\b"
        )
        self.farewell = linear(rf"{_OPENING}(?:{phrases['farewells']})[ ,.!:\n-]{{1,6}}")
        behind = "|".join(map(str.capitalize, table["titles_behind"]))
        self.title_behind = linear(rf"(\p{{Lu}}\p{{Ll}}+(?: \p{{Lu}}\p{{Ll}}+)?) (?:{behind})\b")
        self.stop = frozenset(map(fold, table["stop"]))
        self.particles = frozenset(map(fold, table["particles"]))
        self.given = frozenset(map(fold, table["given"]))
        self.no_name = linear(rf"^(?:{phrases['no_name_beginnings']})|{phrases['organisation_parts']}")


@cache
def read_lexicon() -> Lexicon:
    """The lexicon of `names.toml`, read once."""
    path = Path(__file__).with_name("names.toml")
    return Lexicon(tomllib.loads(path.read_text(encoding="utf-8")))


class Word(NamedTuple):
    """A word where a name may stand: its place, folded and as written, and whether a digit follows it."""

    start: int
    end: int
    folded: str
    written: str
    numbered: bool

    @property
    def case(self) -> str:
        """`capital`, `lower`, or `uncased` in scripts without capitals."""
        first = self.written[0]
        if first.lower() == first.upper():
            return "uncased"
        return "capital" if first.isupper() else "lower"

    @property
    def particle(self) -> bool:
        """Whether it is a word such as `van` or `el`, which a name can hold but not end with."""
        return self.folded in read_lexicon().particles

    @property
    def stops(self) -> bool:
        """Whether a name ends before it."""
        return self.folded in read_lexicon().stop

    @property
    def other(self) -> bool:
        """Whether it is a people, a faith, a school subject or part of an organisation's name."""
        return (
            self.folded not in read_lexicon().given and read_lexicon().no_name.search(self.folded) is not None
        )

    @property
    def proper(self) -> bool:
        """Whether it is written as a name is: a known one, or one with a capital that is nothing else."""
        if self.folded in read_lexicon().given:
            return True
        shouted = self.written[1:2].isupper()
        return self.case == "capital" and not (shouted or self.numbered or self.stops or self.other)


def words_from(reading: Reading, start: int) -> list[Word]:
    """The words from a place on with only spaces between them, up to one that ends a name."""
    stretch = reading.folded[start : start + _STRETCH]
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(stretch):
        if stretch[end : match.start()].strip(" ") or len(words) == _MOST_WORDS:
            break
        begin, end = match.span()
        written = reading.text[start + begin : start + end]
        word = Word(start + begin, start + end, match[0], written, stretch[end : end + 1].isdigit())
        if word.stops and not word.particle:
            break
        words.append(word)
    return words
