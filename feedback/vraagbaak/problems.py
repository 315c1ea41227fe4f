"""What is wrong with a delivery, and what to do about it, in the reader's words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from analysis.deliveries.delivery import Problem, ProblemCode

ADVICE: Mapping[ProblemCode, LazyString] = {
    ProblemCode.EMPTY_FILE: _("There are no counts in the file. Fill in at least one row."),
    ProblemCode.FILE_TOO_LARGE: _("The file is too large to read safely. Start again from the template."),
    ProblemCode.WRONG_TYPE: _("This kind of file cannot be read. Save it as one of these: %(accepted)s."),
    ProblemCode.UNREADABLE_FILE: _("The file is damaged or has a strange encoding. Save it again as XLSX."),
    ProblemCode.TOO_MANY_ROWS: _("There are too many rows. Add up rows that are alike: at most %(limit)s."),
    ProblemCode.TOO_MANY_COLUMNS: _("There are too many columns. Use only the columns of the template."),
    ProblemCode.MISSING_COLUMN: _("This column is missing. Add it to the first row."),
    ProblemCode.UNKNOWN_COLUMN: _("This does not belong here. Remove it. The columns are: %(accepted)s."),
    ProblemCode.DUPLICATE_COLUMN: _("This column is there twice. Remove one of them."),
    ProblemCode.MISSING_VALUE: _("Nothing is filled in. Fill it in, or remove the whole row."),
    ProblemCode.FORMULA_CELL: _("There is a formula here. Write the outcome itself."),
    ProblemCode.WRONG_PERIOD: _("This is another period. Write %(expected)s, or choose the other period."),
    ProblemCode.UNKNOWN_ASKER: _("We do not know this asker. Choose one from the list in the template."),
    ProblemCode.UNKNOWN_THEME: _("We do not know this theme. Choose one from the list in the template."),
    ProblemCode.UNKNOWN_LAW: _("We do not know this law. Choose one from the list in the template."),
    ProblemCode.UNKNOWN_LANGUAGE: _("We do not know this language. Use the list or a code such as “nl”."),
    ProblemCode.UNKNOWN_CHANNEL: _("We do not know this channel. Choose one from the list in the template."),
    ProblemCode.NOT_A_NUMBER: _("This is not a number. Write a whole number such as 12."),
    ProblemCode.NOT_WHOLE: _("This is not a whole number. Write a whole number such as 12."),
    ProblemCode.NEGATIVE: _("A number of questions cannot be below 0. Write 0 or more."),
    ProblemCode.THOUSANDS_SEPARATOR: _("How large is this number? Write it without dot or comma."),
    ProblemCode.NUMBER_TOO_LARGE: _("This number is too large. It can be at most %(limit)s."),
    ProblemCode.DUPLICATE_ROW: _("Line %(first_line)s says the same. Add up both numbers in one line."),
}


def advice(problem: Problem) -> str:
    """What to do about one problem."""
    return str(ADVICE[problem.code]) % problem.parameters
