"""The methods side by side: what is simple, what needs no label, and the one in use."""

from analysis.themes.baselines import keywords, learnt_letters, majority
from analysis.themes.card import Method
from analysis.themes.evaluation.figures import figure
from analysis.themes.evaluation.texts import Judge, Rows, Texts
from analysis.themes.evaluation.vectors import Seen
from analysis.themes.fallback import LetterScorer
from analysis.themes.letters import AnchorLetters
from analysis.themes.metrics import Outcome, measures
from analysis.vocabulary import THEME_CODES, THEMES

MAJORITY = "commonest theme"
KEYWORDS = "Dutch keywords"
LEARNT_LETTERS = "letters, labels"
LETTERS = "letters, anchors"
ZERO_SHOT = "anchors alone"
FULL = "anchors + labels"


def plain_judges(texts: Texts, letters: AnchorLetters) -> dict[str, Judge]:
    """The methods that need no sentence vectors."""
    cosines = letters.transform([text.text for text in texts.all])

    def by_letters(known: Rows, new: Rows) -> Outcome:
        scorer = LetterScorer(letters.codes_).fit(cosines[known], [text.theme for text in texts.at(known)])
        found = scorer.predict_proba(cosines[new])
        return Outcome(found, found.max(axis=1) >= scorer.threshold_)

    def by_learnt_letters(known: Rows, new: Rows) -> Outcome:
        written = [[text.text for text in texts.at(rows)] for rows in (known, new)]
        return learnt_letters(
            written[0], texts.truth[known], texts.groups[known], written[1], len(THEME_CODES)
        )

    return {
        MAJORITY: lambda known, new: majority(texts.truth[known], len(THEME_CODES), len(new)),
        KEYWORDS: lambda _known, new: keywords([text.text for text in texts.at(new)], THEMES),
        LEARNT_LETTERS: by_learnt_letters,
        LETTERS: by_letters,
    }


def vector_judges(seen: Seen) -> dict[str, Judge]:
    """The methods on sentence vectors; the last is the one in use."""
    return {ZERO_SHOT: seen.judge_without_labels, FULL: seen.judge}


def rows(outcomes: dict[str, Outcome], texts: Texts, part: Rows) -> list[Method]:
    """The measures of each method on some of the texts."""
    return [
        {
            "method": method,
            "measures": {
                name: figure(found)
                for name, found in measures(outcome.of(part), texts.truth[part], texts.groups[part]).items()
            },
        }
        for method, outcome in outcomes.items()
    ]
