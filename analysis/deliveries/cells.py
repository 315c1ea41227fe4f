"""One cell of a delivery: its text turned into a code or a count, or what is wrong with it."""

import re

from analysis.deliveries.delivery import WHEN_EMPTY, Column, ProblemCode
from analysis.deliveries.words import code_of, fold
from analysis.periods import Tertial

LARGEST_COUNT = 1_000_000

_WHEN_UNLISTED = {
    Column.ASKER: ProblemCode.UNKNOWN_ASKER,
    Column.THEME: ProblemCode.UNKNOWN_THEME,
    Column.LAW: ProblemCode.UNKNOWN_LAW,
    Column.LANGUAGE: ProblemCode.UNKNOWN_LANGUAGE,
    Column.CHANNEL: ProblemCode.UNKNOWN_CHANNEL,
}
# One decimal zero is how programs write a whole number, and no way to write thousands.
_COUNT = re.compile(r"([0-9]+)([.,]0)?")
_NO_COUNT = (
    (re.compile(r"[0-9]{1,3}([.,\s][0-9]{3})+"), ProblemCode.THOUSANDS_SEPARATOR),
    (re.compile(r"[0-9]*[.,][0-9]+"), ProblemCode.NOT_WHOLE),
    (re.compile(r"-[0-9.,]+"), ProblemCode.NEGATIVE),
)


class WrongCell(Exception):  # noqa: N818 - a cell is at fault, not the program
    """Why a cell cannot be taken, with the parameters of its message."""

    def __init__(self, code: ProblemCode, **parameters: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def value_of(column: Column, text: str, period: Tertial) -> str:
    """The code, count or period that a cell stands for, as text; raises WrongCell."""
    if text.startswith("="):
        raise WrongCell(ProblemCode.FORMULA_CELL)
    if not text:
        if column in WHEN_EMPTY:
            return WHEN_EMPTY[column]
        raise WrongCell(ProblemCode.MISSING_VALUE)
    if column is Column.PERIOD:
        return _period(text, period)
    return _count(text) if column is Column.COUNT else _code(column, text)


def _period(text: str, period: Tertial) -> str:
    if fold(text) != fold(str(period)):
        raise WrongCell(ProblemCode.WRONG_PERIOD, expected=str(period))
    return str(period)


def _count(text: str) -> str:
    whole = _COUNT.fullmatch(text)
    if whole is None:
        fitting = (code for pattern, code in _NO_COUNT if pattern.fullmatch(text))
        raise WrongCell(next(fitting, ProblemCode.NOT_A_NUMBER))
    if int(whole[1]) > LARGEST_COUNT:
        raise WrongCell(ProblemCode.NUMBER_TOO_LARGE, limit=LARGEST_COUNT)
    return whole[1]


def _code(column: Column, text: str) -> str:
    code = code_of(column, text)
    if code is None:
        raise WrongCell(_WHEN_UNLISTED[column])
    return code
