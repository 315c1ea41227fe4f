"""Finished pages kept in the process: a question looks the same to everybody who answered it alike.

Rendering and compressing is most of the work of a page. What a person wrote, or signed in as, is never
kept here.
"""

import gzip
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

SPACE = 1024
"""How many pages are kept: about 10 MB."""


@dataclass(frozen=True)
class Kept:
    """A page as it is, and compressed with gzip."""

    page: str
    compressed: bytes


class Shelf:
    """Pages by what they depend on; the oldest half goes when there is no more space."""

    def __init__(self) -> None:
        self._pages: dict[Hashable, Kept] = {}
        self._lock = Lock()

    def page(self, key: Hashable, make: Callable[[], str]) -> Kept:
        """The page kept under a key, made when it is not there."""
        found = self._pages.get(key)
        if found is None:
            page = make()
            found = Kept(page, gzip.compress(page.encode(), mtime=0))
            with self._lock:
                if len(self._pages) >= SPACE:
                    for old in list(self._pages)[: SPACE // 2]:
                        del self._pages[old]
                self._pages[key] = found
        return found
