"""Predictions made and kept: at once where that is possible, else by workers, of which there may be several.

A text is encoded once; from its kept vector a later model judges it again in a moment. What was
predicted or decided before stays.
"""

import logging
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from feedback.store.base import Base
from feedback.store.database import Database
from feedback.store.themes import Vector
from feedback.store.verbatims import Prediction, Verbatim
from feedback.theming.finding import progress, unseen
from feedback.theming.themer import PATIENCE, Themer

if TYPE_CHECKING:
    from analysis.themes.classifier import Classifier

log = logging.getLogger(__name__)

FRESH = 64
"""Texts that are encoded in one go: a worker holds them for some seconds at most."""
KEPT = 1000
"""Texts that are judged in one go from their kept vectors."""

Row = dict[str, Any]


def predict_now(session: Session, themer: Themer, *verbatims: Verbatim) -> None:
    """Predictions of stored texts, committed; when anything is in the way nothing, and the texts wait."""
    try:
        classifier = themer.classifier(PATIENCE)
        if classifier is not None:
            told = [(one.id, one.text, one.language, None) for one in verbatims]
            made = themer.soon(lambda: judged(classifier, told))
            keep(session, *made)
            session.commit()
    except Exception:
        session.rollback()
        log.exception("a text got no theme and waits")


def work(database: Database, themer: Themer, fresh: int = FRESH, kept: int = KEPT) -> int:
    """The number of texts that got a prediction in this round; 0 when none waits or there is no model.

    On PostgreSQL the texts are claimed until they are done, so that several workers share them out.
    """
    classifier = themer.classifier()
    if classifier is None:
        return 0
    with database.session(write=False) as session:
        texts, done = session.execute(progress(classifier.version)).one()
    if texts == done:  # counting is quicker than looking for none
        return 0
    return _round(database, classifier, _from_vectors(classifier, kept)) or _round(
        database, classifier, _from_texts(classifier, fresh)
    )


def judged(
    classifier: "Classifier", told: Sequence[tuple[uuid.UUID, str, str, bytes | None]]
) -> tuple[list[Row], list[Row]]:
    """The predictions of texts (id, text, language, kept vector), and the vectors that are new."""
    import numpy as np

    texts, known = [text for _, text, _, _ in told], [vector for *_, vector in told]
    if all(vector is not None for vector in known):
        halves = np.array([np.frombuffer(vector or b"", dtype="<f2") for vector in known])
    else:  # judged from halves too, so that the kept ones give the same prediction
        halves = classifier.encoder.vectors(texts).astype("<f2")
    predictions = classifier.classify(texts, [language for _, _, language, _ in told], halves)
    rows = [
        {
            "verbatim_id": key,
            "model_version": classifier.version,
            "theme": made.theme,
            "confidence": min(max(made.confidence, 0.0), 1.0),
            "alternatives": [list(other) for other in made.alternatives],
            "abstained": made.abstained,
        }
        for (key, *_), made in zip(told, predictions, strict=True)
    ]
    encoder = classifier.encoder.vector_hash
    vectors = [
        {"verbatim_id": key, "encoder": encoder, "numbers": row.tobytes()}
        for (key, *_, vector), row in zip(told, halves, strict=True)
        if encoder and vector is None
    ]
    return rows, vectors


def keep(session: Session, predictions: Sequence[Row], vectors: Sequence[Row]) -> None:
    """Keeps one prediction a version and text; what this version said before stays as it is."""
    # a text may have been deleted since it was read; the lock is the one that its foreign key takes anyway
    there = set(
        session.scalars(
            sa.select(Verbatim.id)
            .where(Verbatim.id.in_([row["verbatim_id"] for row in predictions]))
            .with_for_update(read=True, key_share=True)
        )
    )
    for model, rows in ((Vector, vectors), (Prediction, predictions)):
        _insert(session, model, [row for row in rows if row["verbatim_id"] in there])


def _insert(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(model).on_conflict_do_nothing(), rows)


Told = sa.Select[*tuple[Any, ...]]


def _from_vectors(classifier: "Classifier", limit: int) -> Told:
    """Texts that have a vector of this encoder and wait for this version of the model."""
    return (
        sa.select(Verbatim.id, Verbatim.text, Verbatim.language, Vector.numbers)
        .join(Vector, Vector.verbatim_id == Verbatim.id)
        .where(Vector.encoder == classifier.encoder.vector_hash, unseen(classifier.version))
        .limit(limit)
    )


def _from_texts(classifier: "Classifier", limit: int) -> Told:
    """Texts that wait for this version of the model, the newest first."""
    return (
        sa.select(Verbatim.id, Verbatim.text, Verbatim.language, sa.null())
        .where(unseen(classifier.version))
        .order_by(Verbatim.received_on.desc())
        .limit(limit)
    )


def _round(database: Database, classifier: "Classifier", statement: Told) -> int:
    return (_shared if not database.is_sqlite else _alone)(database, classifier, statement)


def _shared(database: Database, classifier: "Classifier", statement: Told) -> int:
    """One round in one transaction: what this worker holds the others skip."""
    with database.session(write=True) as session:
        told = session.execute(statement.with_for_update(of=Verbatim, skip_locked=True)).all()
        if told:
            keep(session, *judged(classifier, [tuple(row) for row in told]))
            session.commit()
    return len(told)


def _alone(database: Database, classifier: "Classifier", statement: Told) -> int:
    """One round in which nobody's turn to write is held while the model thinks."""
    with database.session(write=False) as session:
        told = session.execute(statement).all()
    if told:
        made = judged(classifier, [tuple(row) for row in told])
        with database.session(write=True) as session:
            keep(session, *made)
            session.commit()
    return len(told)
