"""What texts are about: themes by model and by person, kept side by side, and the worker that adds them."""

import json
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from analysis.themes.storage import replaced
from analysis.themes.training import TrainingText
from analysis.vocabulary import UNDECIDED
from feedback.store.database import Database
from feedback.store.verbatims import Decision, Prediction, Verbatim

if TYPE_CHECKING:  # numpy and scikit-learn are loaded only by who classifies
    from analysis.themes.classifier import Classifier

log = logging.getLogger(__name__)

Progress = Callable[[str], None]
PATIENCE = 3.0
"""Seconds that a person waits at most for a classifier that is still being loaded."""
_DECIDED = "decided.jsonl"
_UNDECIDED = sa.literal(UNDECIDED, sa.String)


def themes_of(model_version: str | None = None) -> sa.Select[uuid.UUID, str]:
    """A statement with `verbatim_id` and `theme` of each text, to narrow with `where(Verbatim…)`.

    The theme is the one decided last; without a decision the one that this version of the model
    predicted (where it made no prediction: another version), unless it abstained: then "undecided".
    """
    predicted = (
        sa.select(sa.case((Prediction.abstained, _UNDECIDED), else_=_code(Prediction.theme)))
        .where(Prediction.verbatim_id == Verbatim.id)
        .order_by(*newest(model_version))
        .limit(1)
        .scalar_subquery()
    )
    theme = sa.func.coalesce(_decided(), predicted, _UNDECIDED)
    return sa.select(Verbatim.id.label("verbatim_id"), theme.label("theme"))


def _decided() -> sa.ScalarSelect[str]:
    """The theme of a text's last decision."""
    return (
        sa.select(_code(Decision.theme))
        .where(Decision.verbatim_id == Verbatim.id)
        .order_by(Decision.decided_at.desc(), Decision.id)
        .limit(1)
        .scalar_subquery()
    )


def _code(theme: InstrumentedAttribute[str]) -> sa.ColumnElement[str]:
    """The theme as a plain text, so that it can stand beside "undecided", which no column may hold."""
    return sa.type_coerce(theme, sa.String)


def newest(model_version: str | None) -> tuple[sa.SQLColumnExpression[Any], ...]:
    """The order of a text's predictions: this version first, then the others by name (e5 before tfidf)."""
    return (Prediction.model_version != (model_version or ""), Prediction.model_version)


def waiting(session: Session, model_version: str, limit: int) -> Sequence[Verbatim]:
    """Texts, newest first and at most `limit`, about which this version of the model has not been asked."""
    made = Prediction.model_version == model_version
    texts = sa.select(sa.func.count(Verbatim.id)).scalar_subquery()
    predictions = sa.select(sa.func.count(Prediction.verbatim_id)).where(made).scalar_subquery()
    if session.scalar(sa.select(texts == predictions)):  # counting is quicker than looking for none
        return []
    seen = sa.exists().where(Prediction.verbatim_id == Verbatim.id, made)
    return session.scalars(
        sa.select(Verbatim).where(~seen).order_by(Verbatim.received_on.desc()).limit(limit)
    ).all()


def theme_verbatims(session: Session, classifier: "Classifier", verbatims: Iterable[Verbatim]) -> None:
    """Keeps one prediction a text; what this version of the model said before stays as it is."""
    _keep(session, _predictions(classifier, list(verbatims)))


def work(database: Database, themer: "Themer", batch: int = 64) -> int:
    """The number of texts that got a prediction in this round; 0 when none waits or there is no model."""
    classifier = themer.classifier()
    if classifier is None:
        return 0
    with database.session(write=False) as session:
        texts = waiting(session, classifier.version, batch)
    if not texts:
        return 0
    predictions = _predictions(classifier, texts)  # slow, so nobody's turn to write is held here
    with database.session(write=True) as session:
        _keep(session, predictions)
        session.commit()
    return len(predictions)


def _predictions(classifier: "Classifier", verbatims: Sequence[Verbatim]) -> list[dict[str, Any]]:
    found = classifier.classify([text.text for text in verbatims], [text.language for text in verbatims])
    return [
        {
            "verbatim_id": verbatim.id,
            "model_version": classifier.version,
            "theme": prediction.theme,
            "confidence": min(max(prediction.confidence, 0.0), 1.0),
            "alternatives": [list(other) for other in prediction.alternatives],
            "abstained": prediction.abstained,
        }
        for verbatim, prediction in zip(verbatims, found, strict=True)
    ]


def _keep(session: Session, predictions: Sequence[dict[str, Any]]) -> None:
    # a text may have been deleted since it was read; the lock is the one that its foreign key takes anyway
    there = session.scalars(
        sa.select(Verbatim.id)
        .where(Verbatim.id.in_([row["verbatim_id"] for row in predictions]))
        .with_for_update(read=True, key_share=True)
    ).all()
    rows = [row for row in predictions if row["verbatim_id"] in set(there)]
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(Prediction).values(rows).on_conflict_do_nothing())


class Themer:
    """The classifier of one process: loaded in a thread when first asked for, the same for all threads.

    A classifier that cannot be loaded is logged once; texts then wait for a process that can.
    """

    def __init__(self, folder: Path, load: "Callable[[Path], Classifier] | None" = None) -> None:
        self.folder = folder
        self._load = load or _load
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found: Classifier | None = None

    def classifier(self, patience: float | None = None) -> "Classifier | None":
        """The classifier; None when it cannot be loaded, or not within `patience` seconds."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="themer", daemon=True)
                self._thread.start()
        self._thread.join(patience)
        return self._found

    def _run(self) -> None:
        try:
            self._found = self._load(self.folder)
        except Exception:
            log.exception("the classifier cannot be loaded, texts wait without a theme")

    @property
    def version(self) -> str | None:
        """The model's version without loading it: of the one in use, else of the one last trained here."""
        if self._found is not None:
            return self._found.version
        try:
            return str(json.loads((self.folder / "head.json").read_bytes())["version"])
        except (OSError, ValueError, KeyError):
            return None

    def try_now(self, session: Session, *verbatims: Verbatim) -> None:
        """Predictions of stored texts, committed; when anything is in the way nothing, and the texts wait."""
        try:
            classifier = self.classifier(PATIENCE)
            if classifier is not None:
                theme_verbatims(session, classifier, verbatims)
                session.commit()
        except Exception:
            session.rollback()
            log.exception("a text got no theme and waits")


def _load(folder: Path) -> "Classifier":
    from analysis.themes.artefact import load_or_train

    return load_or_train(folder, _kept(folder), log.info)


def training_texts(session: Session) -> list[TrainingText]:
    """What the panel decided as training texts: each text once, masked, with the theme decided last."""
    statement = (
        sa.select(Verbatim.id, Verbatim.language, Verbatim.text, _decided().label("theme"))
        .where(sa.exists().where(Decision.verbatim_id == Verbatim.id), Verbatim.suspicion.is_(None))
        .order_by(Verbatim.id)
    )
    return [
        TrainingText(id=str(key), lang=language, theme=theme, group=str(key), text=text)
        for key, language, text, theme in session.execute(statement)
        if text.strip()
    ]


def retrain(session: Session, folder: Path, progress: Progress | None = None) -> "Classifier":
    """The classifier trained on the shipped texts and the panel's decisions, kept in the folder.

    The session is closed before the training begins. Running processes use it when they start again.
    """
    from analysis.themes.artefact import load_or_train

    texts = training_texts(session)
    session.close()
    classifier = load_or_train(folder, texts, progress)
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(folder / _DECIDED) as file:
        file.writelines(json.dumps(asdict(text)).encode() + b"\n" for text in texts)
    return classifier


def _kept(folder: Path) -> list[TrainingText]:
    """The decisions of the last training: with other texts the classifier would be trained anew."""
    path = folder / _DECIDED
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [TrainingText(**json.loads(line)) for line in lines]


def init(app: Flask) -> None:
    """Give the app its themer; nothing is loaded yet."""
    app.extensions["themer"] = Themer(app.extensions["settings"].data_dir / "model")
