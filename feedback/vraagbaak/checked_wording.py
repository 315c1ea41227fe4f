"""What was checked and what changed, in the reader's words."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from feedback.vraagbaak.changes import ChangeFigures, ComparisonFigures
from feedback.vraagbaak.figures import Figures
from feedback.vraagbaak.shares import OwnFigures, ShareFigures

NO_SHARES: Mapping[str, LazyString] = {
    "none": _("Nobody asked a question on our own form."),
    "few": _(
        "There were too few questions on our own form for a random sample. "
        "Nobody has checked how often the computer is right about them."
    ),
    "unread": _(
        "The random sample of this period has not been read. "
        "Nobody has checked how often the computer is right about these questions."
    ),
}
"""Why there are no corrected shares."""
NOT_COMPARED: Mapping[str, LazyString] = {
    "missing": _("Nothing is known about one of the two periods."),
    "partners": _("Not the same partners delivered for both periods."),
    "incomplete": _("The period of this report is not over yet."),
}
"""Why two tertials are not compared."""
_ANSWERS: Mapping[tuple[str, str], LazyString] = {
    ("beyond-chance", "up"): _("A larger part of the questions than before, beyond chance"),
    ("beyond-chance", "down"): _("A smaller part of the questions than before, beyond chance"),
}
_WITHOUT_DIRECTION: Mapping[str, LazyString] = {
    "no-demonstrable-change": _("No demonstrable change"),
    "too-few": _("Too few questions to say"),
}


def checked(own: OwnFigures) -> list[str]:
    """How the random sample was read, or why there is none."""
    if own["reason"]:
        return [str(NO_SHARES[own["reason"]])]
    sentences = [
        gettext(
            "%(number)s questions from our own form, chosen by lot, were read by a person who did not know "
            "what the computer thought. So these shares are right on average, each within its margin.",
            number=own["sample"],
        )
    ]
    if own["both"]:
        sentences.append(
            gettext(
                "Two people read %(both)s of them and agreed about %(agreed)s.",
                both=own["both"],
                agreed=own["agreed"],
            )
        )
    return sentences


def margin(one: ShareFigures) -> str:
    """Between which percents a share lies in 95 of 100 cases."""
    return str(gettext("%(low)s to %(high)s %%", low=one["low"], high=one["high"]))


def answer(change: ChangeFigures) -> str:
    """What may be said of a theme."""
    said = _ANSWERS.get((change["answer"], change["direction"]))
    return str(said or _WITHOUT_DIRECTION[change["answer"]])


def detectable(change: ChangeFigures) -> str:
    """From which growth on a change would be found."""
    factor = change["detectable"]
    return "–" if factor is None else f"× {format_decimal(factor)}"


def risen(figures: Figures, name: Any) -> Iterator[str]:
    """A sentence with the themes that are a larger part than in the tertial before, where there are any."""
    for comparison in figures["comparisons"][:1]:
        up = [
            one["theme"]
            for one in comparison["changes"]
            if (one["answer"], one["direction"]) == ("beyond-chance", "up")
        ]
        if up:
            yield gettext(
                "A larger part of the questions than in %(period)s, beyond chance: %(themes)s.",
                period=comparison["period"],
                themes=", ".join(name(figures, "theme", code) for code in up),
            )


def compared(comparison: ComparisonFigures) -> str:
    """What a comparison rests on, or why there is none."""
    if comparison["reason"]:
        return str(NOT_COMPARED[comparison["reason"]])
    if comparison["dispersed"]:
        return str(gettext("Earlier periods told how much these parts vary by themselves."))
    return str(gettext("Too few earlier periods are known to tell how much these parts vary by themselves."))
