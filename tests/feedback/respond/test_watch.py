"""The watch: deterministic, generous to people who are many or quick, and it knows nobody."""

import datetime as dt
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.respond import watch as watching
from feedback.respond.watch import DAY, MINUTE, PACE, WRITING, Watch
from feedback.store.responses import Suspicion

LONG = "De lessen beginnen pas over negen maanden en niemand belt mij terug."
HOUR = dt.timedelta(hours=1)


class Senders:
    """People who send something to one watch, each with a key of their own."""

    def __init__(self, limit: int = 120) -> None:
        self.watch = Watch(limit)
        self._keys = map(str, count())

    def send(
        self,
        now: float = 0,
        *texts: str,
        kind: str = "question",
        key: str | None = None,
        age: dt.timedelta | None = HOUR,
        answered: int = 1,
        trapped: bool = False,
    ) -> Suspicion | None:
        key = next(self._keys) if key is None else key
        return self.watch.look(
            kind, key, age=age, answered=answered, trapped=trapped, texts=texts, now=now
        )  # fmt: skip


def test_nearly_everybody_is_above_suspicion() -> None:
    assert Senders().send(0, LONG) is None


def test_who_fills_in_what_nobody_sees_is_suspect() -> None:
    assert Senders().send(trapped=True) is Suspicion.TRAP


def test_reasons_are_told_by_how_sure_they_are() -> None:
    senders = Senders(limit=1)
    for _ in range(3):
        senders.send(0, LONG)
    at_once = dt.timedelta(0)
    told = [
        senders.send(0, LONG, trapped=True, age=at_once),
        senders.send(0, LONG, age=at_once),
        senders.send(0, LONG),
        senders.send(0),
    ]
    assert told == [Suspicion.TRAP, Suspicion.TOO_FAST, Suspicion.COPY, Suspicion.BURST]


@given(answered=st.integers(0, 30), texts=st.integers(0, 3), slower=st.timedeltas(dt.timedelta(0), 30 * HOUR))
def test_nobody_is_too_fast_who_takes_time_for_each_answer(
    answered: int, texts: int, slower: dt.timedelta
) -> None:
    least = answered * PACE + texts * WRITING
    assert Senders().send(0, *("kort",) * texts, answered=answered, age=least + slower) is None
    if least:
        just_faster = least - dt.timedelta(microseconds=1)
        found = Senders().send(0, *("kort",) * texts, answered=answered, age=just_faster)
        assert found is Suspicion.TOO_FAST


def test_a_fast_reader_of_the_whole_survey_is_no_machine() -> None:
    """Eleven questions answered at a tap a second: faster than anybody reads."""
    assert Senders().send(answered=11, age=dt.timedelta(seconds=11)) is None


def test_a_draft_tells_no_age_and_is_never_too_fast() -> None:
    assert Senders().send(age=None, answered=11) is None


def test_a_class_of_thirty_that_sends_at_once_is_no_burst() -> None:
    senders = Senders()
    assert {senders.send(now, kind="survey") for now in range(30)} == {None}


def test_only_what_is_above_the_number_of_a_minute_is_marked() -> None:
    senders = Senders(limit=120)
    found = [senders.send(second / 10) for second in range(125)]
    assert found == [None] * 120 + [Suspicion.BURST] * 5
    assert senders.send(MINUTE + 60) is None


@given(
    gaps=st.lists(st.floats(0, 90, allow_nan=False), max_size=60),
    limit=st.integers(1, 8),
)
def test_a_sending_is_a_burst_exactly_when_so_many_came_in_the_minute_before(
    gaps: Sequence[float], limit: int
) -> None:
    senders, now, moments = Senders(limit), 0.0, list[float]()
    for gap in gaps:
        now += gap
        before = sum(now - moment < MINUTE for moment in moments)
        assert (senders.send(now) is Suspicion.BURST) == (before >= limit)
        moments.append(now)


def test_kinds_are_counted_apart() -> None:
    senders = Senders(limit=1)
    assert [senders.send(kind=kind) for kind in ("survey", "question", "survey")] == [
        None,
        None,
        Suspicion.BURST,
    ]


def test_a_clumsy_machine_brings_nobody_else_under_suspicion() -> None:
    senders = Senders(limit=5)
    for _ in range(500):
        assert senders.send(trapped=True) is Suspicion.TRAP
    assert senders.send() is None


@given(gaps=st.lists(st.floats(0, DAY, allow_nan=False), max_size=30))
def test_a_text_is_a_copy_exactly_when_it_came_three_times_in_the_day_before(gaps: Sequence[float]) -> None:
    senders, now, moments = Senders(), 0.0, list[float]()
    for gap in gaps:
        now += gap
        before = sum(now - moment < DAY for moment in moments)
        assert (senders.send(now, LONG) is Suspicion.COPY) == (before >= 3)
        moments.append(now)


@pytest.mark.parametrize(
    "other", [LONG.upper(), f"  {LONG}\n", LONG.replace(" ", "\n\t"), LONG.replace("D", "Ｄ")]
)
def test_a_copy_is_known_in_other_letters_and_spaces(other: str) -> None:
    senders = Senders()
    for _ in range(3):
        senders.send(0, LONG)
    assert senders.send(0, other) is Suspicion.COPY
    assert senders.send(0, other + "!") is None


def test_short_texts_are_alike_by_chance() -> None:
    senders = Senders()
    assert {senders.send(0, "Ik weet het niet.") for _ in range(50)} == {None}


def test_the_same_text_at_two_questions_of_one_survey_came_once() -> None:
    senders = Senders()
    assert [senders.send(0, LONG, LONG) for _ in range(4)] == [None, None, None, Suspicion.COPY]


def test_each_text_of_a_copied_survey_is_remembered() -> None:
    senders, other = Senders(), LONG[::-1]
    for _ in range(4):
        senders.send(0, LONG, other)
    assert (senders.send(0, LONG), senders.send(0, other)) == (Suspicion.COPY, Suspicion.COPY)


def test_what_is_sent_again_on_a_bad_line_has_one_verdict_and_counts_once() -> None:
    senders = Senders(limit=1)
    assert {senders.send(0, LONG, key="mine") for _ in range(10)} == {None}
    assert {senders.send(0, key="yours") for _ in range(10)} == {Suspicion.BURST}
    assert senders.send(MINUTE, LONG) is None


def test_with_a_limit_of_zero_nothing_is_marked() -> None:
    senders = Senders(limit=0)
    assert {senders.send(0, LONG, trapped=True, age=dt.timedelta(0)) for _ in range(9)} == {None}


def test_memory_is_bounded_and_lasts_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SPACE", 10)
    senders = Senders()
    for number in range(100):
        senders.send(0, f"{LONG} {number}")
    assert len(senders.watch._texts._kept) == len(senders.watch._verdicts._kept) == 10
    senders.send(DAY, LONG)
    assert len(senders.watch._texts._kept) == len(senders.watch._verdicts._kept) == 1


def test_what_it_remembers_cannot_be_read_or_looked_up() -> None:
    """Two watches remember the same sending differently: without the key of a process nobody finds it."""
    here, there = Senders(), Senders()
    for senders in (here, there):
        senders.send(0, LONG, key="digest-of-a-key")
    remembered = [{*senders.watch._texts._kept, *senders.watch._verdicts._kept} for senders in (here, there)]
    assert [{len(digest) for digest in digests} for digests in remembered] == [{16}, {16}]
    assert not remembered[0] & remembered[1]
    assert "lessen" not in repr(vars(here.watch._texts))


def test_threads_lose_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SPACE", 5)
    senders, everybody = Senders(limit=100), threading.Barrier(8)

    def send(name: int) -> list[Suspicion | None]:
        everybody.wait()
        return [senders.send(0, f"{LONG} {name} {number}", key=f"{name}-{number}") for number in range(600)]

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(chain.from_iterable(threads.map(send, range(8))))
    finally:
        sys.setswitchinterval(usual)
    assert (found.count(None), found.count(Suspicion.BURST)) == (100, 4700)
