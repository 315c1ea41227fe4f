"""Where a text holds the name of a person who introduces themselves or another, in the languages we serve.

No rule finds every name. These find names that stand where a name is announced; the rest is for the
warning in the form and for the person who reviews the text.
"""

from collections.abc import Iterator, Sequence

from analysis.texts.lexicon import Word, read_lexicon, words_from
from analysis.texts.patterns import Mask, Reading

_MOST_PARTS = {"capital": 4, "lower": 2, "uncased": 3}
_SHORT_NAME = 2
_LONGEST_SIGNATURE = 60


def find_names(reading: Reading) -> Iterator[Mask]:
    """Names after an introduction, a title or a relation, after "I am" and at the end of a letter."""
    lexicon = read_lexicon()
    counters = (
        (lexicon.announced, _count_announced),
        (lexicon.titled, _count_titled),
        (lexicon.titled_uncased, _count_titled_uncased),
        (lexicon.being, _count_being),
    )
    for pattern, count in counters:
        for match in pattern.finditer(reading.folded):
            words = words_from(reading, match.end())
            yield from _mask(words[: count(words)])
    for match in lexicon.farewell.finditer(reading.folded):
        yield from _mask(_signature(reading, match.end()))
    for pattern, layer in ((lexicon.known, reading.folded), (lexicon.title_behind, reading.text)):
        for match in pattern.finditer(layer):
            yield Mask(*match.span(1 if match[1] else 2), "name")


def _mask(words: Sequence[Word]) -> list[Mask]:
    return [Mask(words[0].start, words[-1].end, "name")] if words else []


def _count_announced(words: Sequence[Word]) -> int:
    """How many of the words are a name when an introduction says that a name follows."""
    parts: list[Word] = []
    length = 0
    for position, word in enumerate(words):
        if _leads_on(words, position):
            continue
        if word.stops or (parts and not _follows(parts, word)):
            break
        parts.append(word)
        length = position + 1
    return length


def _leads_on(words: Sequence[Word], position: int) -> bool:
    """Whether a word is a particle with another part of the name behind it."""
    if not words[position].particle or position + 1 == len(words):
        return False
    after = words[position + 1]
    return after.particle or after.case == "capital" or words[0].case == "lower"


def _follows(parts: Sequence[Word], word: Word) -> bool:
    """Whether a word can be one more part of a name."""
    case = parts[0].case
    if word.case != case or len(parts) == _MOST_PARTS[case] or word.other:
        return False
    if case == "uncased":
        and_something = word.folded.startswith("و") and len(word.folded) > 2
        return not and_something
    return case == "capital" or len(word.folded) > 2


def _count_titled(words: Sequence[Word]) -> int:
    """How many of the words are a name when a title or relation stands before them."""
    first = next((word for word in words if not word.particle), None)
    return _count_announced(words) if first and first.case == "capital" and first.proper else 0


def _count_titled_uncased(words: Sequence[Word]) -> int:
    """How many of the words are a name after a title in a script without capitals."""
    return min(_SHORT_NAME, _count_announced(words))


def _count_being(words: Sequence[Word]) -> int:
    """How many of the words are a name when they say who somebody is and have a capital."""
    return _count_announced(words) if words and words[0].case == "capital" and words[0].proper else 0


def _signature(reading: Reading, start: int) -> Sequence[Word]:
    """The words after a farewell, if they are a name: one that fills the line, or the last words of all."""
    line, newline, _ = reading.text[start : start + _LONGEST_SIGNATURE].partition("\n")
    if not newline and start + _LONGEST_SIGNATURE < len(reading.text):
        return ()
    words = words_from(reading, start)
    if not words or line[words[-1].end - start :].strip(" .!,"):
        return ()
    last_of_all = not newline and len(words) <= _SHORT_NAME
    return words if last_of_all or all(map(_may_sign, words)) else ()


def _may_sign(word: Word) -> bool:
    return word.case == "uncased" or word.particle or word.proper
