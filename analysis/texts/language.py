"""Which language a text is in: what the person chose, unless the text clearly says otherwise."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

from analysis.texts.patterns import linear

UNDETERMINED = "und"
"""ISO 639 code for a text whose language nobody chose and no model recognises."""

_SCRIPTS = {
    "ARABIC": ("ar", "fa", "prs", "ps", "ckb"),
    "ETHIOPIC": ("ti", "am"),
    "CYRILLIC": ("ru", "uk"),
    "CJK": ("zh",),
    "LATIN": ("nl", "en", "tr", "so", "es", "fr", "pt", "id", "ku", "pl"),
}
_MODEL_CODES = {"sdh": "ckb", "tir": "ti", "amh": "am"}
_SAME = {"prs": "fa"}
_MASK = linear(r"\[[a-z-]+\]")
_LONGEST = 2000
_FEWEST_LETTERS = 12
_FEWEST_LETTERS_TO_OVERRULE = 20
_FEWEST_LETTERS_TO_FIND_DUTCH = 40
_LIKELY = 0.6
_CLEAR = 0.85


def identify(text: str, chosen: str | None = None) -> str:
    """The ISO 639 code of the text's language, `und` when nothing is known.

    `chosen` wins over a model that is unsure, over texts shorter than twelve letters and, because
    people write Arabic, Persian, Pashto and Tigrinya in Latin letters too, over any finding in such a
    text but clear Dutch or English. No model tells Dari (prs) from Iranian Persian (fa): one who chose
    either keeps it. Masks such as `[email]` do not count as words.
    """
    text = _MASK.sub(_nothing, text[:_LONGEST])
    letters = "".join(filter(str.isalpha, text))
    if len(letters) < _FEWEST_LETTERS:
        return chosen or UNDETERMINED
    script = _script(letters)
    found, confidence = _best(text, script)
    if chosen is None or (script != "LATIN" and chosen not in _SCRIPTS.get(script, ())):
        return found if confidence >= _LIKELY else UNDETERMINED
    # The words of the trade are Dutch in every language, so a few Dutch words say little.
    enough = _FEWEST_LETTERS_TO_FIND_DUTCH if found == "nl" else _FEWEST_LETTERS_TO_OVERRULE
    clear = confidence >= _CLEAR and len(letters) >= enough
    foreign_writing = script == "LATIN" and _is_written_otherwise(chosen)
    if found == _SAME.get(chosen, chosen) or not clear or (foreign_writing and found not in ("nl", "en")):
        return chosen
    return found


def _nothing(_: object) -> str:
    return " "


def _is_written_otherwise(code: str) -> bool:
    return any(code in codes for script, codes in _SCRIPTS.items() if script != "LATIN")


def _script(letters: str) -> str:
    """The first word of the Unicode name, which is the script, that most of the letters share."""
    names = Counter(unicodedata.name(letter, "UNNAMED").split()[0] for letter in letters)
    return names.most_common(1)[0][0]


def _best(text: str, script: str) -> tuple[str, float]:
    """The likeliest language written in the script and its probability, which is 0 for an unknown script."""
    if script not in _SCRIPTS:
        return UNDETERMINED, 0.0
    code, probability = (_ethiopic_model() if script == "ETHIOPIC" else _model())(text)
    code = _MODEL_CODES.get(code, code)
    return (code, probability) if code in _SCRIPTS[script] else (UNDETERMINED, 0.0)


# Both models are imported and read on first use, as most commands identify nothing. Two threads may
# each read one; either result serves, and nothing is changed after reading.


@cache
def _model() -> Callable[[str], tuple[str, float]]:
    """py3langid restricted to the languages above; it calls Sorani `sdh` and knows no Tigrinya."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {code for codes in _SCRIPTS.values() for code in codes} - {"ti", "prs", "ckb"} | {"sdh"}
    identifier.set_languages(known)
    classify: Callable[[str], tuple[str, float]] = identifier.classify
    return classify


@cache
def _ethiopic_model() -> Callable[[str], tuple[str, float]]:
    """geezswitch between Tigrinya and Amharic, with a fixed seed."""
    from geezswitch import PROFILES_DIRECTORY, DetectorFactory, LangDetectException

    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_profile(PROFILES_DIRECTORY)

    def classify(text: str) -> tuple[str, float]:
        detector = factory.create()
        detector.set_prior_map({"tir": 0.5, "amh": 0.5})
        detector.append(text)
        try:
            best = detector.get_probabilities()[0]
        except (LangDetectException, IndexError):
            return UNDETERMINED, 0.0
        return best.lang, best.prob

    return classify
