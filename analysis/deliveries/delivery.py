"""What a delivery file says once it is read: rows of counts, or problems and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.periods import Tertial
from analysis.vocabulary import Asker, Channel, Law

LONGEST_VALUE = 60
"""Characters of a wrong value that a problem repeats."""


class Column(StrEnum):
    """The Dutch headers of a delivery, in the order of the template."""

    PERIOD = "periode"
    ASKER = "vraagsteller"
    THEME = "thema"
    COUNT = "aantal"
    LAW = "stelsel"
    LANGUAGE = "taal"
    CHANNEL = "kanaal"


WHEN_EMPTY = {Column.LAW: "unknown", Column.LANGUAGE: "und", Column.CHANNEL: "unknown"}
"""What an optional column says where it is absent or empty; the other columns are required."""


class ProblemCode(StrEnum):
    """What is wrong; between brackets the parameters that a message can use."""

    EMPTY_FILE = "empty-file"
    FILE_TOO_LARGE = "file-too-large"
    """More than can be read safely (limit: what there is too much of)."""
    WRONG_TYPE = "wrong-type"
    """Not a CSV or XLSX file, by its name or by its first bytes (accepted)."""
    UNREADABLE_FILE = "unreadable-file"
    TOO_MANY_ROWS = "too-many-rows"
    """(limit)"""
    TOO_MANY_COLUMNS = "too-many-columns"
    """(limit)"""
    MISSING_COLUMN = "missing-column"
    UNKNOWN_COLUMN = "unknown-column"
    """A header that is not ours, or a value under no header (accepted)."""
    DUPLICATE_COLUMN = "duplicate-column"
    MISSING_VALUE = "missing-value"
    """An empty cell in a row that says something else: missing is not zero."""
    FORMULA_CELL = "formula-cell"
    WRONG_PERIOD = "wrong-period"
    """(expected)"""
    UNKNOWN_ASKER = "unknown-asker"
    UNKNOWN_THEME = "unknown-theme"
    UNKNOWN_LAW = "unknown-law"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNKNOWN_CHANNEL = "unknown-channel"
    NOT_A_NUMBER = "not-a-number"
    NOT_WHOLE = "not-whole"
    NEGATIVE = "negative"
    THOUSANDS_SEPARATOR = "thousands-separator"
    """1.000 could mean one or a thousand."""
    NUMBER_TOO_LARGE = "number-too-large"
    """(limit)"""
    DUPLICATE_ROW = "duplicate-row"
    """The same asker, theme, law, language and channel as an earlier row (first_line)."""


@dataclass(frozen=True)
class CountRow:
    """How many questions a partner got from one type of asker on one theme, as the partner split them.

    `language` is an ISO 639 code, "und" when unknown.
    """

    asker: Asker
    theme: str
    law: Law
    language: str
    channel: Channel
    count: int


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the line and column as a spreadsheet counts them, and what stands there.

    `line` is 0 and `column` empty where it concerns the whole file. `value` has at most 60 characters,
    all printable. `code` and `parameters` are for the message; the words are added elsewhere.
    """

    line: int
    column: str
    value: str
    code: ProblemCode
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """What one file delivers about one tertial: all its rows, or no rows and every problem found."""

    period: Tertial
    rows: tuple[CountRow, ...]
    problems: tuple[Problem, ...]


class UnusableFile(Exception):  # noqa: N818 - the file is at fault, not the program
    """A file that cannot be read to its end: carries the one problem to report."""

    def __init__(self, code: ProblemCode, line: int = 0, **parameters: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(line, "", "", code, parameters)
