"""Figures as one text that anybody can check: canonical JSON and its hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def freeze(figures: Mapping[str, Any]) -> str:
    """The figures as canonical JSON: the same figures are the same text."""
    return json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(frozen: str) -> str:
    """SHA-256 of frozen figures as a reader can compute it, in hexadecimal."""
    return hashlib.sha256(frozen.encode()).hexdigest()
