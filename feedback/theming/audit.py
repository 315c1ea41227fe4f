"""The audit sample of a tertial: questions that people read without knowing what the model made of them.

Each text drew a lot when it was stored. The lowest lots of a tertial's own questions are its sample, so
that it is simple and random, depends on no score, and nobody needs to draw it. The first of it are read
by two people. Reading a text for another reason takes nothing out of the sample, and the other way round:
only so both can be counted together (`analysis.counts.prevalence`).
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.periods import Tertial
from analysis.vocabulary import UNDECIDED
from feedback.settings import Settings
from feedback.store.verbatims import Decision, Occasion, Prediction, Purpose, Verbatim
from feedback.theming.finding import best_prediction, last_decision, plain

if TYPE_CHECKING:  # scipy is loaded only by who compiles a report
    from analysis.counts.prevalence import PeriodCounts

_FOR_THE_AUDIT = Decision.occasion == Occasion.AUDIT
_FOR_THE_QUEUE = Decision.occasion == Occasion.QUEUE


@dataclass(frozen=True)
class Plan:
    """How many texts of a tertial people read for the audit, and how many of those two people read."""

    period: Tertial
    size: int
    double: int
    demonstration: bool

    @classmethod
    def of(cls, settings: Settings, period: Tertial) -> "Plan":
        """The plan of a tertial in an installation with these settings."""
        return cls(period, settings.audit_sample, settings.audit_double, settings.demonstration)

    @property
    def own_questions(self) -> sa.ColumnElement[bool]:
        """Whether a text is a question of this tertial that counts; invented ones only in a demonstration."""
        chosen = (
            (Verbatim.purpose == Purpose.QUESTION)
            & Verbatim.suspicion.is_(None)
            & Verbatim.received_on.between(self.period.first_day, self.period.last_day)
        )
        return chosen if self.demonstration else chosen & ~Verbatim.demonstration

    @property
    def sample(self) -> sa.Select[uuid.UUID]:
        """The ids of the sample, in the order of their lots."""
        order = (Verbatim.lot, Verbatim.id)
        return sa.select(Verbatim.id).where(self.own_questions).order_by(*order).limit(self.size)


@dataclass(frozen=True)
class State:
    """How far an audit is.

    There are `questions` of which `wanted` are to be read and `read` were; `both` were read by two people,
    who `agreed` about some of them.
    """

    questions: int
    wanted: int
    read: int
    both: int
    agreed: int


def next_text(session: Session, plan: Plan, account_id: int) -> Verbatim | None:
    """The first text of the sample that still needs a reader, and that this account has not read for it."""
    for place, (key, readers) in enumerate(_readers(session, plan)):
        wanted = 2 if place < plan.double else 1
        if len(readers) < wanted and account_id not in readers:
            return session.get(Verbatim, key)
    return None


def is_sampled(session: Session, plan: Plan, verbatim_id: uuid.UUID) -> bool:
    """Whether the lot of the audit fell on a text."""
    return bool(session.scalar(sa.select(sa.literal(verbatim_id, sa.Uuid).in_(plan.sample))))


def state(session: Session, plan: Plan) -> State:
    """How far the audit of a tertial is, and how often two readers agreed."""
    readers = [found for _key, found in _readers(session, plan)]
    pairs = [list(found.values())[:2] for found in readers if len(found) > 1]
    count = sa.select(sa.func.count()).select_from(Verbatim).where(plan.own_questions)
    return State(
        questions=session.scalar(count) or 0,
        wanted=len(readers),
        read=sum(map(bool, readers)),
        both=len(pairs),
        agreed=sum(first == second for first, second in pairs),
    )


def _readers(session: Session, plan: Plan) -> list[tuple[uuid.UUID, dict[int, str]]]:
    """The texts of the sample in order, each with the theme that its readers gave it for the audit."""
    found: dict[uuid.UUID, dict[int, str]] = {key: {} for key in session.scalars(plan.sample)}
    decisions = (
        sa.select(Decision.verbatim_id, Decision.account_id, plain(Decision.theme))
        .where(_FOR_THE_AUDIT, Decision.verbatim_id.in_(plan.sample))
        .order_by(Decision.decided_at, Decision.id)
    )
    for key, account, theme in session.execute(decisions):
        found[key][account] = theme
    return list(found.items())


def counts(session: Session, plan: Plan, model_version: str | None) -> "PeriodCounts":
    """A tertial's own questions as the correction of their shares needs them."""
    from analysis.counts.prevalence import PeriodCounts

    by_queue = sa.exists().where(Decision.verbatim_id == Verbatim.id, _FOR_THE_QUEUE)
    model = sa.func.coalesce(best_prediction(plain(Prediction.theme), model_version), UNDECIDED)
    sampled = Verbatim.id.in_(plan.sample)
    audited = sa.case((sampled, last_decision(where=_FOR_THE_AUDIT)), else_=None)
    one: Any = (
        sa.select(
            sa.case((by_queue, last_decision()), else_=None).label("decided"),
            model.label("model"),
            audited.label("audited"),
        )
        .where(plan.own_questions)
        .subquery()
        .c
    )
    kind = (one.decided, one.model, one.audited)
    decided, undecided, pairs = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for by_people, by_model, in_audit, number in session.execute(
        sa.select(*kind, sa.func.count()).group_by(*kind)
    ):
        if by_people is not None:
            decided[by_people] += number
            continue
        undecided[by_model] += number
        if in_audit is not None:
            pairs[by_model, in_audit] += number
    return PeriodCounts(decided, undecided, pairs)
