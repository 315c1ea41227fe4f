"""What may follow on what in the life of a signal, and what must be known first.

raised -> weighed -> scheduled -> discussed -> acting -> closed. A meeting can send a signal back
(discussed -> returned -> weighed), an incident can end after the weighing (weighed -> closed), and what
was closed can be raised again. What was weighed or scheduled can be put right without a step.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from feedback.signals.weighing import Weighing, is_complete
from feedback.store.signals import Destination, Level, MeetingKind, Nature, Status

Problems = Mapping[str, LazyString]
"""What must be put right, by the field that it is about."""


class MoveError(ValueError):
    """A step that cannot be taken; nothing has changed."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class NoSuchMoveError(MoveError):
    """No signal goes from this status to that one."""


class NotReadyError(MoveError):
    """Something must be known before this step."""


@dataclass(frozen=True)
class Case:
    """What is known of a signal when a step is tried, with what comes along with the step."""

    today: dt.date
    note: str
    decision: Nature | None
    weighing: Weighing
    level: Level | None
    destination: Destination | None
    owner: str | None
    meeting_kind: MeetingKind | None
    meeting_on: dt.date | None


@dataclass(frozen=True)
class Condition:
    """Something that must be so, the field that it is about, and what to say where it is not."""

    field: str
    holds: Callable[[Case], bool]
    message: LazyString


def _is_told(case: Case) -> bool:
    return bool(case.note.strip())


_DECIDED = Condition(
    "decision", lambda case: case.decision is not None, _("Choose whether this is an incident or a trend.")
)
_WEIGHED = Condition(
    "weighing",
    lambda case: is_complete(case.weighing),
    _("Answer all four questions, and give a reason for each answer."),
)
_LEVEL = Condition("level", lambda case: case.level is not None, _("Choose the level."))
_DESTINATION = Condition(
    "destination", lambda case: case.destination is not None, _("Choose the kind of meeting.")
)
_OWNER = Condition(
    "owner",
    lambda case: bool((case.owner or "").strip()),
    _("Write which role or organisation takes care of it."),
)
_RIGHT_MEETING = Condition(
    "meeting",
    lambda case: (
        case.meeting_kind is not None
        and case.destination is not None
        and case.meeting_kind.value == case.destination.value
    ),
    _("Choose a date of the kind of meeting that you chose."),
)
_STILL_TO_COME = Condition(
    "meeting",
    lambda case: case.meeting_on is not None and case.meeting_on >= case.today,
    _("Choose a meeting that is not over."),
)
_HELD = Condition(
    "to",
    lambda case: case.meeting_on is not None and case.meeting_on <= case.today,
    _("The meeting is still to come."),
)
_INCIDENT = Condition(
    "to",
    lambda case: case.decision is Nature.INCIDENT,
    _("A trend goes to a meeting. Only an incident can be closed here."),
)
_WHY_CLOSED = Condition("note", _is_told, _("Write why it goes no further."))
_WHAT_CAME = Condition("note", _is_told, _("Write what came of it."))
_WHY_BACK = Condition("note", _is_told, _("Write what the meeting wants to know."))
_WHY_AGAIN = Condition("note", _is_told, _("Write why it is raised again."))

_FOR_WEIGHED = (_DECIDED, _WEIGHED)
_FOR_SCHEDULED = (*_FOR_WEIGHED, _LEVEL, _DESTINATION, _OWNER, _RIGHT_MEETING, _STILL_TO_COME)

MOVES: Mapping[tuple[Status, Status], Sequence[Condition]] = {
    (Status.RAISED, Status.WEIGHED): _FOR_WEIGHED,
    (Status.WEIGHED, Status.WEIGHED): _FOR_WEIGHED,
    (Status.WEIGHED, Status.SCHEDULED): _FOR_SCHEDULED,
    (Status.WEIGHED, Status.CLOSED): (_INCIDENT, _WHY_CLOSED),
    (Status.SCHEDULED, Status.SCHEDULED): _FOR_SCHEDULED,
    (Status.SCHEDULED, Status.DISCUSSED): (_HELD,),
    (Status.DISCUSSED, Status.ACTING): (),
    (Status.DISCUSSED, Status.RETURNED): (_WHY_BACK,),
    (Status.RETURNED, Status.WEIGHED): _FOR_WEIGHED,
    (Status.ACTING, Status.CLOSED): (_WHAT_CAME,),
    (Status.CLOSED, Status.RAISED): (_WHY_AGAIN,),
}
"""Every step that there is, with what must be so before it."""


def check(status: Status, to: Status, case: Case) -> None:
    """Nothing when a signal may go from one status to another; else NoSuchMoveError or NotReadyError."""
    if (status, to) not in MOVES:
        raise NoSuchMoveError({"to": _("This cannot be done with this signal now.")})
    problems: dict[str, LazyString] = {}
    for condition in MOVES[status, to]:
        if condition.field not in problems and not condition.holds(case):
            problems[condition.field] = condition.message
    if problems:
        raise NotReadyError(problems)


def open_to(status: Status, case: Case) -> list[Status]:
    """Where a signal may go as far as that does not depend on what comes along, in the order of `MOVES`."""
    return [
        to
        for (before, to), conditions in MOVES.items()
        if before == status and all(one.holds(case) for one in conditions if one.field == "to")
    ]
