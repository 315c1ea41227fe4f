"""Where the classifier is known to fail, in sentences that the card's figures make."""

from collections.abc import Iterator, Sequence
from statistics import median

from analysis.themes.card import Card, Figure, Language
from analysis.themes.evaluation.cells import percent, ratio
from analysis.themes.evaluation.methods import FULL

WORST = 3
PAIRS = 5


def failures(card: Card) -> list[str]:
    """The sentences, the most general first."""
    return [
        *_writers(card),
        *_languages(card["languages"]),
        _themes(card),
        _pairs(card),
        _counts(card),
        _unseen(card),
    ]


def _writers(card: Card) -> Iterator[str]:
    folds, held_out = (
        next(row["measures"] for row in rows if row["method"] == FULL)
        for rows in (card["folds"], card["held_out_methods"])
    )
    yield (
        f"Texts of other writers: accuracy {percent(held_out['accuracy'])} on held-out texts against "
        f"{percent(folds['accuracy'])} in folds. Plan with the lower figure at most."
    )
    yield (
        f"Confidence is off by {percent(held_out['ECE'], 1)} points (ECE) on held-out texts, by "
        f"{percent(folds['ECE'], 1)} in folds."
    )
    wanted, found = card["model"]["wanted_precision"], held_out["precision"]
    if _value(found) < wanted:
        yield (
            f"The threshold was set for {wanted:.0%} right among the themes that count; on held-out texts "
            f"{percent(found)} are."
        )


def _languages(languages: Sequence[Language]) -> Iterator[str]:
    _, *each = languages
    worst = sorted(each, key=_pooled)[:WORST]
    named = ", ".join(f"{row['language']} ({100 * _pooled(row):.0f}, {_texts(row)} texts)" for row in worst)
    yield f"Weakest languages, accuracy over both parts: {named}."
    unsure = [row["language"] for row in each if (row["ece"]["low"] or 0) > (row["ece_of_perfect"] or 0)]
    if unsure:
        yield f"Languages whose confidence is off by more than their few texts explain: {', '.join(unsure)}."


def _pooled(row: Language) -> float:
    right = _value(row["accuracy"]) * row["training_texts"]
    right += _value(row["accuracy_held_out"]) * row["held_out_texts"]
    return right / max(_texts(row), 1)


def _texts(row: Language) -> int:
    return row["training_texts"] + row["held_out_texts"]


def _themes(card: Card) -> str:
    worst = sorted(card["themes"], key=lambda row: _value(row["f1_held_out"]))[:WORST]
    named = ", ".join(f"{row['theme']} ({percent(row['f1_held_out'])})" for row in worst)
    return f"Weakest themes, F1 on held-out texts: {named}."


def _pairs(card: Card) -> str:
    codes, both = card["confusion"]["codes"], (card["confusion"]["folds"], card["confusion"]["held_out"])
    counts = [
        (sum(matrix[true][found] for matrix in both), codes[true], codes[found])
        for true in range(len(codes))
        for found in range(len(codes))
        if true != found
    ]
    worst = sorted(counts, key=lambda pair: (-pair[0], pair[1:]))[:PAIRS]
    named = ", ".join(f"{true} for {found} ({count})" for count, true, found in worst)
    return f"Most frequent confusions, texts of both parts, taken the true theme for another: {named}."


def _counts(card: Card) -> str:
    rows = [row for row in card["themes"] if row["counted_held_out"]["value"] is not None]
    off = median(abs(_value(row["counted_held_out"]) - 1) for row in rows)
    wrong = [row for row in rows if not _holds(row["counted_held_out"], 1)]
    named = ", ".join(f"{row['theme']} {ratio(row['counted_held_out'])}" for row in wrong)
    return (
        f"Counting what the classifier says: on held-out texts the count of the median theme is off by "
        f"{off:.0%}, and {len(wrong)} of {len(rows)} are off by more than their few texts explain"
        + (f" (texts found per true text): {named}." if wrong else ".")
    )


def _holds(figure: Figure, value: float) -> bool:
    low, high = figure["low"], figure["high"]
    return low is None or high is None or low <= value <= high


def _unseen(card: Card) -> str:
    mean = card["unseen"][0]
    return (
        f"A topic that nobody thought of stands out weakly: AUROC {ratio(mean['confidence'])} by confidence, "
        f"{ratio(mean['novelty'])} by novelty."
    )


def _value(figure: Figure) -> float:
    return figure["value"] if figure["value"] is not None else float("nan")
