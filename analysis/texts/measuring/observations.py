"""What was found and what was wrongly found, counted per part, kind and language, and told as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

TUNED = "tuned"
HELD = "held"
LATER = "later"
PARTS = (TUNED, HELD, LATER)
ALL = "all"
_LABEL_WIDTH = 18
_CELL_WIDTH = 15


@dataclass(frozen=True)
class Observation:
    """One thing in one text: whether the rule should have acted on it, and whether it did."""

    part: str
    lang: str
    kind: str
    wanted: bool
    acted: bool


@dataclass(frozen=True)
class Share:
    """So many of so many; the rate is a fraction, and 0 of nothing."""

    count: int
    of: int

    @property
    def rate(self) -> float:
        """The count as a fraction of all."""
        return self.count / self.of if self.of else 0.0

    def __str__(self) -> str:
        """Percentage and counts, or a dash where there was nothing to find."""
        return f"{self.rate:.0%} ({self.count}/{self.of})" if self.of else "-"


@dataclass(frozen=True)
class Measurement:
    """All observations of one kind of rule under a title, and the shares that follow from them."""

    title: str
    observations: tuple[Observation, ...]

    def recall(self, part: str, *, kind: str = ALL, lang: str = ALL) -> Share:
        """How much of what should be acted on was."""
        return self._share(True, part, kind, lang)

    def wrongly(self, part: str, *, kind: str = ALL, lang: str = ALL) -> Share:
        """How much of what should be left alone was not."""
        return self._share(False, part, kind, lang)

    def _share(self, wanted: bool, part: str, kind: str, lang: str) -> Share:
        fitting = [
            seen.acted
            for seen in self.observations
            if seen.wanted == wanted
            and seen.part == part
            and kind in (ALL, seen.kind)
            and lang in (ALL, seen.lang)
        ]
        return Share(sum(fitting), len(fitting))


def as_text(measurement: Measurement) -> str:
    """A table: a row for all, each kind and each language; recall and false rate of either part."""
    heads = [f"{name} {part}" for part in PARTS for name in ("found", "wrong")]
    rows = [_row(measurement, ALL, ALL, ALL)]
    kinds = dict.fromkeys(seen.kind for seen in measurement.observations)
    langs = dict.fromkeys(seen.lang for seen in measurement.observations)
    rows += [_row(measurement, kind, kind, ALL) for kind in kinds]
    rows += [_row(measurement, lang, ALL, lang) for lang in langs]
    return "\n".join([measurement.title, _line("", heads), *rows])


def _row(measurement: Measurement, label: str, kind: str, lang: str) -> str:
    shares = [
        share(part, kind=kind, lang=lang)
        for part in PARTS
        for share in (measurement.recall, measurement.wrongly)
    ]
    return _line(label, [str(share) for share in shares])


def _line(label: str, cells: Iterable[str]) -> str:
    return label.ljust(_LABEL_WIDTH) + "".join(cell.rjust(_CELL_WIDTH) for cell in cells)
