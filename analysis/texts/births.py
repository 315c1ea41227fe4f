"""Where a text holds a date of birth: a date beside a word for being born, in any language we serve."""

from collections.abc import Iterator

from analysis.texts.patterns import Mask, Reading, alternatives, linear

_BEFORE = (
    "geboren", "geboortedatum", "geboortedag", "geb.", "born", "date of birth", "birth date", "birthdate",
    "birthday", "dob:", "dob is", "d.o.b.", "تاريخ الميلاد", "تاريخ ميلادي", "تاريخ ولادتي", "ميلادي",
    "مواليد",
    "ولدت", "مولود", "مولودة", "ዕለተ ልደት", "ዕለት ልደት", "ልደተይ", "ተወሊደ", "ተወሊዳ", "ዝተወለድኩ", "ዝተወለድኩሉ",
    "doğum tarihi", "doğum tarihim", "doğum günüm", "doğumlu", "تاریخ تولد", "تولدم", "متولد",
    "به دنیا آمدم", "زاده", "د زیږېدو نېټه", "د زېږېدو نېټه", "د زیږیدو نیټه", "زیږېدلی", "زېږېدلی",
    "taariikhda dhalashada", "taariikhda dhalashadayda", "dhashay", "dhalatay", "fecha de nacimiento",
    "nacimiento", "nací", "nacido", "nacida", "nació", "date de naissance", "né le", "née le", "родился",
    "родилась", "дата рождения", "народився", "народилась", "дата народження",
)  # fmt: skip
_AFTER = (
    "geboren", "born", "doğdum", "doğdu", "doğumlu", "dünyaya geldim", "متولد", "به دنیا آمدم",
    "به دنیا آمد", "ولدت", "زیږېدلی", "زېږېدلی", "پیدا شوی", "ተወሊደ", "ተወሊዳ", "dhashay", "nací",
)  # fmt: skip
_DATE = (
    r"\b(?:\d{1,4} ?[-./ ] ?\d{1,2} ?[-./ ] ?\d{1,4}"
    r"|\d{1,2}(?:st|nd|rd|th|e|\.)?(?: de| of| ي)? \pL{3,14}(?: del?)?,? \d{4}"
    r"|\pL{3,14} \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_LONG_AGO = r"\b\d{1,2}(?:e|st|nd|rd|th|\.)?(?: de| of)? \pL{3,14}(?: del?)?,? (?:19[2-9]\d|200[0-5])"
_BIRTH = linear(
    rf"(?:^|[^a-z])(?:{alternatives(_BEFORE)})[^\d\n\[\].!?]{{0,20}}({_DATE})"
    rf"|({_LONG_AGO})\b"
    rf"|({_DATE})(?:'?\pL{{1,12}})?(?: [\pL']{{1,12}})? (?:{alternatives(_AFTER)})"
)


def find_births(reading: Reading) -> Iterator[Mask]:
    """Full dates that are said to be somebody's birth or lie long ago; a bare year is left."""
    for match in _BIRTH.finditer(reading.folded):
        group = next(number for number, found in enumerate(match.groups(), start=1) if found)
        yield Mask(*match.span(group), "birth-date")
