"""The card as tables of words: the same for a terminal and for MODEL_CARD.md."""

from collections.abc import Sequence

from analysis.themes.card import Card, Language, Method, Opening, Part, Theme
from analysis.themes.evaluation import further
from analysis.themes.evaluation.cells import NONE, Table, percent, ratio, whole_percent
from analysis.themes.evaluation.methods import ZERO_SHOT
from analysis.themes.metrics import MEASURES

SYNTHETIC = """\
All texts are SYNTHETIC: written for this project, none sent by an inburgeraar. The figures say how well \
a method finds the theme that a writer had in mind. Real texts are harder: unclear, about two things at \
once, labelled by somebody else. Expect less, and measure it on texts that the panel labelled."""
HOW = """\
Shares are percentages; brackets hold the 95 % interval over resampled texts (cluster bootstrap). It says \
what other texts of the same writers would give; what other writers give, folds and held-out texts together \
say. Nobody is judged by a model that saw the text or one of its group."""


def opening(card: Opening) -> list[Table]:
    """The texts, and the methods side by side on either part."""
    return [
        _texts(card),
        _methods(
            "Methods on training texts, in grouped folds",
            "Letters: TF-IDF of few characters, learnt from labels or compared with anchors, that is each "
            "theme's name, definition and keywords; the last two methods add sentence vectors, and the last "
            "is the one in use. Coverage: the share of texts with a theme that counts; precision: the share "
            "of right themes among those; ECE: how far confidence lies from the share of right themes, over "
            f'ten bins. The constants of "{ZERO_SHOT}" were set on some of these texts.',
            card["folds"],
        ),
        _methods(
            "Methods on held-out texts, after all training texts",
            "Nothing was learnt from these texts or set on them.",
            card["held_out_methods"],
        ),
    ]


def whole(card: Card, is_brief: bool = False) -> list[Table]:
    """All tables; brief ones leave out what no terminal needs."""
    return [
        *opening(card),
        _languages(card["languages"]),
        _themes(card["themes"]),
        further.curve(card),
        further.unseen(card, is_brief),
        further.drift(card),
    ]


def _texts(card: Opening) -> Table:
    def row(name: str, part: Part) -> tuple[str, ...]:
        agreed = percent(part["agreement"], 1), ratio(part["alpha"])
        counts = str(part["texts"]), str(part["languages"]), str(part["read_twice"])
        return name, *counts, *agreed, str(part["near_copies"])

    return Table(
        "The texts, and how far a second reader agreed",
        "Writer and second reader know the same rules and are no newcomers, and whoever writes for a rule "
        "writes clear cases: this is an upper bound. How far people agree on real texts is measured by the "
        "panel's audit, part of which is read twice. Near copies share most letters with a training text.",
        ("part", "texts", "languages", "read twice", "same theme", "Krippendorff's alpha", "near copies"),
        [row("training", card["training"]), row("held out", card["held_out"])],
        [_disagreement(card["training"], card["held_out"])],
    )


def _disagreement(*parts: Part) -> str:
    read = sum(part["read_twice"] for part in parts)
    differed = round(sum(part["read_twice"] * (1 - (part["agreement"]["value"] or 0)) for part in parts))
    return (
        f"The second reader differed from the writer on {differed} of {read} texts. That says how alike the "
        "two read, not how far people would agree: only the audit tells."
    )


def _methods(title: str, note: str, methods: Sequence[Method]) -> Table:
    rows = [
        (
            method["method"],
            *(percent(method["measures"][name], digits=int(name == "ECE")) for name in MEASURES),
        )
        for method in methods
    ]
    return Table(title, note, ("method", *MEASURES), rows)


def _languages(languages: Sequence[Language]) -> Table:
    def row(found: Language) -> tuple[str, ...]:
        return (
            found["language"],
            f"{found['training_texts']}+{found['held_out_texts']}",
            percent(found["accuracy"]),
            percent(found["accuracy_held_out"]),
            percent(found["accuracy_unseen"]),
            percent(found["coverage"]),
            percent(found["precision"]),
            percent(found["ece"]),
            whole_percent(found["ece_of_perfect"]),
        )

    return Table(
        "Language by language, the method in use",
        "Accuracy in folds, on held-out texts, and where no text of the language was learnt from. Coverage, "
        "precision and ECE: both parts together, so that too little confidence in one can hide too much in "
        "the other. Ideal: the ECE that so few texts give where every confidence is right; an ECE near it "
        "says nothing. Wide intervals are few texts.",
        ("", "texts", "folds", "held out", "not learnt", "coverage", "precision", "ECE", "ideal"),
        [row(found) for found in languages],
    )


def _themes(themes: Sequence[Theme]) -> Table:
    def row(found: Theme) -> tuple[str, ...]:
        return (
            found["theme"],
            whole_percent(found["precision"]["value"]),
            whole_percent(found["recall"]["value"]),
            percent(found["f1"]),
            percent(found["f1_held_out"]),
            ratio(found["counted"], 1),
            ratio(found["counted_held_out"], 1),
            f"{found['confused_with']} {found['confused']}" if found["confused"] else NONE,
        )

    return Table(
        "Theme by theme, the method in use",
        "P precision, R recall and F1 in folds; counted: texts found per true text, 1 where counts are "
        "right, here for themes of equal size. Taken for: the theme most often found in its place, in both "
        "parts.",
        ("", "P", "R", "F1", "F1 held", "counted", "counted held", "taken for"),
        [row(found) for found in themes],
    )
