"""How long stored texts take to be judged anew from their kept vectors, and how that grows with their number.

    python bench/rescore.py [--sizes 1000 10000 100000] [--database postgresql://…]

The texts are the synthetic training texts over and over, with vectors as the service keeps them; nothing is
encoded, as after the first day of a text. Compares sizes within one run.
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from analysis.themes.artefact import load_or_train
from analysis.themes.classifier import Classifier
from analysis.themes.encoder import WIDTH
from analysis.themes.training import TrainingText, load
from analysis.vocabulary import Asker, Channel, Law
from feedback.installation import install
from feedback.store.database import Database
from feedback.store.themes import Vector
from feedback.store.verbatims import Prediction, Purpose, Verbatim
from feedback.theming.predicting import work
from feedback.theming.themer import Themer

CACHE = Path.home() / ".cache" / "inburgering-feedback" / "themes"
DAY = dt.date(2026, 11, 1)
CHUNK = 5000


def encoded(classifier: Classifier) -> list[tuple[TrainingText, bytes]]:
    """The texts, each with its vector as the service keeps it."""
    texts = load()
    halves = classifier.encoder.vectors([text.text for text in texts]).astype("<f2")
    return [(text, row.tobytes()) for text, row in zip(texts, halves, strict=True)]


def fill(database: Database, encoder: str, texts: Sequence[tuple[TrainingText, bytes]], number: int) -> None:
    """So many texts with their vectors in an empty database."""
    rows = islice(cycle(texts), number)
    usual = {
        "purpose": Purpose.QUESTION, "asker": Asker.UNKNOWN, "law": Law.UNKNOWN, "channel": Channel.FORM,
        "masked": [], "flags": [], "received_on": DAY, "demonstration": True,
    }  # fmt: skip
    while chunk := list(islice(rows, CHUNK)):
        keys = [uuid.uuid4() for _ in chunk]
        with database.session(write=True) as session:
            session.execute(
                sa.insert(Verbatim),
                [
                    {**usual, "id": key, "text": text.text, "language": text.lang}
                    for key, (text, _) in zip(keys, chunk, strict=True)
                ],
            )
            session.execute(
                sa.insert(Vector),
                [
                    {
                        "verbatim_id": key,
                        "encoder": encoder,
                        "numbers": row,
                    }
                    for key, (_, row) in zip(keys, chunk, strict=True)
                ],
            )
            session.commit()


def measure(
    database: Database, classifier: Classifier, texts: Sequence[tuple[TrainingText, bytes]], number: int
) -> tuple[int, float]:
    """How many texts were judged anew, and the seconds that took."""
    install(database, DAY)
    fill(database, classifier.encoder.vector_hash, texts, number)
    themer = Themer(Path(), lambda _folder, _themes: classifier)
    themer.classifier()
    begun = time.perf_counter()
    while work(database, themer):
        pass
    seconds = time.perf_counter() - begun
    with database.session(write=False) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Prediction)) or 0, seconds


def one_by_one(classifier: Classifier, texts: Sequence[TrainingText]) -> float:
    """The median milliseconds from a new text to its theme, one text at a time."""
    took = []
    for text in texts:
        begun = time.perf_counter()
        classifier.classify([text.text], [text.lang])
        took.append(time.perf_counter() - begun)
    return 1000 * median(took)


def main() -> None:
    """Print a row for each size, and what one new text and the model itself cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--database", help="an empty PostgreSQL database; only with one size")
    given = parser.parse_args()
    classifier = load_or_train(CACHE, progress=lambda said: print(said, file=sys.stderr))
    texts = encoded(classifier)
    print("| texts | judged | seconds | per 1,000 texts | against the smallest |")
    print("|---|---|---|---|---|")
    smallest = None
    for number in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            database = Database(given.database or f"sqlite:///{folder}/bench.sqlite")
            judged, seconds = measure(database, classifier, texts, number)
            database.dispose()
        each = 1000 * seconds / number
        smallest = smallest or each
        print(f"| {number:,} | {judged:,} | {seconds:.2f} | {each:.2f} | {each / smallest:.2f} |", flush=True)
    sample = load()[::20]
    words = sum(len(text.text) for text in sample) / len(sample)
    took = one_by_one(classifier, sample)
    print(f"\nOne new text ({words:.0f} characters on average): {took:.0f} ms, median of {len(sample)}.")
    artefact = sum((CACHE / name).stat().st_size for name in ("head.npz", "head.json"))
    print(f"The model beside the pinned vectors: {artefact:,} bytes; a kept vector: {2 * WIDTH} bytes.")


if __name__ == "__main__":
    main()
