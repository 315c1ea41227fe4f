"""The measurement texts, and what the rules of today do with them."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analysis.texts.cleaning import clean
from analysis.texts.flags import find_flags
from analysis.texts.measuring.observations import HELD, LATER, TUNED, Measurement, Observation, as_text
from analysis.texts.redaction import redact

NOTICE = f"""\
The texts are SYNTHETIC: written for this project, none sent by an inburgeraar, and checked by no native
speaker. The rules were improved on the part "{TUNED}" only. The part "{HELD}" was written before the rules
had been seen, but says much the same in ten languages, so its figures flatter. Afterwards two batches were
written that say things in other ways: of those, 6 of 90 flags and 18 of 61 names were found at first. They
then went to "{TUNED}", but for half of the second, which is the part "{LATER}". So the rules find the words
that somebody thought of. Expect less of real texts, and count what people correct."""

MASKING_TITLE = (
    "Personal data masked. Found: strings that should be gone; wrong: strings that should have stayed."
)
FLAGS_TITLE = "Flags raised. Found: texts that should raise it; wrong: look-alikes that raised any flag."

_WORD = re.compile(r"\w+")

Lines = Iterable[dict[str, Any]]


def report() -> str:
    """What the rules do with all measurement texts, as two tables under a notice."""
    measured = of_masking(lines("masking")), of_flags(lines("flags"))
    return "\n\n".join([NOTICE, *map(as_text, measured)])


def lines(name: str) -> list[dict[str, Any]]:
    """The texts of `masking` or `flags`, one mapping a line.

    Both have `id`, `lang`, `part`, `kind`, `text` and `synthetic`. In `masking`, the strings `gone` must be
    masked and the strings `stays` must not; `kind` is what they are, or look like. In `flags`, `raised`
    says whether the flag `kind` must be raised, or the text only looks like it and must raise none.
    """
    path = Path(__file__).with_name(f"{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def of_masking(texts: Lines) -> Measurement:
    """What was masked: an observation for each string that should be gone or should stay."""
    return Measurement(MASKING_TITLE, tuple(seen for line in texts for seen in _masked(line)))


def of_flags(texts: Lines) -> Measurement:
    """What was flagged: an observation for each text.

    A text that should raise nothing counts as wrong under the kind that it looks like, whatever it raised.
    """
    return Measurement(FLAGS_TITLE, tuple(_flagged(line) for line in texts))


def is_gone(piece: str, before: str, after: str) -> bool:
    """Whether no word or number of the piece is left over where it stood in the text.

    Which mask took its place does not count: a phone number masked as a number is as safe.
    """
    left, words = Counter(_WORD.findall(after)), Counter(_WORD.findall(piece))
    had = Counter(_WORD.findall(before))
    return all(left[word] <= had[word] - times for word, times in words.items())


def _masked(line: dict[str, Any]) -> Iterator[Observation]:
    before = clean(line["text"])
    after = redact(before).text
    about = line["part"], line["lang"], line["kind"]
    for piece in line["gone"]:
        yield Observation(*about, wanted=True, acted=is_gone(clean(piece), before, after))
    for piece in line["stays"]:
        yield Observation(*about, wanted=False, acted=clean(piece) not in after)


def _flagged(line: dict[str, Any]) -> Observation:
    cleaned = clean(line["text"])
    raised = find_flags(cleaned, redact(cleaned).kinds)
    acted = line["kind"] in raised if line["raised"] else bool(raised)
    return Observation(line["part"], line["lang"], line["kind"], line["raised"], acted)
