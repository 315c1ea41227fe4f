"""Sentence vectors kept on disk, so a text is encoded once: rows are found by the hash of the text."""

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from analysis.themes.anchors import AnchorSet, anchor_set
from analysis.themes.encoder import WIDTH, SentenceEncoder, prepared
from analysis.themes.features import Features, TextFeatures
from analysis.themes.storage import replaced
from analysis.themes.weights import Floats

CHUNK = 64

Progress = Callable[[str], None]


def learning_material(
    texts: Sequence[str], features: TextFeatures, folder: Path, progress: Progress
) -> tuple[AnchorSet, Features]:
    """The anchors as directions, and the features of the texts; sentence vectors are kept in the folder."""
    found = features.letters.anchors
    wanted = [*(anchor.text for anchor in found), *texts]
    vectors = cached_vectors(wanted, features.encoder, folder, progress)
    return anchor_set(found, vectors[: len(found)]), features.joined(texts, vectors[len(found) :])


def cached_vectors(
    texts: Sequence[str], encoder: SentenceEncoder, folder: Path, progress: Progress
) -> Floats:
    """Vectors (n, 384) of the texts, encoding only those that the folder's cache does not hold.

    The cache then holds these texts and no others: the vector of a deleted text goes with it.
    """
    path = _path(folder, encoder.file_hash)
    known = _read(path)
    by_key = {_key(text): text for text in texts}
    missing = [key for key in by_key if key not in known]
    found = {key: vector for key, vector in known.items() if key in by_key}
    for start in range(0, len(missing), CHUNK):
        progress(f"{start} of {len(missing)} texts encoded")
        keys = missing[start : start + CHUNK]
        found |= dict(zip(keys, encoder.transform([by_key[key] for key in keys]), strict=True))
    if found.keys() != known.keys():
        with replaced(path) as file:
            np.savez(file, keys=np.array(list(found)), vectors=np.array(list(found.values())))
    return np.array([found[_key(text)] for text in texts], dtype=np.float32)


def kept_vectors(texts: Sequence[str], file_hash: str, folder: Path) -> tuple[Floats, list[int]]:
    """Vectors (m, 384) of those texts that the folder holds by an encoder, and their places among all."""
    known = _read(_path(folder, file_hash))
    rows = [row for row, text in enumerate(texts) if _key(text) in known]
    vectors = [known[_key(texts[row])] for row in rows]
    return np.array(vectors, dtype=np.float32).reshape(-1, WIDTH), rows


def _path(folder: Path, file_hash: str) -> Path:
    return folder / f"vectors-{file_hash[:12]}.npz"


def _key(text: str) -> str:
    return hashlib.sha256(prepared(text).encode("utf-8", "surrogatepass")).hexdigest()


def _read(path: Path) -> dict[str, Floats]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
