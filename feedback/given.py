"""What a person gave to a question: read from a form, kept in a draft, stored as an answer.

One class per kind of question knows how to read it; a kind that can be chosen and one that can be
written are all there are.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from analysis.texts.cleaning import clean
from analysis.texts.intake import Received, receive
from feedback.questionnaires import Item
from feedback.store.responses import Outcome
from feedback.store.surveys import Kind

NOT_UNDERSTOOD = Outcome.NOT_UNDERSTOOD.value


@dataclass(frozen=True)
class Given:
    """The answer to one question: an option's code or a masked text, or neither.

    `masked` lists the kinds of personal data that were taken out of the text, `flags` what a person
    should look at, `language` the one that the text is in.
    """

    outcome: Outcome
    option: str | None = None
    text: str = ""
    masked: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    language: str = ""

    def as_json(self) -> dict[str, Any]:
        """What a draft keeps of it."""
        kept = {key: value for key, value in asdict(self).items() if value}
        return kept | {"outcome": self.outcome.value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Given":
        """The answer that a draft kept."""
        lists = {key: tuple(kept.get(key, ())) for key in ("masked", "flags")}
        return cls(**{**kept, **lists, "outcome": Outcome(kept["outcome"])})


SKIPPED = Given(Outcome.SKIPPED)


class UnknownOptionError(ValueError):
    """Something was chosen that the question does not offer."""


class TooLongError(ValueError):
    """More was written than the question takes; `length` and `limit` are characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters, at most {limit}")
        self.length, self.limit = length, limit


class Reader(Protocol):
    """How one kind of question is read from a form's fields."""

    def fields(self, item: Item) -> set[str]:
        """The names of the fields that belong to the question."""

    def read(self, item: Item, form: Mapping[str, str], language: str) -> Given:
        """What was given on a page in a language; raises UnknownOptionError or TooLongError."""


class _Chosen:
    """A scale or a choice: one field that holds an option's code."""

    def fields(self, item: Item) -> set[str]:
        return {item.code}

    def read(self, item: Item, form: Mapping[str, str], language: str) -> Given:
        value = form.get(item.code, "")
        if not value:
            return SKIPPED
        if value == NOT_UNDERSTOOD:
            return Given(Outcome.NOT_UNDERSTOOD)
        if value not in item.options:
            raise UnknownOptionError(item.code)
        return Given(Outcome.ANSWERED, option=value)


class _Written:
    """A text, masked before anybody keeps it, with a box for "I do not understand"."""

    def fields(self, item: Item) -> set[str]:
        return {item.code, f"{item.code}.outcome"}

    def read(self, item: Item, form: Mapping[str, str], language: str) -> Given:
        raw, limit = form.get(item.code, ""), item.max_length or 0
        # what is many times too long is not worth the work of cleaning it
        text = raw if len(raw) > 8 * limit else clean(raw)
        if len(text) > limit:
            raise TooLongError(len(text), limit)
        if text:
            return _written(receive(text, language))
        not_understood = form.get(f"{item.code}.outcome") == NOT_UNDERSTOOD
        return Given(Outcome.NOT_UNDERSTOOD) if not_understood else SKIPPED


def _written(received: Received) -> Given:
    flags = tuple(flag.value for flag in received.flags)
    return Given(Outcome.ANSWERED, None, received.text, tuple(received.masked), flags, received.language)


_READERS: dict[Kind, Reader] = {Kind.SCALE: _Chosen(), Kind.CHOICE: _Chosen(), Kind.TEXT: _Written()}


def reader(item: Item) -> Reader:
    """How this question is read."""
    return _READERS[item.kind]


def from_draft(kept: Mapping[str, Any]) -> dict[str, Given]:
    """All answers of a draft by question."""
    return {code: Given.from_json(answer) for code, answer in kept.items()}
