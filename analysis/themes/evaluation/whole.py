"""The evaluation of the shipped texts, from beginning to end: the card with all its figures."""

from importlib.metadata import version
from pathlib import Path

from analysis.themes.anchors import anchors
from analysis.themes.artefact import RECIPE
from analysis.themes.calibration import FLOOR, PRECISION
from analysis.themes.card import Card, Model, Opening
from analysis.themes.cores import one_core
from analysis.themes.evaluation import agreement, compared, curve, languages, methods, themes, unseen
from analysis.themes.evaluation.digest import digest, taxonomy_digest
from analysis.themes.evaluation.texts import Texts, judged
from analysis.themes.evaluation.vectors import Seen, Vectors, encoded
from analysis.themes.letters import AnchorLetters
from analysis.themes.metrics import Outcome
from analysis.themes.training import HELD_OUT, load
from analysis.themes.vectors import Progress
from analysis.themes.weights import FILE_NAME, PACKAGE, SHA256
from analysis.vocabulary import THEMES

LIBRARIES = ("numpy", "scikit-learn", "scipy")


def evaluated(folder: Path, progress: Progress) -> Card:
    """The card of the shipped texts, whose sentence vectors are kept in the folder.

    Raises `EncoderUnavailable` without the encoder's data file.
    """
    texts, letters = Texts(load(), load(HELD_OUT)), AnchorLetters(anchors()).fit()
    with one_core():
        seen, vectors = encoded(texts, letters, folder, progress)
        return of(seen, vectors, outcomes(texts, letters, seen, progress), progress)


def without_vectors(progress: Progress) -> Opening:
    """The beginning of the card: what needs no sentence vectors."""
    texts, letters = Texts(load(), load(HELD_OUT)), AnchorLetters(anchors()).fit()
    with one_core():
        return opening(texts, outcomes(texts, letters, None, progress))


def outcomes(
    texts: Texts, letters: AnchorLetters, seen: Seen | None, progress: Progress
) -> dict[str, Outcome]:
    """What each method says of every text."""
    judges = methods.plain_judges(texts, letters) | (methods.vector_judges(seen) if seen else {})
    found = {}
    for method, judge in judges.items():
        progress(f"Judging by {method}")
        found[method] = judged(judge, texts)
    return found


def opening(texts: Texts, by_method: dict[str, Outcome]) -> Opening:
    """The texts, and the methods side by side."""
    training, held_out = agreement.described(texts)
    return {
        "training": training,
        "held_out": held_out,
        "folds": methods.rows(by_method, texts, texts.known),
        "held_out_methods": methods.rows(by_method, texts, texts.new),
    }


def of(seen: Seen, vectors: Vectors, by_method: dict[str, Outcome], progress: Progress) -> Card:
    """The whole card."""
    texts, full = seen.texts, by_method[methods.FULL]
    progress("Leaving out each language")
    apart = languages.without_own_language(seen.judge, texts)
    progress("Learning from fewer labels")
    steps = curve.steps(seen.judge, texts)
    progress("Taking away each theme")
    taken = unseen.rows(vectors)
    progress("Comparing new with known texts")
    drift, false_alarms = compared.rows(vectors, full)
    return {
        **opening(texts, by_method),
        "model": _model(seen),
        "languages": languages.rows(full, apart, texts),
        "themes": themes.rows(full, texts),
        "apart": list(curve.APART),
        "curve": steps,
        "unseen": taken,
        "drift": drift,
        "false_alarms": false_alarms,
        "confusion": themes.confusion(full, texts),
    }


def _model(seen: Seen) -> Model:
    return {
        "digest": digest(),
        "recipe": RECIPE,
        "taxonomy": taxonomy_digest(),
        "themes": len(THEMES),
        "encoder": {"package": PACKAGE, "version": version(PACKAGE), "file": FILE_NAME, "sha256": SHA256},
        "libraries": {name: version(name) for name in LIBRARIES},
        "threshold": float(seen.scorer(seen.texts.known).threshold_),
        "floor": FLOOR,
        "wanted_precision": PRECISION,
    }
