"""Kernel ridge regression: what known texts say of another one, each as loudly as the two are alike."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.themes.calibration import Doubles

RIDGE = 0.1
"""Added to each text's likeness with itself, so that no text is believed fully; 0.03 to 0.3 did as well."""


def taught(likeness: NDArray[Any], targets: NDArray[Any], groups: NDArray[Any]) -> tuple[Doubles, Doubles]:
    """Coefficients (n, k), and what each known text would score had its group been unknown (n, k).

    `likeness` (n, n) holds a positive semi-definite kernel of the known texts, `targets` (n, k) what they
    should score. A new text scores its likenesses with them (n,) @ coefficients. What unknown groups
    score needs no learning anew: Rasmussen and Williams 2006 ("Gaussian Processes for Machine Learning",
    equation 5.12), for a block of texts in the place of one.
    """
    inverse = np.linalg.inv(likeness + RIDGE * np.eye(len(likeness)))
    coefficients = inverse @ targets
    unknown = targets.astype(np.float64)
    names, group = np.unique(groups, return_inverse=True)
    for number in range(len(names)):
        rows = np.flatnonzero(group == number)
        unknown[rows] -= np.linalg.solve(inverse[np.ix_(rows, rows)], coefficients[rows])
    return coefficients, unknown
