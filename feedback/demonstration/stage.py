"""What everybody in a demonstration shares: how much is to happen, on which day, and by which dice."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from analysis.periods import Tertial
from feedback.demonstration.browser import Person
from feedback.demonstration.sayings import Sayings

Item = TypeVar("Item")

SPOKEN = {"nl": 12, "en": 12, "ar": 24, "ti": 12, "tr": 12, "fa": 9, "prs": 6, "ps": 5, "so": 4, "es": 4}
"""How often each language is met, in percent."""
_TOLD_EVERY = 20


@dataclass(frozen=True)
class Size:
    """How much happens in one tertial.

    Numbers of personal links, of surveys answered, of questions asked, of texts that the panel reads,
    and of questions that all partners together deliver (about so many).
    """

    invitations: int = 20
    responses: int = 110
    questions: int = 220
    reviews: int = 30
    delivered: int = 2100


class Calendar:
    """The app's clock: it stands on the day that it was put on."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def __call__(self) -> dt.date:
        """The day."""
        return self.day


@dataclass(frozen=True)
class Stage:
    """Where a demonstration takes place, in these languages; `today` is its last day."""

    new_person: Callable[[], Person]
    calendar: Calendar
    today: dt.date
    dice: Random
    sayings: Sayings
    size: Size
    languages: tuple[str, ...]
    tell: Callable[[str], None]

    def visits(self, what: str, tertial: Tertial, number: int) -> Iterator[str]:
        """The languages of so many people, who come on days of the tertial in their order.

        The calendar stands on the day of each; all languages are met as far as the number goes.
        """
        past = (min(tertial.last_day, self.today) - tertial.first_day).days
        days = sorted(self.dice.choices(range(past + 1), k=number))
        weights = [SPOKEN[code] for code in self.languages]
        languages = [*self.languages, *self.dice.choices(self.languages, weights, k=number)][:number]
        self.dice.shuffle(languages)
        for day, language in self.each(f"{tertial}, {what}", list(zip(days, languages, strict=True))):
            self.calendar.day = tertial.first_day + dt.timedelta(days=day)
            yield language

    def each(self, what: str, items: Sequence[Item]) -> Iterator[Item]:
        """The items, with a word now and then on how far it is."""
        for done, item in enumerate(items, 1):
            yield item
            if done % _TOLD_EVERY == 0 or done == len(items):
                self.tell(f"{what}: {done} of {len(items)}")
