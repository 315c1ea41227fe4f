"""What partners delivered: the latest file of a tertial counts, the earlier ones stay on record."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.deliveries.delivery import CountRow
from analysis.periods import Tertial
from analysis.vocabulary import Partner
from feedback.store.deliveries import Delivery, DeliveryRow
from feedback.store.numbering import take_turn

LONGEST_NAME = 200
_MOST_LISTED = 100


@dataclass(frozen=True)
class File:
    """A file as somebody sent it: its name as far as it can be shown, and the SHA-256 of its bytes."""

    name: str
    digest: str

    @classmethod
    def named(cls, name: str, digest: str) -> "File":
        """The file under a name of printable signs, at most 200; its end says most."""
        shown = "".join(sign for sign in name if sign.isprintable())
        return cls(shown[-LONGEST_NAME:] or "?", digest)


@dataclass(frozen=True)
class Delivered:
    """One delivery as its partner sees it, with the number of questions in it."""

    delivery: Delivery
    questions: int


def keep(
    session: Session,
    partner: Partner,
    period: Tertial,
    rows: Sequence[CountRow],
    file: File,
    *,
    delivered_at: dt.datetime,
    account_id: int,
    demonstration: bool,
) -> Delivery:
    """The delivery with these rows; the one that counts already when it came from the very same file."""
    take_turn(session, Delivery)
    latest = session.scalar(
        sa.select(Delivery)
        .where(Delivery.partner == partner, Delivery.period == str(period))
        .order_by(Delivery.number.desc())
        .limit(1)
    )
    if latest is not None and latest.file_digest == file.digest:
        return latest
    delivery = Delivery(
        id=uuid.uuid4(),
        partner=partner,
        period=str(period),
        number=latest.number + 1 if latest else 1,
        delivered_at=delivered_at,
        account_id=account_id,
        file_name=file.name,
        file_digest=file.digest,
        demonstration=demonstration,
    )
    session.add(delivery)
    session.flush()
    lines = [{"delivery_id": delivery.id, "line": line, **asdict(row)} for line, row in enumerate(rows, 1)]
    session.execute(sa.insert(DeliveryRow), lines)
    return delivery


def of_partner(
    session: Session, partner: Partner, periods: Iterable[Tertial]
) -> Mapping[Tertial, Sequence[Delivered]]:
    """What one partner delivered for each tertial, the one that counts first."""
    questions = sa.func.coalesce(sa.func.sum(DeliveryRow.count), 0)
    statement = (
        sa.select(Delivery, questions)
        .outerjoin(DeliveryRow, DeliveryRow.delivery_id == Delivery.id)
        .where(Delivery.partner == partner)
        .group_by(Delivery.id)
        .order_by(Delivery.number.desc())
        .limit(_MOST_LISTED)
    )
    return {
        period: [
            Delivered(delivery, int(total))
            for delivery, total in session.execute(statement.where(Delivery.period == str(period)))
        ]
        for period in periods
    }


def that_count(session: Session, periods: Sequence[Tertial]) -> Mapping[tuple[Partner, str], Delivery]:
    """The delivery that counts of each partner and tertial; its rows are for the partner alone."""
    statement = (
        sa.select(Delivery)
        .where(Delivery.period.in_([str(period) for period in periods]))
        .order_by(Delivery.number)
    )
    return {(delivery.partner, delivery.period): delivery for delivery in session.scalars(statement)}
