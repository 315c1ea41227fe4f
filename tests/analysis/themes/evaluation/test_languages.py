"""Language by language."""

import numpy as np

from analysis.themes.card import Card
from analysis.themes.evaluation.languages import without_own_language
from analysis.themes.evaluation.texts import Rows, Texts, empty
from analysis.themes.metrics import Outcome


def test_a_language_is_judged_by_what_knew_no_text_and_no_group_of_it(texts: Texts) -> None:
    groups = texts.groups.astype(object)
    groups[0] = groups[texts.languages == "en"][0]  # a Dutch text of an English group
    mixed = Texts(texts.training, texts.held_out)
    mixed.__dict__["groups"] = groups
    seen: list[str] = []

    def judge(known: Rows, new: Rows) -> Outcome:
        (language,) = set(texts.languages[new])
        assert language not in texts.languages[known]
        assert not set(groups[known]) & set(groups[new])
        seen.append(language)
        return empty(len(new))

    without_own_language(judge, mixed)
    assert seen == ["en", "nl"]


def test_each_language_has_a_row_after_that_of_all(card: Card) -> None:
    assert [row["language"] for row in card["languages"]] == ["all", "en", "nl"]
    assert [row["training_texts"] + row["held_out_texts"] for row in card["languages"]] == [120, 60, 60]


def test_the_accuracy_of_all_lies_between_those_of_the_languages(card: Card) -> None:
    every, *each = [row["accuracy"]["value"] or 0 for row in card["languages"]]
    assert min(each) <= every <= max(each)
    assert np.mean(each) == np.float64(every).round(4) or abs(np.mean(each) - every) < 1e-3
