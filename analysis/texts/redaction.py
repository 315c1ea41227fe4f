"""Personal data taken out of a text before anything is stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from analysis.texts.births import find_births
from analysis.texts.contacts import find_addresses, find_documents, find_emails, find_ibans, find_links
from analysis.texts.names import find_names
from analysis.texts.numbers import find_numbers
from analysis.texts.patterns import Mask, Reading, fold

KINDS = ("bsn", "v-number", "email", "phone", "iban", "postcode", "link", "birth-date", "name", "number")
"""What is masked. The code between square brackets stands in the text, the same in every language."""

_FINDERS: tuple[Callable[[Reading], Iterator[Mask]], ...] = (
    find_emails,
    find_links,
    find_ibans,
    find_documents,
    find_births,
    find_numbers,
    find_addresses,
    find_names,
)
"""In this order, so that a part of one kind is never taken for a whole of another."""
_MOST_PASSES = 4


@dataclass(frozen=True)
class Redaction:
    """A text without the personal data that was recognised, and the kinds of it, sorted."""

    text: str
    kinds: tuple[str, ...]


def redact(text: str) -> Redaction:
    """The cleaned text with each piece of personal data replaced by its kind, such as `[email]`.

    One mask can lay another bare (a date behind a postcode), so the text is gone over until nothing
    changes; a text that was masked before comes out as it is. What follows the five-hundredth match of
    one pattern is not read, and masked as a whole.
    """
    kinds: set[str] = set()
    for _ in range(_MOST_PASSES):
        masked = _mask_once(text, kinds)
        if masked == text:
            break
        text = masked
    return Redaction(text, tuple(sorted(kinds)))


def _mask_once(text: str, kinds: set[str]) -> str:
    reading = Reading(text, fold(text))
    for find in _FINDERS:
        masks = _merged([*find(reading), *reading.unread()])
        if masks:
            kinds.update(mask.kind for mask in masks)
            reading = reading.masked(masks)
    return reading.text


def _merged(masks: Iterable[Mask]) -> list[Mask]:
    """The masks in the order of the text, those that overlap made one."""
    merged: list[Mask] = []
    for mask in sorted(masks):
        if merged and mask.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(mask.end, merged[-1].end))
        else:
            merged.append(mask)
    return merged
