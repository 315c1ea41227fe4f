"""Where a text holds a date of birth: a date beside a word for being born, in any language we serve."""

from collections.abc import Iterator

from analysis.texts.patterns import Mask, Reading, alternatives, linear

_BEFORE = (
    "geboren", "geboortedatum", "geboortedag", "geb.", "geb datum", "gebdatum", "verjaardag", "born",
    "date of birth", "birth date", "birthdate", "birthday", "bday", "b-day", "dob:", "dob is", "d.o.b.",
    "تاريخ الميلاد", "تاريخ ولادتي", "ميلادي", "مواليد", "ولدت", "مولود", "مولودة", "ዕለተ ልደት", "ዕለት ልደት",
    "ልደተይ", "ተወሊደ", "ተወሊዳ", "ዝተወለድኩ", "ትውልዲ", "doğum tarihi", "doğum tarihim", "doğum günüm", "doğumlu",
    "تولد", "متولد", "به دنیا آمد", "زاده", "پیدا شوی", "د زیږېدو نېټه", "د زېږېدو نېټه", "د زیږیدو نیټه",
    "زیږېدلی", "زېږېدلی", "زېږېدلې", "زوکړې نېټه", "taariikhda dhalashada", "dhalasho", "dhashay", "dhashey",
    "dhalatay", "fecha de nacimiento", "nacimiento", "nací", "nacido", "nacida", "nació", "cumpleaños",
    "cumplo", "date de naissance", "né le", "née le", "родился", "родилась", "дата рождения", "народився",
    "народилась", "дата народження",
)  # fmt: skip
_AFTER = (
    "geboren", "born", "doğdum", "doğdu", "doğumlu", "dünyaya geldim", "متولد", "تولد", "به دنیا", "ولدت",
    "زیږېدلی", "زېږېدلی", "زېږېدلې", "زوکړی", "پیدا شوی", "ተወሊደ", "ተወሊዳ", "ተወሊዱ", "dhashay", "dhashey",
    "dhalatay", "nací",
)  # fmt: skip
_MONTH = r"(?:\pL{3,}|دي|ሰነ)"
_DATE = (
    r"\b(?:\d{1,4} ?[-./ ] ?\d{1,2} ?[-./ ] ?\d{1,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|e|\.)?(?: de| of| ي)? {_MONTH}(?: del?)?,? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_LONG_AGO = (
    rf"\b\d{{1,2}}(?:e|st|nd|rd|th|\.)?(?: de| of)? {_MONTH}(?: del?)?,? "
    r"(?:19[2-9]\d|200[0-5]|13[0-7]\d|138[0-4])"
)
_BIRTH = linear(
    rf"(?:^|[^a-z])(?:{alternatives(_BEFORE)})[^\d\n\[\].!?]{{0,20}}({_DATE})"
    rf"|({_LONG_AGO})\b"
    rf"|({_DATE})(?:'?\pL+)?(?: [\pL']+)? (?:{alternatives(_AFTER)})"
)


def find_births(reading: Reading) -> Iterator[Mask]:
    """Full dates that are said to be somebody's birth or lie long ago; a bare year is left."""
    for match in reading.matches(_BIRTH):
        group = next(number for number, found in enumerate(match.groups(), start=1) if found)
        yield Mask(*match.span(group), "birth-date")
