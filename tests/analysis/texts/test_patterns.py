"""Tests of the folded copy of a text that patterns read."""

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.texts.patterns import alternatives, fold, linear

_RUN = settings(max_examples=200, deadline=None, derandomize=True)


@_RUN
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_place_in_the_folded_text_is_the_same_place_in_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@_RUN
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("١٢٣٤٥٦٧٨٩٠", "1234567890"),
        ("۱۲۳۴۵۶۷۸۹۰", "1234567890"),
        ("１２３ ①²፫", "123 123"),
        ("ÉÑŞĞİıẤ", "ensgiia"),
        ("أحمد إلى آمنة مصطفى", "احمد الي امنه مصطفي"),
        ("کریم ی", "كريم ي"),
        ("زما نوم مې ګل", "زما نوم مي گل"),
        ("می\u200cخواهم\u00a0من", "مي خواهم من"),
        ("06\u201112\u20133", "06-12-3"),
        ("I’m", "i'm"),
        ("ኣነ እየ", "ኣነ እየ"),
    ],
)
def test_what_looks_alike_is_folded_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_pattern_that_could_take_long_is_refused() -> None:
    with pytest.raises(re2.error):
        linear(r"(a+)+(?=b)")


def test_the_longest_phrase_is_tried_first_and_as_it_folds() -> None:
    match = linear(alternatives(["mijn naam", "Mijn Náám is", "a.b"])).search(fold("MIJN NAAM IS X"))
    assert match is not None
    assert match[0] == "mijn naam is"
    assert linear(alternatives(["a.b"])).search("axb") is None
