"""Compiled reports, frozen."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from feedback.store.base import Base, Moment


class Report(Base):
    """The figures of one tertial as they were when somebody compiled them.

    `figures` is canonical JSON and holds no moment, so the same data gives the same bytes and the
    same SHA-256 in `digest`; who compiled it and when stand beside it.
    """

    __tablename__ = "reports"
    __table_args__ = (sa.UniqueConstraint("period", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    period: Mapped[str] = mapped_column(sa.String(7))
    number: Mapped[int]
    figures: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64))
    compiled_at: Mapped[dt.datetime] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    demonstration: Mapped[bool] = mapped_column(default=False)
