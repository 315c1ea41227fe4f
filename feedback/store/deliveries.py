"""Counts of questions that partners deliver for a tertial."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.vocabulary import Asker, Channel, Law, Partner
from feedback.store.base import Base, Moment, one_of


class Delivery(Base):
    """One accepted file; the highest number of a partner and period counts, the earlier ones stay."""

    __tablename__ = "deliveries"
    __table_args__ = (sa.UniqueConstraint("partner", "period", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    partner: Mapped[Partner] = mapped_column(one_of(Partner))
    period: Mapped[str] = mapped_column(sa.String(7))
    number: Mapped[int]
    delivered_at: Mapped[dt.datetime] = mapped_column(Moment)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    file_name: Mapped[str] = mapped_column(sa.String(200))
    file_digest: Mapped[str] = mapped_column(sa.String(64))
    demonstration: Mapped[bool] = mapped_column(default=False)
    rows: Mapped[list["DeliveryRow"]] = relationship(order_by="DeliveryRow.line")


class DeliveryRow(Base):
    """One line of a delivery: how many questions of one kind; a zero was counted, a missing line was not."""

    __tablename__ = "delivery_rows"
    __table_args__ = (sa.CheckConstraint("count >= 0", name="count_is_not_negative"),)

    delivery_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[int] = mapped_column(primary_key=True)
    asker: Mapped[Asker] = mapped_column(one_of(Asker))
    theme: Mapped[str] = mapped_column(sa.ForeignKey("themes.code"))
    law: Mapped[Law] = mapped_column(one_of(Law))
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    language: Mapped[str] = mapped_column(sa.String(8))
    count: Mapped[int]
