"""Estimates as figures of the card."""

import math

from analysis.themes.card import Figure
from analysis.themes.metrics import Estimate

DIGITS = 4
"""More than anybody prints, fewer than differ between two machines."""


def rounded(value: float) -> float | None:
    """The value as the card keeps it, null for nan."""
    return None if math.isnan(value) else round(float(value), DIGITS)


def figure(estimate: Estimate) -> Figure:
    """The estimate for the card, null for nan."""
    return {"value": rounded(estimate.value), "low": rounded(estimate.low), "high": rounded(estimate.high)}
