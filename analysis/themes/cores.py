"""How many processor cores a calculation takes: one."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # comes with scikit-learn


def one_core() -> AbstractContextManager[Any]:
    """A block in which numpy's matrix products run in the calling thread alone.

    On a machine that is busy with other work a product split over two cores waits for the slower one: one
    text then took 120 to 200 ms instead of 30.
    """
    limit: AbstractContextManager[Any] = _controller().limit(limits=1)
    return limit


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
