"""The command line of the analysis: `python -m analysis classify` and `python -m analysis evaluate`."""

import json
import sys
from pathlib import Path
from typing import BinaryIO

import click

CACHE = Path.home() / ".cache" / "inburgering-feedback" / "themes"
REPORT_EVERY = 256

CLASSIFY_HELP = """\
Find the theme of each text in FILE, or on standard input when FILE is "-".

\b
A line in:   {"id": "7", "text": "wanneer krijg ik mijn uitslag?", "lang": "nl"}
             "lang", the language that the writer chose, may be left out.
A line out:  {"id": "7", "theme": "exam-results", "confidence": 0.93,
             "alternatives": [["exam-registration", 0.03], ...],
             "abstained": false, "language": "nl",
             "masked": "wanneer krijg ik mijn uitslag?", "flags": []}

"theme" is always the best one; "abstained" says that it is too unsure to count. "alternatives" are the
three next best. "masked" is the text as it would be stored: cleaned, and with personal data replaced by its
kind, such as [email], before anything else. "flags" are the reasons for a person to look. A text without a
letter is "other", confidence 0.

Bad lines are reported on standard error with their number and skipped; then the exit code is 1. The
first run trains the classifier (half a minute), later runs start in two seconds.
"""

EVALUATE_HELP = """\
Print how well themes are found, and write the model card.

\b
Beside what is simpler: accuracy, macro F1, top three, coverage, precision and calibration, each with its
interval, on folds and on texts held out; by language and theme; with fewer labels; for topics that nobody
thought of; and whether arriving texts differ. Then how well personal data is masked and flags are raised.

The texts are synthetic; the output says what that means. It takes a minute or two, and one more the first
time. Without the sentence encoder it prints what needs none, writes no card, and the exit code is 1.
"""

cache_option = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=CACHE,
    show_default=True,
    help="Folder for the trained classifier and sentence vectors; made when missing, safe to delete.",
)


@click.group()
def main() -> None:
    """Themes, language, masking and flags of what people write, without web or database."""


@main.command(help=CLASSIFY_HELP)
@click.argument("file", type=click.File("rb"))
@cache_option
def classify(file: BinaryIO, cache: Path) -> None:
    """Writes one line of JSON for each good line of the file; exits with 1 when there were bad ones."""
    # Imported here and below because scikit-learn takes a second, which --help need not wait for.
    from analysis.batch import classified
    from analysis.themes.artefact import load_or_train

    bad: list[int] = []

    def complain(number: int, reason: str) -> None:
        bad.append(number)
        _tell(f"line {number}: {reason}")

    classifier = load_or_train(cache, progress=_tell)
    done = 0
    for result in classified(file, classifier, complain):
        click.echo(json.dumps(result))
        done += 1
        if done % REPORT_EVERY == 0:
            _tell(f"{done} texts classified")
    _tell(f"{done} texts classified with {classifier.version}, {len(bad)} bad lines")
    sys.exit(1 if bad else 0)


@main.command(help=EVALUATE_HELP)
@cache_option
@click.option(
    "--card",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(__file__).with_name("themes"),
    help="Folder for card.json and MODEL_CARD.md; that of the code when not given.",
)
def evaluate(cache: Path, folder: Path) -> None:
    """Writes the tables of `analysis.themes.evaluation`, those of masking and flags, and the card."""
    from analysis.texts.measuring.texts import report
    from analysis.themes import card
    from analysis.themes.encoder import EncoderUnavailable
    from analysis.themes.evaluation import model_card, printed, tables, whole

    try:
        found = whole.evaluated(cache, _tell)
    except EncoderUnavailable as error:
        _tell(f"Only what needs no sentence vectors, and no card: {error}")
        click.echo(f"{printed.as_text(tables.opening(whole.without_vectors(_tell)))}\n\n{report()}")
        sys.exit(1)
    click.echo(f"{printed.of_card(found)}\n\n{report()}")
    card.write(found, folder / card.FILE.name)
    model_card.write(found, folder / card.PAGE.name)
    _tell(f"Written: {card.FILE.name} and {card.PAGE.name} in {folder}")


def _tell(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main(prog_name="python -m analysis")
