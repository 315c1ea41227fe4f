"""Dutch that a beginner can read (level A2): short sentences, short words, no policy jargon, terms explained.

Limits are a rule of thumb and no proof: only readers can say whether they understand it.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedback import labels
from feedback.catalogues import all_forms, read_catalogue
from feedback.completeness import is_for_respondents
from feedback.settings import Settings

LONGEST_SENTENCE = 12
USUAL_SENTENCE = 10
LONGEST_WORD = 12
LONG_WORDS = {
    "contactpersoon",  # so letters of the gemeente call that person
    "onderwijsroute",  # the name of a learning route
    "persoonsgegevens",  # in the name of the Autoriteit Persoonsgegevens
    "toegankelijkheid",  # the law gives the statement this name
    "verblijfsvergunning",  # on the card that everybody has
    "vluchtelingen",
    "vrijwilligerswerk",
    "werkgelegenheid",  # in the name of the ministry
    "zelfredzaamheidsroute",  # the name of a learning route
}
"""Longer words that stay, because people meet them in letters or in names."""
EXPLAINED = {
    "azc": "opvang",
    "bezwaar": "niet eens",
    "duo": "examens",
    "knm": "samenleving",
    "map": "werk",
    "ona": "werk",
    "ontheffing": "hoeven",
    "pip": "plan",
    "pvt": "meedoen",
    "szw": "sociale zaken",
    "termijn": "tijd",
    "vrijstelling": "hoeven",
    "wi2007": "wet",
    "wi2013": "wet",
    "wi2021": "wet",
}
"""Terms that must stay, each with a word by which the same text explains it."""
JARGON = re.compile(
    r"""\b(
    \w*(?: keten(?:doel|partner) | traject | indicator | stelsel | participatie | statushouder | migrant )\w*
    | beleid\w* | casus\w* | doelgroep\w* | evaluatie\w* | maatwerk | monitor\w* | regie | respondent\w*
    | uitvoering\w* | vraagbaak | voorziening\w* | conform | derhalve | desgewenst | dien[t]? | echter
    | indien | inzake | met\sbetrekking\stot | middels | omtrent | teneinde | tevens | betreffende | u | uw
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words of policy and of letters; and "u", because respondents are addressed as "je"."""
_FOR_STAFF = (labels.ASKER_NAMES, labels.LAW_NAMES, labels.CHANNELS, labels.FLAGS)
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def interface() -> Iterator[tuple[str, str]]:
    """Dutch texts of the interface that respondents see, each by its English one."""
    for_staff = {str(word) for table in _FOR_STAFF for word in table.values()}
    seen = {str(word) for table in (labels.ASKERS, labels.LAWS) for word in table.values()}
    for message in read_catalogue(Settings.translations_dir / "nl/LC_MESSAGES/messages.po"):
        source = all_forms(message.id)[0]
        if source and is_for_respondents(message) and source not in for_staff - seen:
            yield source, " ".join(all_forms(message.string))


def wordings(file: Path) -> Iterator[tuple[str, str]]:
    """Dutch texts of a survey by key; a question has its explanation beside it."""
    words = tomllib.loads(file.read_text(encoding="utf-8"))["wordings"]
    for key, text in words.items():
        kind, _, code = key.partition(".")
        beside = words.get(f"help.{code}", "") if kind == "question" else ""
        yield f"{file.parent.name} {key}", f"{text} {beside}".strip()


TEXTS = [*interface(), *(text for file in Settings.surveys_dir.glob("*/nl.toml") for text in wordings(file))]


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; what is filled in counts as one word."""
    parts = re.split(r"(?<=[.!?:;])\s+|\n", _PLACEHOLDER.sub("iets", text))
    return [words for part in parts if (words := _WORD.findall(part))]


def too_long_sentences(text: str) -> list[str]:
    return [" ".join(words) for words in sentences(text) if len(words) > LONGEST_SENTENCE]


def too_long_words(text: str) -> list[str]:
    words = (word for sentence in sentences(text) for word in sentence)
    return [word for word in words if len(word) > LONGEST_WORD and word.lower() not in LONG_WORDS]


def jargon(text: str) -> list[str]:
    return [match[0] for match in JARGON.finditer(text)]


def unexplained_terms(text: str) -> list[str]:
    words = {word.lower() for sentence in sentences(text) for word in sentence}
    return [term for term, by in EXPLAINED.items() if term in words and by not in text.lower()]


RULES = (too_long_sentences, too_long_words, jargon, unexplained_terms)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_dutch_for_respondents_is_plain(rule: Callable[[str], list[str]]) -> None:
    offenders = [f"{found} in {text!r} ({source})" for source, text in TEXTS if (found := rule(text))]
    assert not offenders, "\n".join(offenders)


def test_sentences_are_short_on_the_whole() -> None:
    lengths = Counter(
        len(words) for _source, text in TEXTS if text.endswith((".", "?", "!")) for words in sentences(text)
    )
    assert sum(lengths.values()) > 100
    usual = sum(number for length, number in lengths.items() if length <= USUAL_SENTENCE)
    assert usual / sum(lengths.values()) > 0.9


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Je plan heet PIP. Dat is goed.", []),
        (
            "Bel de gemeente als je een brief krijgt die je niet goed begrijpt, of mail.",
            ["too_long_sentences"],
        ),
        ("De arbeidsmarktpositie telt.", ["too_long_words"]),
        ("Je verblijfsvergunning verandert niet.", []),
        ("De ketenpartner helpt je.", ["jargon"]),
        ("Indien nodig bellen wij u.", ["jargon"]),
        ("Kijk in je PIP.", ["unexplained_terms"]),
        ("DUO regelt de examens. Bel DUO.", []),
    ],
)
def test_the_rules_find_what_they_are_for(text: str, faults: list[str]) -> None:
    assert [rule.__name__ for rule in RULES if rule(text)] == faults
