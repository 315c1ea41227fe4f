"""Words around names: where a name is announced, and what a word there can be."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.texts.patterns import Reading, alternatives, fold, linear

_OPENING = r"(?:^|[^\pL\pM'])"
_GAP = r"(?: ?[:=-] ?| {1,2})[\"'«“„]?"
_WORD = linear(r"\pL\.(?:\pL\.)*|[\pL\pM]+(?:['-][\pL\pM]+)*")
_BREAK = r"[ ,.!:،፡፣።\n-]{1,6}"
_LETTERS = r"[\pL\pM]+"
_END = r"(?:[^\pL\pM]|$)"
_STRETCH = 120
_MOST_WORDS = 6


class Lexicon:
    """The lists of `names.toml`: patterns whose match ends where a name may begin, and folded words."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        phrases = {key: alternatives(words) for key, words in table.items()}
        self._read_announcements(phrases)
        self._read_given_names(phrases)
        self._read_ends(phrases)
        capitals = "|".join(map(str.capitalize, table["titles_behind"]))
        self.capital_behind = linear(rf"(\p{{Lu}}\p{{Ll}}+(?: \p{{Lu}}\p{{Ll}}+)?) (?:{capitals})\b")
        self.stop = frozenset(map(fold, (*table["stop"], *table["titles_behind"])))
        self.particles = frozenset(map(fold, table["particles"]))
        self.given = frozenset(map(fold, table["given"]))
        self.no_name = linear(rf"^(?:{phrases['no_name_beginnings']})|{phrases['organisation_parts']}")

    def _read_announcements(self, phrases: dict[str, str]) -> None:
        """What stands before a name. A group, where it matches, says that no name follows after all."""
        third_person = rf"(?:{phrases['people']})(?:'?s)?(?: \pL+)? (?:{phrases['called']})"
        relation = rf"(?:{phrases['possessives']}) (?:{phrases['people']})"
        name_of = rf"(?:{phrases['name_of']}) (?:{phrases['people']}|{relation})(?: (?:is|es|waa|هو|هي))?"
        self.announced = linear(
            rf"{_OPENING}((?:{phrases['not_after']}) )?[وف]?"
            rf"(?:(?:{phrases['introductions']})|{third_person}|{name_of}){_GAP}"
            rf"|{_OPENING}(?:{phrases['labels']}) ?: ?"
        )
        relative_of = rf"(?:{phrases['family']}) (?:van|of|de|del)"
        self.titled = linear(
            rf"{_OPENING}(?:(?:{phrases['titles']}|{relation}|{relative_of}) {{1,2}}){{1,3}}"
        )
        self.titled_uncased = linear(
            rf"{_OPENING}((?:{phrases['articles']}) )?(?:{phrases['titles_uncased']}) {{1,2}}"
        )
        person_is = rf"(?:{phrases['people']})(?: \pL+){{0,3}} (?:is|was|es)"
        self.being = linear(rf"{_OPENING}(?:{phrases['being']}|{person_is}) ")
        self.contact = linear(rf"{_OPENING}(?:{phrases['contacts']}) ")

    def _read_given_names(self, phrases: dict[str, str]) -> None:
        """Common given names, anywhere and after a person; the first group begins where the name does."""
        given, behind, called = phrases["given"], phrases["titles_behind"], phrases["called_behind"]
        persons = rf"{phrases['people']}|{phrases['titles']}|{phrases['being']}|{phrases['being_known']}"
        self.known = linear(rf"{_OPENING}[وف]?(?:{persons}) ((?:{given}){_END})")
        self.given_anywhere = linear(rf"{_OPENING}((?:{given}){_END})")
        self.titled_behind = linear(rf"{_OPENING}((?:{given})(?: (?:{given}))*) (?:{behind})\b")
        self.called_behind = linear(
            rf"{_OPENING}(?:{persons}) ((?:{_LETTERS} ){{0,2}}{_LETTERS}) (?:{called}){_END}"
        )

    def _read_ends(self, phrases: dict[str, str]) -> None:
        """How a letter ends, and greetings with a name and the word for "am" behind it."""
        self.farewell = linear(rf"{_OPENING}(?:{phrases['farewells']}){_BREAK}")
        self.thanks = linear(rf"{_OPENING}(?:{phrases['thanks']}){_BREAK}")
        self.being_behind = linear(
            rf"{_OPENING}(?:{phrases['leads']})[ ,،!.]{{1,3}}"
            rf"((?:{_LETTERS} )?{_LETTERS}) (?:{phrases['being_behind']}){_END}"
        )


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
    def given(self) -> bool:
        """Whether it is a common given name."""
        return self.folded in read_lexicon().given

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
        return not self.given and read_lexicon().no_name.search(self.folded) is not None

    @property
    def proper(self) -> bool:
        """Whether it is written as a name is: a known one, or one with a capital that is nothing else."""
        if self.given:
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
