"""The afwegingskader: four questions by which a signal is weighed (Ketenplan, 4.5)."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

Weighing = Mapping[str, Mapping[str, Any]]
"""For each question `answer` (true, false or null) and `reason`."""

QUESTIONS: Mapping[str, LazyString] = {
    "objectives": _("Does it affect the goals of the keten (ketendoelen)?"),
    "partners": _("Does it affect a large part of the partners in the keten?"),
    "system": _(
        "Is its effect on the system so large that it must go to the schakeloverleg or stelseloverleg?"
    ),
    "service": _("Does it affect the service to newcomers, or does the work itself go wrong?"),
}
"""The four questions in the order of the Ketenplan, put shorter."""
LONGEST_REASON = 500


def empty() -> dict[str, dict[str, Any]]:
    """A weighing in which nothing is answered yet."""
    return {question: {"answer": None, "reason": ""} for question in QUESTIONS}


def is_complete(weighing: Weighing) -> bool:
    """Whether all four questions, and no others, have an answer and a reason."""
    return weighing.keys() == QUESTIONS.keys() and not unanswered(weighing)


def unanswered(weighing: Weighing) -> list[str]:
    """The questions that lack an answer or a reason."""
    return [question for question in QUESTIONS if not _is_answered(weighing.get(question, {}))]


def _is_answered(one: Mapping[str, Any]) -> bool:
    return isinstance(one.get("answer"), bool) and 0 < len(one.get("reason", "").strip()) <= LONGEST_REASON
