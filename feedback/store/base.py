"""What every table shares: names of constraints, and the types that both databases keep alike."""

import datetime as dt
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import SchemaItem


class Base(DeclarativeBase):
    """The ground of all models; constraints have names so that a migration can change them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A moment in UTC, aware on both sides; a naive one is refused with ValueError."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment without its zone, as the column keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment with its zone."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


def one_of(words: type[StrEnum]) -> sa.Enum:
    """A column type that keeps a word of the vocabulary by its value and refuses any other."""
    return sa.Enum(
        words,
        values_callable=lambda kind: [member.value for member in kind],
        native_enum=False,
        create_constraint=True,
        length=32,
        name=words.__name__.lower(),
    )


def unordered(*constraints: SchemaItem, **options: Any) -> tuple[Any, ...]:
    """Table arguments for rows that must not lie in the order of arrival.

    SQLite then sorts the rows by their random key; PostgreSQL is put in that order by
    `feedback tidy` (CLUSTER).
    """
    return (*constraints, {"sqlite_with_rowid": False, **options})
