"""People who work with the service, and what each may do."""

from enum import StrEnum

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.vocabulary import Partner
from feedback.store.base import Base, one_of


class RoleName(StrEnum):
    """The roles; each route names those that may enter."""

    PANEL = "panel"
    COMPILER = "compiler"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"


account_roles = sa.Table(
    "account_roles",
    Base.metadata,
    sa.Column("account_id", sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("roles.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """One role, as Flask-Security wants it."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[RoleName] = mapped_column(one_of(RoleName), unique=True)


class Account(Base, UserMixin):
    """One member of staff or of a partner; `fs_uniquifier` ends all sessions when it changes."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    password: Mapped[str] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    partner: Mapped[Partner | None] = mapped_column(one_of(Partner))
    demonstration: Mapped[bool] = mapped_column(default=False)
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # of our own Role
        secondary=account_roles, lazy="joined"
    )
