"""Numbers that follow each other without a gap or a double, whoever else is storing at the same moment."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.base import Base


def take_turn(session: Session, model: type[Base]) -> None:
    """Keep others from adding to a table until this transaction ends; readers go on.

    Writers of SQLite queue already (`feedback.store.database`).
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"LOCK TABLE {model.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))
