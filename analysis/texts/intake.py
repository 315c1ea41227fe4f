"""The one door through which a person's text enters: cleaned, masked, with its language and flags."""

from dataclasses import dataclass

from analysis.texts.cleaning import clean
from analysis.texts.flags import find_flags
from analysis.texts.language import identify
from analysis.texts.redaction import redact
from analysis.vocabulary import Flag


@dataclass(frozen=True)
class Received:
    """A text fit to be stored, the ISO 639 code of its language, the kinds that were masked, and flags."""

    text: str
    language: str
    masked: tuple[str, ...]
    flags: tuple[Flag, ...]


def receive(text: str, chosen: str | None) -> Received:
    """What may be kept of a text as it was typed, by somebody who chose a language or none.

    Flags are looked for before masking, because a mask can cover words that tell of danger.
    """
    cleaned = clean(text)
    redaction = redact(cleaned)
    return Received(
        text=redaction.text,
        language=identify(redaction.text, chosen),
        masked=redaction.kinds,
        flags=find_flags(cleaned, redaction.kinds),
    )
