"""Personal links to a survey: made in bulk, looked at as often as anybody likes, used once.

The store has only a digest of each link and whether it was used. That somebody with a certain link took
part can be seen by who holds that link; what they answered cannot, because nothing joins the two.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.orm import Session

from feedback.store.database import changed
from feedback.store.invitations import Invitation, InvitationBatch

Executor = Session | Connection
MOST = 10_000
"""Links that can be made at once."""
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that nobody takes for one another when a link is typed from paper."""
LENGTH = 20
"""Characters of a token: 31 to the power of 20 is 99 bits, too many to guess at any rate."""
GRACE = dt.timedelta(days=1)
"""How long a survey that was begun in time may take: as long as a draft lives."""
_invitations = cast(Table, Invitation.__table__)
_batches = cast(Table, InvitationBatch.__table__)


class State(StrEnum):
    """What can be done with a link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Found:
    """A link as it was when it was looked up."""

    digest: str
    survey: str
    state: State


def make(
    session: Session,
    survey: str,
    number: int,
    *,
    label: str,
    expires_on: dt.date,
    today: dt.date,
    demonstration: bool,
) -> list[str]:
    """The tokens of a new batch of links, which exist nowhere else; `expires_on` is their last day."""
    if not 1 <= number <= MOST:
        raise ValueError(f"a batch has 1 to {MOST} links, not {number}")
    tokens = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(number)]
    batch = InvitationBatch(
        survey=survey,
        label=label,
        made=number,
        made_on=today,
        expires_on=expires_on,
        demonstration=demonstration,
    )
    session.add(batch)
    session.flush()
    rows = [{"digest": digest(token), "batch_id": batch.id, "used": False} for token in tokens]
    session.execute(insert(_invitations), rows)
    return tokens


def digest(token: str) -> str:
    """What the store knows of a token (64 characters); capitals make no difference."""
    return hashlib.sha256(token.lower().encode("utf-8", "replace")).hexdigest()


def find(on: Executor, token: str, today: dt.date) -> Found | None:
    """The link with this token; None where there is none. Looking changes nothing."""
    statement = (
        select(_batches.c.survey, _batches.c.expires_on, _invitations.c.used)
        .join(_invitations, _invitations.c.batch_id == _batches.c.id)
        .where(_invitations.c.digest == digest(token))
    )
    row = on.execute(statement).one_or_none()
    if row is None:
        return None
    late = State.EXPIRED if row.expires_on < today else State.OPEN
    return Found(digest(token), row.survey, State.USED if row.used else late)


def state(on: Executor, token: str, today: dt.date) -> State | None:
    """What can be done with the link of this token; None where there is none."""
    found = find(on, token, today)
    return found.state if found else None


def use(session: Session, link: str, today: dt.date) -> bool:
    """Whether the link with this digest was unused, and is used from now on; of two at once one wins.

    Who began on the last day may send on the next.
    """
    in_time = select(_batches.c.id).where(_batches.c.expires_on >= today - GRACE)
    mine = (_invitations.c.digest == link) & ~_invitations.c.used & _invitations.c.batch_id.in_(in_time)
    return changed(session, update(_invitations).where(mine).values(used=True)) == 1


@dataclass(frozen=True)
class Use:
    """A batch, and how many of its links were used."""

    batch: InvitationBatch
    used: int


def response_rate(session: Session, survey: str) -> list[Use]:
    """Each batch of a survey with its used links, the newest first; used / batch.made is the rate.

    Every used link is one response of the invited stream, also one that was deleted afterwards.
    """
    used = func.count(Invitation.digest).filter(Invitation.used)
    statement = (
        select(InvitationBatch, used)
        .outerjoin(Invitation, Invitation.batch_id == InvitationBatch.id)
        .where(InvitationBatch.survey == survey)
        .group_by(InvitationBatch.id)
        .order_by(InvitationBatch.made_on.desc(), InvitationBatch.label, InvitationBatch.id)
    )
    return [Use(batch, count) for batch, count in session.execute(statement)]
