"""What any classifier of themes must beat."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.themes.baselines import keywords, learnt_letters, majority
from analysis.themes.metrics import Outcome
from analysis.themes.training import TrainingText
from analysis.vocabulary import THEME_CODES, THEMES


def test_the_commonest_theme_is_said_of_every_text() -> None:
    found = majority(np.array([2, 2, 2, 0]), themes=3, texts=2)
    assert found.probabilities.tolist() == [[0.25, 0, 0.75]] * 2
    assert found.is_kept.all()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("ik heb een BOETE", "fine-objection"),
        ("mijn brede intake was kort", "plan-route"),
        ("uitslag uitslag boete", "exam-results"),
    ],
)
def test_the_theme_with_most_of_its_keywords_in_the_text_is_chosen(text: str, theme: str) -> None:
    found = keywords([text], THEMES)
    assert THEME_CODES[found.probabilities[0].argmax()] == theme
    assert found.is_kept.all()


@pytest.mark.parametrize("text", ["", "individueel", "boetedoening is iets anders", "مرحبا"])
def test_a_text_without_a_keyword_is_abstained_from(text: str) -> None:
    found = keywords([text], THEMES)
    assert not found.is_kept.any()
    assert not found.probabilities.any()


def learnt(stories: list[TrainingText], known: list[int], new: list[int]) -> Outcome:
    truth = np.array([THEME_CODES.index(stories[row].theme) for row in known])
    groups = np.array([stories[row].group for row in known])
    texts = [[stories[row].text for row in rows] for rows in (known, new)]
    return learnt_letters(texts[0], truth, groups, texts[1], len(THEME_CODES))


def test_letters_learn_themes_from_labels(stories: list[TrainingText]) -> None:
    known, new = list(range(0, 96, 2)), list(range(1, 96, 2))
    found = learnt(stories, known, new)
    right = [THEME_CODES[best] == stories[row].theme for best, row in zip(found.best, new, strict=True)]
    assert np.mean(right) > 0.9
    assert found.probabilities.sum(axis=1) == pytest.approx(1)
    assert found.is_kept.mean() > 0.5


def test_letters_never_say_a_theme_that_had_no_label(stories: list[TrainingText]) -> None:
    found = learnt(stories, list(range(0, 96, 2)), [1, 3])
    unseen = [code not in {text.theme for text in stories} for code in THEME_CODES]
    assert found.probabilities[:, unseen].max() < 1e-6


def test_few_directions_tell_a_regression_as_much_as_all_letters(stories: list[TrainingText]) -> None:
    known, new = stories[::2], stories[1::2]
    found = learnt(stories, list(range(0, 96, 2)), list(range(1, 96, 2)))
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    letters = grams.fit_transform([text.text for text in known])
    model = LogisticRegression(C=10).fit(letters, [text.theme for text in known])
    plain = model.predict_log_proba(grams.transform([text.text for text in new]))
    same = np.log(found.probabilities[:, [THEME_CODES.index(theme) for theme in model.classes_]])
    assert found.best.tolist() == [THEME_CODES.index(model.classes_[best]) for best in plain.argmax(axis=1)]
    # A temperature multiplies all log-odds alike.
    odds = [logs[:, 1:] - logs[:, :1] for logs in (plain, same)]
    assert np.corrcoef(odds[0].ravel(), odds[1].ravel())[0, 1] > 0.9999
