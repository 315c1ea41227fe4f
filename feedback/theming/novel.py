"""What is new: groups of texts unlike everything known, which can become a theme."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.themes import Vector
from feedback.store.verbatims import Decision, Verbatim

if TYPE_CHECKING:
    from analysis.themes.weights import Floats


WINDOW = dt.timedelta(days=240)
"""Texts of about two tertials are looked at."""
MOST = 5000
"""Texts that are looked at, the newest."""
SHOWN = 5
"""Texts of a group that a person sees, the most typical first."""


@dataclass(frozen=True)
class Group:
    """Texts that resemble each other: the most typical ones, how many there are, and their languages."""

    texts: Sequence[Verbatim]
    size: int
    languages: Sequence[tuple[str, int]]


def groups(session: Session, folder: Path, today: dt.date) -> list[Group]:
    """What is new among the texts nobody decided about, the largest group first; nothing without vectors.

    `folder` holds the vectors of the training texts.
    """
    from analysis.themes.encoder import SentenceEncoder

    encoder = SentenceEncoder.file_hash
    known, known_languages = _trained(folder, encoder)
    if not len(known):
        return []
    from analysis.themes.emerging import find_clusters

    decided = _stored(session, encoder, today, decided=True)
    undecided = _different(_stored(session, encoder, today, decided=False))
    if not undecided:
        return []
    known = _joined(known, decided)
    found = find_clusters(
        _joined(known[:0], undecided),
        [row.language for row in undecided],
        known,
        [*known_languages, *(row.language for row in decided)],
    )
    return [
        Group(
            [session.get_one(Verbatim, undecided[row].id) for row in cluster.rows[:SHOWN]],
            len(cluster.rows),
            cluster.languages,
        )
        for cluster in found
    ]


def _stored(session: Session, encoder: str, today: dt.date, *, decided: bool) -> Sequence[Any]:
    has_decision = sa.exists().where(Decision.verbatim_id == Verbatim.id)
    return session.execute(
        sa.select(Verbatim.id, Verbatim.language, Vector.numbers)
        .join(Vector, Vector.verbatim_id == Verbatim.id)
        .where(
            Vector.encoder == encoder,
            has_decision if decided else ~has_decision,
            Verbatim.suspicion.is_(None),
            Verbatim.received_on > today - WINDOW,
        )
        .order_by(Verbatim.received_on.desc(), Verbatim.id)
        .limit(MOST)
    ).all()


def _different(rows: Sequence[Any]) -> list[Any]:
    """One of those texts that say the same to the letter: copies resemble each other for no good reason."""
    return list({row.numbers: row for row in rows}.values())


def _joined(above: "Floats", rows: Sequence[Any]) -> "Floats":
    import numpy as np

    halves = [np.frombuffer(row.numbers, dtype="<f2").astype(np.float32) for row in rows]
    return np.vstack([above, *halves]) if halves else above


def _trained(folder: Path, encoder: str) -> tuple["Floats", list[str]]:
    """The vectors of the shipped training texts that the folder keeps, and their languages."""
    from analysis.themes.training import load
    from analysis.themes.vectors import kept_vectors

    texts = load()
    vectors, rows = kept_vectors([text.text for text in texts], encoder, folder)
    return vectors, [texts[row].lang for row in rows]
