"""Where a text holds the name of a person who introduces themselves or another, in the languages we serve.

No rule finds every name. These find names that stand where a name is announced, and common given names
with a capital; the rest is for the warning in the form and for the person who reviews the text.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from analysis.texts.lexicon import Word, read_lexicon, words_from
from analysis.texts.patterns import Mask, Reading

_MOST_PARTS = {"capital": 4, "lower": 2, "uncased": 3}
_SHORT_NAME = 2
_LONGEST_SIGNATURE = 60


def find_names(reading: Reading) -> Iterator[Mask]:
    """Names that are announced, that stand under a letter or before a title, and common given names."""
    yield from _after_announcements(reading)
    yield from _with_given_names(reading)
    yield from _at_the_end(reading)
    yield from _before_titles(reading)


def _after_announcements(reading: Reading) -> Iterator[Mask]:
    lexicon = read_lexicon()
    counters = (
        (lexicon.announced, _count_announced),
        (lexicon.titled, _count_titled),
        (lexicon.titled_uncased, _count_titled_uncased),
        (lexicon.being, _count_being),
        (lexicon.contact, _count_contact),
    )
    for pattern, count in counters:
        for match in reading.matches(pattern):
            if not any(match.groups()):
                words = words_from(reading, match.end())
                yield from _mask(words[: count(words)])


def _with_given_names(reading: Reading) -> Iterator[Mask]:
    lexicon = read_lexicon()
    counters = (
        (lexicon.known, _count_known),
        (lexicon.given_anywhere, _count_capital),
        (lexicon.being_behind, _count_before_being),
    )
    for pattern, count in counters:
        for match in reading.matches(pattern):
            words = words_from(reading, match.start(1))
            yield from _mask(words[: count(words)])


def _at_the_end(reading: Reading) -> Iterator[Mask]:
    """The name under a letter; after mere thanks only words with a capital can be one."""
    lexicon = read_lexicon()
    for match in reading.matches(lexicon.farewell):
        yield from _mask(_signature(reading, match.end()))
    for match in reading.matches(lexicon.thanks):
        words = _signature(reading, match.end())
        if all(word.case == "capital" and word.proper for word in words):
            yield from _mask(words)


def _before_titles(reading: Reading) -> Iterator[Mask]:
    lexicon = read_lexicon()
    layers = (
        (lexicon.called_behind, reading.folded),
        (lexicon.titled_behind, reading.folded),
        (lexicon.capital_behind, reading.text),
    )
    for pattern, layer in layers:
        for match in reading.matches(pattern, layer):
            yield Mask(*match.span(1), "name")


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


def _count_known(words: Sequence[Word]) -> int:
    """How many of the words are a name that begins with a common given name."""
    count = _count_announced(words)
    if words[0].case == "capital" or count == len(words) <= _SHORT_NAME:
        return count
    return sum(1 for _ in takewhile(lambda word: word.given, words[:count]))


def _count_being(words: Sequence[Word]) -> int:
    """How many of the words are a name when they say who somebody is and have a capital."""
    return _count_announced(words) if words and words[0].case == "capital" and words[0].proper else 0


def _count_capital(words: Sequence[Word]) -> int:
    """How many of the words are a name when the first is a common given name wherever it has a capital."""
    return _count_announced(words) if words[0].case == "capital" else 0


def _count_before_being(words: Sequence[Word]) -> int:
    """How many of the words are a name when a greeting stands before and "am" behind them."""
    lower = bool(words) and words[0].case == "lower"
    return 0 if lower else min(_SHORT_NAME, _count_announced(words))


def _count_contact(words: Sequence[Word]) -> int:
    """How many of the words are a name when somebody was spoken to: at least two, each with a capital."""
    pair = words[:_SHORT_NAME]
    both = len(pair) == _SHORT_NAME and all(word.case == "capital" and word.proper for word in pair)
    return _count_announced(words) if both else 0


def _signature(reading: Reading, start: int) -> Sequence[Word]:
    """The words after a farewell, if they are a name: one that fills the line, or the last words of all."""
    line, newline, _ = reading.text[start : start + _LONGEST_SIGNATURE].partition("\n")
    if not newline and start + _LONGEST_SIGNATURE < len(reading.text):
        return ()
    words = words_from(reading, start)
    if not words or line[words[-1].end - start :].strip(" .!,،።"):
        return ()
    last_of_all = not newline and len(words) <= _SHORT_NAME
    return words if last_of_all or all(map(_may_sign, words)) else ()


def _may_sign(word: Word) -> bool:
    return word.case == "uncased" or word.particle or word.proper
