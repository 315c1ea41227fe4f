"""The trained classifier on disk: arrays in .npz, facts in JSON, never a pickle."""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from analysis.themes.anchors import Anchor, AnchorSet, anchors
from analysis.themes.classifier import Classifier
from analysis.themes.encoder import EncoderUnavailable, SentenceEncoder
from analysis.themes.fallback import LetterScorer
from analysis.themes.features import TextFeatures
from analysis.themes.letters import AnchorLetters
from analysis.themes.scorer import ThemeScorer, trained
from analysis.themes.storage import locked, replaced
from analysis.themes.training import TrainingText, load
from analysis.themes.vectors import Progress, learning_material
from analysis.vocabulary import THEMES, Theme

RECIPE = 3
"""Raised by hand whenever a change of code changes a prediction: every artefact is then made anew."""
ARRAYS = ("by_letters_", "by_meaning_", "is_learnt_", "known_", "mean_", "weights_")


def load_or_train(
    folder: Path,
    extra: Sequence[TrainingText] = (),
    progress: Progress | None = None,
    themes: Sequence[Theme] = THEMES,
) -> Classifier:
    """The classifier of the shipped training texts and `extra`, read from the folder or trained into it.

    Processes that share the folder wait for the one that trains. Without the sentence encoder the
    classifier is the fallback, quick enough to be made each time: its `version` starts with "tfidf-",
    and the folder holds nothing else of it.
    """
    tell = progress or (lambda _message: None)
    texts, found = [*load(), *extra], anchors(themes)
    letters = AnchorLetters(found).fit()
    try:
        encoder = SentenceEncoder().fit()
    except EncoderUnavailable as error:
        tell(f"Themes without sentence vectors: {error}")
        weak = _fallback(letters, texts)
        with locked(folder):
            _tell_version(folder, weak.version)
        return weak
    version = f"e5-{_digest(encoder.file_hash, found, texts)}"
    features = TextFeatures(encoder, letters)
    with locked(folder):
        scorer = read(folder, version)
        if scorer is None:
            anchored, material = learning_material([text.text for text in texts], features, folder, tell)
            tell(f"Training on {len(texts)} texts")
            scorer = trained(anchored, material, texts)
            write(scorer, folder, version)
    return Classifier(features, scorer, version)


def write(scorer: ThemeScorer, folder: Path, version: str) -> None:
    """Puts the fitted scorer into the folder as head.npz and head.json."""
    languages = sorted(scorer.means_)
    arrays = {name: getattr(scorer, name) for name in ARRAYS} | {
        "centroids": scorer.anchors.centroids,
        "anchor_mean": scorer.anchors.mean,
        "means": np.array([scorer.means_[language] for language in languages]),
    }
    with replaced(folder / "head.npz") as file:
        np.savez(file, **arrays)
    facts = {
        "version": version,
        "sha256": _sha256(folder / "head.npz"),
        "codes": scorer.anchors.codes,
        "languages": languages,
        "threshold": scorer.threshold_,
    }
    with replaced(folder / "head.json") as file:
        file.write(json.dumps(facts, indent=1).encode())


def _tell_version(folder: Path, version: str) -> None:
    """Lets processes that load nothing know which classifier is in use; what it replaces is no artefact."""
    if _facts(folder).get("version") != version:
        with replaced(folder / "head.json") as file:
            file.write(json.dumps({"version": version}).encode())


def _facts(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "head.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def read(folder: Path, version: str) -> ThemeScorer | None:
    """The folder's scorer, or None when it is missing, damaged or of another version."""
    try:
        facts = _facts(folder)
        if facts["version"] != version or facts["sha256"] != _sha256(folder / "head.npz"):
            return None
        with np.load(folder / "head.npz", allow_pickle=False) as arrays:
            return _scorer(facts, arrays)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def _scorer(facts: dict[str, Any], arrays: Any) -> ThemeScorer:
    scorer = ThemeScorer(AnchorSet(tuple(facts["codes"]), arrays["centroids"], arrays["anchor_mean"]))
    for name in ARRAYS:
        setattr(scorer, name, arrays[name])
    scorer.means_ = dict(zip(facts["languages"], arrays["means"], strict=True))
    scorer.threshold_ = float(facts["threshold"])
    return scorer


def _fallback(letters: AnchorLetters, texts: Sequence[TrainingText]) -> Classifier:
    cosines = letters.transform([text.text for text in texts])
    scorer = LetterScorer(letters.codes_).fit(cosines, [text.theme for text in texts])
    return Classifier(letters, scorer, f"tfidf-{_digest('tfidf', letters.anchors, texts)}")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(encoder: str, found: Sequence[Anchor], texts: Sequence[TrainingText]) -> str:
    ordered = sorted(astuple(text) for text in texts)
    material = json.dumps([RECIPE, encoder, [astuple(anchor) for anchor in found], ordered])
    return hashlib.sha256(material.encode()).hexdigest()[:12]
