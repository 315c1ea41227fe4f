"""Tertials: the four-month periods that DUO reports on."""

import datetime as dt
import re
from dataclasses import dataclass

_PERIOD = re.compile(r"(\d{4})-T([123])")


@dataclass(frozen=True, order=True)
class Tertial:
    """Four months of a year: T1 January to April, T2 May to August, T3 September to December."""

    year: int
    number: int

    @classmethod
    def parse(cls, code: str) -> "Tertial":
        """The tertial written as `2026-T3`; raises ValueError for anything else."""
        match = _PERIOD.fullmatch(code)
        if match is None or not 2007 <= int(match[1]) <= 2200:
            raise ValueError(f"not a period such as 2026-T3: {code!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> "Tertial":
        """The tertial that a day falls in."""
        return cls(day.year, (day.month - 1) // 4 + 1)

    @property
    def first_day(self) -> dt.date:
        """The first day of the tertial."""
        return dt.date(self.year, 4 * self.number - 3, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the tertial."""
        return self.next.first_day - dt.timedelta(days=1)

    @property
    def next(self) -> "Tertial":
        """The tertial after this one."""
        return Tertial(self.year + 1, 1) if self.number == 3 else Tertial(self.year, self.number + 1)

    @property
    def previous(self) -> "Tertial":
        """The tertial before this one."""
        return Tertial(self.year - 1, 3) if self.number == 1 else Tertial(self.year, self.number - 1)

    def __str__(self) -> str:
        return f"{self.year}-T{self.number}"
