"""Tests of counting what rules found and wrongly found."""

import pytest

from analysis.texts.measuring.observations import HELD, TUNED, Measurement, Observation, Share, as_text

_SEEN = Measurement(
    "Things",
    (
        Observation(TUNED, "nl", "phone", wanted=True, acted=True),
        Observation(TUNED, "nl", "phone", wanted=True, acted=False),
        Observation(TUNED, "ar", "name", wanted=True, acted=True),
        Observation(TUNED, "ar", "name", wanted=False, acted=True),
        Observation(TUNED, "nl", "name", wanted=False, acted=False),
        Observation(HELD, "nl", "name", wanted=True, acted=False),
    ),
)


def test_recall_is_the_share_of_what_was_wanted() -> None:
    assert _SEEN.recall(TUNED) == Share(2, 3)
    assert _SEEN.recall(TUNED, kind="phone") == Share(1, 2)
    assert _SEEN.recall(TUNED, lang="ar") == Share(1, 1)
    assert _SEEN.recall(HELD) == Share(0, 1)


def test_wrongly_is_the_share_of_what_should_have_been_left() -> None:
    assert _SEEN.wrongly(TUNED) == Share(1, 2)
    assert _SEEN.wrongly(TUNED, kind="name", lang="nl") == Share(0, 1)
    assert _SEEN.wrongly(HELD) == Share(0, 0)


@pytest.mark.parametrize(
    ("share", "text"), [(Share(1, 3), "33% (1/3)"), (Share(0, 2), "0% (0/2)"), (Share(0, 0), "-")]
)
def test_a_share_tells_its_counts(share: Share, text: str) -> None:
    assert str(share) == text


def test_the_share_of_nothing_is_no_division_by_zero() -> None:
    assert Share(0, 0).rate == 0


def test_the_table_has_a_row_for_all_each_kind_and_each_language() -> None:
    title, heads, *rows = as_text(_SEEN).splitlines()
    assert title == "Things"
    assert [row.split()[0] for row in rows] == ["all", "phone", "name", "nl", "ar"]
    assert heads.split()[:4] == ["found", TUNED, "wrong", TUNED]
    assert rows[0].split()[1:5] == ["67%", "(2/3)", "50%", "(1/2)"]
    assert len(set(map(len, [heads, *rows]))) == 1
