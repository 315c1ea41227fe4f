"""Further tables of the card: more labels, topics that nobody thought of, and texts that change."""

from collections.abc import Sequence

from analysis.themes.card import ALL, Card, Step
from analysis.themes.evaluation.cells import NONE, Table, percent, ratio, whole_percent


def curve(card: Card) -> Table:
    """Accuracy by number of labels."""

    def row(step: Step) -> tuple[str, ...]:
        return (
            ALL if step["labels"] is None else str(step["labels"]),
            str(step["draws"]),
            percent(step["accuracy"]),
            percent(step["apart"]),
            percent(step["others"]),
            percent(step["still_to_gain"], 1) if step["labels"] is not None else NONE,
        )

    return Table(
        "What more labels bring: accuracy on held-out texts",
        "Labels are drawn at random within each theme, whatever the language; the mean of the draws.",
        ("labels a theme", "draws", "all languages", " ".join(card["apart"]), "others", "still to gain"),
        [row(step) for step in card["curve"]],
        [plateau(card["curve"])],
    )


def plateau(curve: Sequence[Step]) -> str:
    """Where more texts stop helping, in a sentence."""
    enough = [
        step for step in curve if step["labels"] is not None and (step["still_to_gain"]["low"] or 0) <= 0
    ]
    if not enough:
        return "Up to the last step more labels demonstrably helped."
    return f"From {enough[0]['labels']} labels a theme on, no further gain can be shown."


def unseen(card: Card, is_brief: bool) -> Table:
    """Topics that nobody thought of; the brief table has the mean and the three hardest."""
    mean, *others = card["unseen"]
    hardest = sorted(others, key=lambda found: found["confidence"]["value"] or 0)[:3]
    return Table(
        "A topic nobody thought of: each theme taken away in turn, with its anchors",
        "AUROC: how often a held-out text of it is less sure, or farther from all known texts, than one of "
        "another theme; 0.50 is chance." + (" The mean and the three hardest." if is_brief else ""),
        ("theme", "texts", "1 - confidence", "novelty"),
        [
            (
                "mean of all" if found["theme"] == ALL else found["theme"],
                str(found["texts"]),
                ratio(found["confidence"]),
                ratio(found["novelty"]),
            )
            for found in (mean, *(hardest if is_brief else others))
        ],
    )


def drift(card: Card) -> Table:
    """Arriving texts against known ones, with what there is to say of them."""
    alarms, halves = card["false_alarms"]["alarms"], card["false_alarms"]["halves"]
    said = [f"{row['name']}: {' '.join(row['findings'])}" for row in card["drift"]]
    return Table(
        "Drift: arriving texts compared with known ones",
        "Told apart: AUROC of a model that tells them from the training texts, 0.50 for chance; moved: texts "
        "that would have to change language for equal shares of each (by chance: 99 % of random splits stay "
        "under it).",
        ("arriving", "texts", "told apart", "abstained more", "moved", "by chance"),
        [
            (
                row["name"],
                str(row["texts"]),
                ratio(row["told_apart"]),
                percent(row["abstained_more"], 1),
                whole_percent(row["moved"]),
                whole_percent(row["moved_by_chance"]),
            )
            for row in card["drift"]
        ],
        [*said, f"False alarms: {alarms} of {halves} random halves."],
    )
