"""Runs of digits as people write them, cut where dates, times, amounts and years stand among them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from analysis.texts.patterns import Reading, linear

_SEPARATOR = r"(?: ?[-/()]{1,2} ?| {1,3}|\.)"
_FEWEST_DIGITS = 6
_RUN = linear(
    r"(?:\bv ?[-.:]? ?)?(?:\+ ?)?"
    rf"(?:\(\d{{1,5}}\)(?:{_SEPARATOR}?\d)+|\d(?:{_SEPARATOR}?\d){{{_FEWEST_DIGITS - 1},}})"
)
_FEWEST_OF_A_PHONE = 9
_LONGEST_RUN = 120
"""Characters; no person writes more dates, times and numbers without a word between."""
_JALALI_TO_GREGORIAN = 621


class Group(NamedTuple):
    """Digits that stand together, what stands before the first of a run and what separates the next."""

    start: int
    end: int
    digits: str
    lead: str
    separator: str


class Date(NamedTuple):
    """A full date in figures: where it stands and its Gregorian year."""

    start: int
    end: int
    year: int


def runs(reading: Reading) -> Iterator[list[Group]]:
    """Each stretch of digits and separators in a text, if it is long enough to mean a person."""
    for match in reading.matches(_RUN):
        groups = _groups(match[0], match.start())
        if sum(len(group.digits) for group in groups) >= _FEWEST_DIGITS:
            yield groups


def _groups(run: str, start: int) -> list[Group]:
    """The groups of a run, or a single one where there are too many to look at each."""
    if len(run) > _LONGEST_RUN:
        return [Group(start, start + len(run), run, "", "")]
    parts = ["".join(chars) for _, chars in groupby(run, str.isdigit)]
    lead = "" if parts[0].isdigit() else parts.pop(0)
    groups: list[Group] = []
    for digits, separator in zip(parts[::2], [*parts[1::2], ""], strict=True):
        end = start + len(lead) + len(digits)
        groups.append(Group(start, end, digits, lead, separator))
        start, lead = end + len(separator), ""
    return groups


def pieces(groups: Sequence[Group]) -> Iterator[list[Group] | Date]:
    """The dates among the groups, and the groups between that are no date, time, amount or range of years."""
    piece: list[Group] = []
    alone = sum(len(group.digits) for group in groups) < _FEWEST_OF_A_PHONE
    at = 0
    while at < len(groups):
        chain = _chain(groups, at)
        date = _date(chain, alone)
        length = 3 if date else len(chain) if _is_plain(chain) else 0
        if length and piece:
            yield piece
            piece = []
        if date:
            yield date
        elif not length:
            piece.append(groups[at])
        at += length or 1
    if piece:
        yield piece


def _chain(groups: Sequence[Group], at: int) -> list[Group]:
    """At most four groups from a place on with one separator between them, none when one stands before."""
    separator = groups[at].separator
    if at and groups[at - 1].separator == separator:
        return []
    end = at + 1
    while end < min(len(groups), at + 4) and groups[end - 1].separator == separator:
        end += 1
    return list(groups[at:end])


def _date(chain: Sequence[Group], alone: bool) -> Date | None:
    """The date that the chain is, or that a chain separated by spaces begins with.

    With a year of two figures it must stand alone, else 06-12-34 56 78 would be a date.
    """
    if len(chain) < 3:
        return None
    spaced = chain[0].separator.isspace()
    parts = [group.digits for group in chain[:3]]
    year = date_year(parts)
    short_year = max(map(len, parts)) < 4
    if year is None or (len(chain) > 3 and not spaced) or (short_year and (spaced or not alone)):
        return None
    return Date(chain[0].start, chain[2].end, year)


def date_year(parts: Sequence[str]) -> int | None:
    """The Gregorian year of day, month and year in any usual order, or None when they are no date.

    Years 1300 to 1499 are read as Persian ones; a year of two figures lies between 1936 and 2035.
    """
    year, *rest = parts if len(parts[0]) == 4 else reversed(parts)
    small, large = sorted(int(part) if len(part) <= 2 else 99 for part in rest)
    if not (1 <= small <= 12 and large <= 31):
        return None
    if len(year) == 2:
        return int(year) + (2000 if int(year) <= 35 else 1900)
    return _gregorian(year)


def _gregorian(year: str) -> int | None:
    number = int(year) if len(year) == 4 else 0
    if 1300 <= number < 1500:
        return number + _JALALI_TO_GREGORIAN
    return number if 1900 <= number < 2100 else None


def is_year(digits: str) -> bool:
    """Whether the digits are a year that somebody could write about."""
    return _gregorian(digits) is not None


def _is_plain(chain: Sequence[Group]) -> bool:
    """Whether a whole chain is a time (9.30), an amount (10.000) or a range of years (2021-2022)."""
    parts = [group.digits for group in chain]
    if len(parts) < 2 or len(parts) > 3:
        return False
    if chain[0].separator != ".":
        return len(parts) == 2 and all(map(is_year, parts)) and not chain[0].separator.isspace()
    is_time = len(parts) == 2 and len(parts[0]) <= 2 and len(parts[1]) == 2
    is_amount = len(parts[0]) <= (3 if len(parts) == 2 else 1) and all(len(part) == 3 for part in parts[1:])
    return is_time or is_amount
