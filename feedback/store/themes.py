"""The themes that texts can have, and the sentence vectors by which texts are given one."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from feedback.store.base import Base, unordered


class StoredTheme(Base):
    """One theme: of the taxonomy that comes along, which tells the words, or added here with its words.

    `name_en`, `definition` and `keywords` are what the classifier reads of an added theme; the keywords
    are Dutch words of the trade.
    """

    __tablename__ = "themes"
    __table_args__ = (
        sa.CheckConstraint(
            "(name_nl IS NULL) = (name_en IS NULL) AND (name_nl IS NULL) = (definition IS NULL)"
            " AND (name_nl IS NULL) = (added_on IS NULL)",
            name="added_themes_are_described",
        ),
    )

    code: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    name_nl: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    name_en: Mapped[str | None] = mapped_column(sa.String(80))
    definition: Mapped[str | None] = mapped_column(sa.String(400))
    keywords: Mapped[list[str]] = mapped_column(sa.JSON)
    added_on: Mapped[dt.date | None]
    added_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))


class Vector(Base):
    """The sentence vector of one text by one encoder: half-precision numbers, named by the file's SHA-256."""

    __tablename__ = "vectors"
    __table_args__ = unordered()

    verbatim_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("verbatims.id", ondelete="CASCADE"), primary_key=True
    )
    encoder: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    numbers: Mapped[bytes] = mapped_column(sa.LargeBinary)
