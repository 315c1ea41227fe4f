"""MODEL_CARD.md: the card for people, rendered from its data and nothing else."""

from collections.abc import Sequence
from pathlib import Path

from analysis.themes.card import PAGE, Card, Model
from analysis.themes.evaluation.cells import Table
from analysis.themes.evaluation.failures import failures
from analysis.themes.evaluation.tables import HOW, SYNTHETIC, whole

PURPOSE = """\
The classifier suggests one of {themes} themes for a question or remark about civic integration
(inburgering), in any language, and says how sure it is. The expert panel sorts its work with it; a person
decides. Where it is unsure it suggests nothing. Counts are published only after a random sample that
people read has corrected them."""
NEVER = (
    "No decision about a person, and no step towards one: it reads texts, it knows nobody.",
    "No profile of a person or a group, and no theme kept with anything that tells who wrote the text.",
    "No count is published uncorrected: the tables below say how wrong that would be.",
    "No judgement of somebody's command of a language.",
    "No filter: a text without a theme, or with the theme other, is read like the rest.",
    "Distress, violence or fraud are not its business: rules of their own ask a person to look.",
)
UNCHECKED = (
    "Real texts: there were none.",
    "Native speakers: none read the texts in their language.",
    "Dictated texts, and texts of more than 1,000 characters, which are cut there.",
    "Texts on two themes: each text here was written for one.",
    "A mix of themes as people send it: here all themes have the same number of texts, which moves "
    "precision and counts.",
    "Whether the weights of the encoder are those its authors published: only that they are the pinned file.",
)
REPRODUCE = """\
Run `python -m analysis evaluate`: it reads the shipped texts, uses fixed seeds, prints the tables and writes
`card.json` and this file. A test fails when texts, anchors, recipe or encoder changed since; a second one
when this file is not the rendering of `card.json`. The last digit may differ between processors."""


def write(card: Card, path: Path = PAGE) -> None:
    """Puts the rendering into the file."""
    path.write_text(as_markdown(card), encoding="utf-8")


def as_markdown(card: Card) -> str:
    """The whole page."""
    model = card["model"]
    parts = [
        "# Model card: the theme classifier",
        "Written by `python -m analysis evaluate`; edit nothing here.",
        f"**{SYNTHETIC}**",
        "## What it is for",
        PURPOSE.format(themes=model["themes"]),
        "## What it must not be used for",
        _list(NEVER),
        "## What it is",
        _table(_model(model)),
        "## When a theme counts",
        _threshold(model),
        "## How well it works",
        HOW,
        *(part for table in whole(card) for part in _section(table)),
        "## Known failures",
        _list(failures(card)),
        "## What was not checked",
        _list(UNCHECKED),
        "## How to reproduce",
        REPRODUCE,
    ]
    return "\n\n".join(parts) + "\n"


def _threshold(model: Model) -> str:
    return (
        f"From a confidence of {model['threshold']:.2f}. That is the lowest, at least {model['floor']:.2f}, "
        f"at and above which {model['wanted_precision']:.0%} of the themes were right in folds of the "
        "training texts; in the tables each fold has its own."
    )


def _model(model: Model) -> Table:
    encoder = model["encoder"]
    rows = [
        (
            "encoder",
            f"multilingual-e5-small, 4 bits, from the package {encoder['package']} {encoder['version']}",
        ),
        ("its data file", f"{encoder['file']}, SHA-256 {encoder['sha256']}"),
        (
            "scorer",
            "what labelled texts teach, joined with the anchors of each theme: name, definition, keywords",
        ),
        ("taxonomy", f"{model['themes']} themes, digest {model['taxonomy']}"),
        ("recipe", str(model["recipe"])),
        ("libraries", ", ".join(f"{name} {version}" for name, version in model["libraries"].items())),
        ("digest of texts, anchors, recipe, encoder", model["digest"]),
    ]
    return Table("", "", ("what", "which"), rows)


def _section(table: Table) -> list[str]:
    remarks = [_list(table.remarks)] if table.remarks else []
    return [f"### {table.title}", table.note, _table(table), *remarks]


def _table(table: Table) -> str:
    lines = [table.heads, ["---"] * len(table.heads), *table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _list(entries: Sequence[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)
