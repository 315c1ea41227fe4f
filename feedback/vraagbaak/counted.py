"""What was counted in a tertial, before anything of it may be told, and the signs for what may not."""

from dataclasses import dataclass

from analysis.periods import Tertial
from analysis.vocabulary import Partner

HIDDEN = "x"
"""The sign of CBS for a number that is secret."""
MISSING = "."
"""The sign of CBS for a number that is not known; never a zero."""
Figure = int | str
"""A number that may be told, or HIDDEN, or MISSING."""


@dataclass(frozen=True)
class Tally:
    """How many questions of one kind there were; `origin` says who gave them their theme."""

    asker: str
    theme: str
    law: str
    language: str
    channel: str
    origin: str
    count: int


@dataclass(frozen=True)
class Counted:
    """All that was counted in one tertial, by the service itself and by the partners that delivered."""

    period: Tertial
    tallies: tuple[Tally, ...]
    delivered: frozenset[Partner]

    @property
    def is_missing(self) -> bool:
        """Whether nobody delivered and nothing was asked, so that nothing can be said."""
        return not self.tallies and not self.delivered

    @property
    def total(self) -> int:
        """All questions of the tertial."""
        return sum(tally.count for tally in self.tallies)
