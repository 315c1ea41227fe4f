"""What is new: texts unlike all known ones that resemble each other, for a person to name or to dismiss."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from analysis.themes.cores import one_core
from analysis.themes.geometry import unit
from analysis.themes.scorer import MIN_LANGUAGE
from analysis.themes.weights import Floats

Codes = Sequence[str]
Rows = NDArray[np.intp]

NEIGHBOURS = 5  # known texts that a text is compared with; 1 to 10 told what is new about equally well
QUANTILE = 0.5  # at 0.95 hardly any new topic kept five far texts: it counts that they meet, not how far
DISTANCE = 0.75  # mean cosine distance up to which groups merge; at 0.8 ordinary texts form groups as well
MAX_FAR = 3000  # memory and time of merging grow with the square of the number of texts
BLOCK = 1000  # texts compared with the known ones at once, so that memory grows with the known ones alone


@dataclass(frozen=True)
class Cluster:
    """Texts that may share a new topic: the row of the most typical one, then those nearest to it.

    `languages` are (code, number of texts), most frequent first; `cohesion` is the mean cosine of two
    members after centring: 1 for copies of one text, about 0 for texts picked at random.
    """

    rows: tuple[int, ...]
    languages: tuple[tuple[str, int], ...]
    cohesion: float


def novelty(vectors: Floats, languages: Codes, known: Floats, known_languages: Codes) -> Floats:
    """How unlike the known texts (m, d) each text (n, d) is: 1 - mean cosine with the 5 nearest, shape (n,).

    Vectors are first centred by language on all texts given here, so a text's figure depends on its
    company. Without known texts it is 1. Raises `ValueError` unless every vector has a language.
    """
    with one_core():
        return _novelty(*_centred(vectors, languages, known, known_languages))


def find_clusters(
    vectors: Floats,
    languages: Codes,
    known: Floats,
    known_languages: Codes,
    quantile: float = QUANTILE,
    min_size: int = 5,
) -> list[Cluster]:
    """Groups of `min_size` (2 or more) or more far texts: the largest first, then the most cohesive.

    `vectors` (n, d) are texts that nobody judged, `known` (m, d) those of training and decisions. A text is
    far when its `novelty` exceeds the quantile of that of the known texts, each compared with the others:
    the limit follows from the texts. Up to 5 known texts say too little: then all are far. Of more than
    3,000 far texts the most novel count. Raises `ValueError` unless every vector has a language.
    """
    with one_core():
        centred, others = _centred(vectors, languages, known, known_languages)
        far = _far(centred, others, quantile)
        groups = [rows for rows in _groups(far, centred[far]) if len(rows) >= min_size]
        found = [_cluster(rows, centred[rows], languages) for rows in groups]
    return sorted(found, key=lambda cluster: (-len(cluster.rows), -cluster.cohesion, cluster.rows))


def _centred(vectors: Floats, languages: Codes, known: Floats, known_languages: Codes) -> list[Floats]:
    if len(vectors) != len(languages) or len(known) != len(known_languages):
        raise ValueError("every vector needs a language")
    # In double precision equal vectors have their exact mean; else their rounding errors would look alike.
    together = np.array([*vectors, *known], dtype=np.float64)
    spoken = np.array([*languages, *known_languages], dtype=object)
    centred = together - (together.mean(axis=0) if len(together) else 0)
    for language, count in Counter(spoken).items():
        if count >= MIN_LANGUAGE:
            centred[spoken == language] = together[spoken == language] - together[spoken == language].mean(0)
    return np.split(unit(centred).astype(np.float32), [len(vectors)])


def _novelty(centred: Floats, others: Floats, *, own: bool = False) -> Floats:
    """The novelty (n,); with `own` the texts are the others themselves, and none is its own neighbour."""
    found = np.ones(len(centred), dtype=np.float32)
    nearest = min(NEIGHBOURS, len(others) - own)
    for start in range(0, len(centred) if nearest > 0 else 0, BLOCK):
        cosines = centred[start : start + BLOCK] @ others.T
        if own:
            np.fill_diagonal(cosines[:, start:], -1)
        found[start : start + BLOCK] = 1 - np.partition(cosines, -nearest)[:, -nearest:].mean(axis=1)
    return found


def _far(centred: Floats, others: Floats, quantile: float) -> Rows:
    found = _novelty(centred, others)
    limit = np.quantile(_novelty(others, others, own=True), quantile) if len(others) > NEIGHBOURS else -1
    most_novel = np.argsort(-found, kind="stable")[:MAX_FAR]
    return np.sort(most_novel[found[most_novel] > limit])


def _groups(rows: Rows, centred: Floats) -> list[Rows]:
    distances = 1 - centred @ centred.T
    tree = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=DISTANCE)
    labels = tree.fit_predict(distances) if len(rows) > 1 else rows
    return [rows[labels == label] for label in np.unique(labels)]


def _cluster(rows: Rows, centred: Floats, languages: Codes) -> Cluster:
    cosines = centred @ centred.T
    np.fill_diagonal(cosines, 0)
    medoid = cosines.sum(axis=1).argmax()
    cohesion = float(cosines.sum() / (len(rows) * (len(rows) - 1)))
    cosines[medoid, medoid] = np.inf  # so that it comes first, even among copies of itself
    ordered = rows[np.argsort(-cosines[medoid], kind="stable")].tolist()
    counts = Counter(languages[row] for row in rows).most_common()
    return Cluster(tuple(ordered), tuple(counts), cohesion)
