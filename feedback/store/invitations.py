"""Personal links to a survey: which there are and whether each was used, never who got or used one."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from feedback.store.base import Base, unordered


class InvitationBatch(Base):
    """Links that were made at once, for people with the same last day; `made` says how many.

    `label` tells staff which batch this is and names no person.
    """

    __tablename__ = "invitation_batches"
    __table_args__ = (sa.CheckConstraint("made > 0", name="holds_a_link"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    survey: Mapped[str] = mapped_column(sa.String(64))
    label: Mapped[str] = mapped_column(sa.String(80))
    made: Mapped[int]
    made_on: Mapped[dt.date]
    expires_on: Mapped[dt.date]
    demonstration: Mapped[bool] = mapped_column(default=False)


class Invitation(Base):
    """One personal link, by the digest of the token that only its receiver has.

    It keeps that it was used and not when: where few people answer on a day, a day would tell which
    answer came by which link. For the same reason nothing here points to a response or a draft.
    """

    __tablename__ = "invitations"
    __table_args__ = unordered()

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("invitation_batches.id"), index=True)
    used: Mapped[bool] = mapped_column(default=False)
