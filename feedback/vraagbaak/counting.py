"""What counts for a tertial: the delivery of each partner that counts, and our own questions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.periods import Tertial
from analysis.vocabulary import UNDECIDED, Partner
from feedback.store.accounts import Account, Role, RoleName
from feedback.store.deliveries import Delivery, DeliveryRow
from feedback.store.verbatims import Decision, Purpose, Verbatim
from feedback.theming.finding import themes_of
from feedback.vraagbaak.counted import Counted, Tally


def counted(session: Session, period: Tertial, *, model_version: str | None, demonstration: bool) -> Counted:
    """Everything that counts for a tertial; invented rows only in a demonstration."""
    deliveries = _that_count(period, demonstration).subquery()
    partners = session.scalars(sa.select(deliveries.c.partner))
    rows = [
        *session.execute(_delivered(deliveries)),
        *session.execute(_asked(period, model_version, demonstration)),
    ]
    return Counted(period, tuple(Tally(*row) for row in rows), frozenset(partners))


def expected_partners(session: Session, *, demonstration: bool) -> frozenset[Partner]:
    """The partners with an account that may deliver, and those that ever delivered."""
    has_account = sa.select(Account.partner).where(
        Account.partner.is_not(None), Account.active, Account.roles.any(Role.name == RoleName.PARTNER)
    )
    has_delivered = sa.select(Delivery.partner)
    if not demonstration:
        has_account = has_account.where(~Account.demonstration)
        has_delivered = has_delivered.where(~Delivery.demonstration)
    return frozenset(session.scalars(sa.union(has_account, has_delivered)))


def _that_count(period: Tertial, demonstration: bool) -> sa.Select[*tuple[Any, ...]]:
    """The latest delivery of each partner for a tertial."""
    of_period = Delivery.period == str(period)
    if not demonstration:
        of_period &= ~Delivery.demonstration
    rank = sa.func.row_number().over(partition_by=Delivery.partner, order_by=Delivery.number.desc())
    ranked = sa.select(Delivery.id, Delivery.partner, rank.label("rank")).where(of_period).subquery()
    return sa.select(ranked.c.id, ranked.c.partner).where(ranked.c.rank == 1)


def _delivered(deliveries: sa.Subquery) -> sa.Select[*tuple[Any, ...]]:
    kind = (DeliveryRow.asker, DeliveryRow.theme, DeliveryRow.law, DeliveryRow.language, DeliveryRow.channel)
    count = sa.func.sum(DeliveryRow.count, type_=sa.Integer)
    return (
        sa.select(*kind, sa.literal("partner"), count)
        .join(deliveries, DeliveryRow.delivery_id == deliveries.c.id)
        .group_by(*kind)
    )


def _asked(period: Tertial, model_version: str | None, demonstration: bool) -> sa.Select[*tuple[Any, ...]]:
    decided = sa.exists().where(Decision.verbatim_id == Verbatim.id).label("decided")
    questions = (
        themes_of(model_version)
        .add_columns(Verbatim.asker, Verbatim.law, Verbatim.language, Verbatim.channel, decided)
        .where(
            Verbatim.purpose == Purpose.QUESTION,
            Verbatim.suspicion.is_(None),
            Verbatim.received_on.between(period.first_day, period.last_day),
        )
    )
    if not demonstration:
        questions = questions.where(~Verbatim.demonstration)
    one = questions.subquery().c
    origin = sa.case((one.decided, "person"), (one.theme == UNDECIDED, UNDECIDED), else_="model")
    kind = (one.asker, one.theme, one.law, one.language, one.channel)
    return sa.select(*kind, origin, sa.func.count()).group_by(*kind, origin)
