"""What an evaluation was made of, as one digest: a card with another one is stale."""

import hashlib
import json
from dataclasses import astuple
from functools import lru_cache

from analysis.themes.anchors import anchors
from analysis.themes.artefact import RECIPE
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.training import HELD_OUT, load
from analysis.vocabulary import THEMES


@lru_cache(maxsize=1)
def digest() -> str:
    """The SHA-256 of training texts, held-out texts, anchors, recipe and the encoder's data file."""
    texts = [sorted(astuple(text) for text in part) for part in (load(), load(HELD_OUT))]
    material = [RECIPE, SentenceEncoder.file_hash, [astuple(anchor) for anchor in anchors()], *texts]
    return hashlib.sha256(json.dumps(material).encode()).hexdigest()


def taxonomy_digest() -> str:
    """Twelve characters of the SHA-256 of the themes with all their words."""
    material = json.dumps([astuple(theme) for theme in THEMES], default=str)
    return hashlib.sha256(material.encode()).hexdigest()[:12]
