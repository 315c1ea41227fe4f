"""A respondent's form read: answers, and what must be mended in words of their language."""

from collections.abc import Mapping

from flask_babel import gettext as _

from feedback.given import NOT_UNDERSTOOD, Given, TooLongError, UnknownOptionError, reader
from feedback.questionnaires import Item, Questionnaire
from feedback.respond.watch import TRAP
from feedback.store.responses import Outcome
from feedback.web.language import current

_OURS = {"go", "change", "key", "all", "version", "stream", "invitation", "again", "nonce", TRAP}


def read_one(item: Item, form: Mapping[str, str]) -> tuple[Given | None, dict[str, str]]:
    """The answer to one question, or the problem with it by field."""
    problems = _unknown(set(form) - _OURS - reader(item).fields(item), item.code)
    try:
        given = reader(item).read(item, form, current())
    except (UnknownOptionError, TooLongError) as error:
        return None, {item.code: _message(error)}
    return (None, problems) if problems else (given, {})


def read_all(asked: Questionnaire, form: Mapping[str, str]) -> tuple[dict[str, Given], dict[str, str]]:
    """All answers, and the problems by field."""
    known = set().union(*(reader(item).fields(item) for item in asked.items))
    given, problems = {}, _unknown(set(form) - _OURS - known, asked.items[0].code)
    for item in asked.items:
        try:
            given[item.code] = reader(item).read(item, form, current())
        except (UnknownOptionError, TooLongError) as error:
            problems[item.code] = _message(error)
    return given, problems


def typed(item: Item, given: Given | None) -> dict[str, str]:
    """An earlier answer as the fields of a form hold it."""
    if given is None:
        return {}
    if given.outcome is Outcome.NOT_UNDERSTOOD:
        return {item.code: "" if item.max_length else NOT_UNDERSTOOD, f"{item.code}.outcome": NOT_UNDERSTOOD}
    return {item.code: given.option or given.text}


def _unknown(fields: set[str], at: str) -> dict[str, str]:
    if not fields:
        return {}
    return {at: _("Something in this form changed on the way. Please look and send it again.")}


def _message(error: UnknownOptionError | TooLongError) -> str:
    if isinstance(error, TooLongError):
        return str(
            _(
                "Your text has %(length)s characters. Make it shorter: at most %(limit)s.",
                length=error.length,
                limit=error.limit,
            )
        )
    return str(_("Choose one of the answers on this page."))
