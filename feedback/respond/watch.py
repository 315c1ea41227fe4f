"""Which sendings a person should look at: nobody is refused, nothing is asked of people, nobody is known.

All of it is in the memory of one process, for a day at most: moments without a name, and texts as keyed
hashes that nobody can look up. No address of anybody comes here.
"""

import datetime as dt
import hashlib
import secrets
import unicodedata
from collections import OrderedDict, defaultdict, deque
from collections.abc import Sequence
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

from feedback.store.responses import Suspicion

TRAP = "website"
"""The field that nobody sees (macro `trap` of form.html): who fills it in is a machine."""
PACE = dt.timedelta(seconds=0.4)
"""Who chooses an answer faster than this has not read the question; the fastest readers are slower."""
WRITING = dt.timedelta(seconds=2)
"""Nobody writes or pastes a text of their own faster than this."""
MINUTE, DAY = 60.0, 24 * 3600.0
COPIES, LENGTH = 3, 40
"""A text of so many characters that came so many times before is a copy; short ones are alike by chance."""
SPACE = 10_000
"""How many texts, and how many sendings, a process remembers: about 5 MB."""

Value = TypeVar("Value")


class _Memory(Generic[Value]):
    """Things seen in the last day by their digest; what was not seen for longest goes when space is short."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[float, Value]] = OrderedDict()

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._kept

    def get(self, digest: bytes, default: Value) -> Value:
        return self._kept[digest][1] if digest in self._kept else default

    def keep(self, digest: bytes, value: Value, now: float) -> None:
        self._kept[digest] = now, value
        self._kept.move_to_end(digest)
        while len(self._kept) > SPACE or now - next(iter(self._kept.values()))[0] >= DAY:
            self._kept.popitem(last=False)


class Watch:
    """The eye of one process on what is sent; `limit` sendings of one kind a minute are normal.

    With a limit of 0 it marks nothing.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._key = secrets.token_bytes(32)
        self._verdicts: _Memory[Suspicion | None] = _Memory()
        self._texts: _Memory[tuple[float, ...]] = _Memory()
        self._moments: defaultdict[str, deque[float]] = defaultdict(partial(deque, maxlen=limit))

    def look(
        self,
        kind: str,
        key: str,
        *,
        age: dt.timedelta | None,
        answered: int,
        trapped: bool,
        texts: Sequence[str],
        now: float,
    ) -> Suspicion | None:
        """Why a person should look at a sending; None for nearly all of them, at any pace of reading.

        `key` is the digest of its one-time key: sent again, it gets the same verdict and counts once.
        `age` is how long the page was open, where that is known; `answered` the number of questions
        answered by choosing, `texts` what was written, masked; `now` seconds of a monotonic clock.
        """
        if not self._limit:
            return None
        sending = self._digest(f"{kind}:{key}")
        with self._lock:
            if sending in self._verdicts:
                return self._verdicts.get(sending, None)
            verdict = None
            is_copy = self._is_copy(texts, now)  # looked at first: what a machine sent has been sent too
            if trapped:
                verdict = Suspicion.TRAP
            elif age is not None and age < answered * PACE + len(texts) * WRITING:
                verdict = Suspicion.TOO_FAST
            elif is_copy:
                verdict = Suspicion.COPY
            elif self._is_burst(kind, now):
                verdict = Suspicion.BURST
            self._verdicts.keep(sending, verdict, now)
            return verdict

    def _is_copy(self, texts: Sequence[str], now: float) -> bool:
        folded = {" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in texts}
        came_before = [self._came_before(text, now) for text in folded if len(text) >= LENGTH]
        return any(came_before)

    def _came_before(self, text: str, now: float) -> bool:
        digest = self._digest(text)
        moments = self._texts.get(digest, ())
        self._texts.keep(digest, (*moments, now)[-COPIES:], now)
        return len(moments) == COPIES and now - moments[0] < DAY

    def _is_burst(self, kind: str, now: float) -> bool:
        # what has another mark is not counted, so a clumsy machine brings nobody else under suspicion
        moments = self._moments[kind]
        is_burst = len(moments) == self._limit and now - moments[0] < MINUTE
        moments.append(now)
        return is_burst

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "replace"), key=self._key, digest_size=16).digest()
