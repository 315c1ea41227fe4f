"""Which numbers in a text point to one person, and which kind of number each of them is."""

from collections.abc import Iterator, Sequence

import phonenumbers

from analysis.texts.digits import Date, Group, date_year, is_year, pieces, runs
from analysis.texts.patterns import Mask, Reading, linear

_KINDS_BY_WORD = ("bsn", "v-number", "phone", "number")
_WORD_BEFORE = linear(
    r"(?:(\bbsn|burgerservicen|sofin)|(\bv-? ?nummer|\bv-? ?nr|\bv-? ?number)"
    r"|(\btel\b|\btelef|\bphone|\bmobi|\bgsm\b|\bcell|whats ?app|\bbel (?:me|mij)|\bcall me|\bcep\b|\bnumaram"
    r"|taleefan|\bcelular|\bmovil|\bllama|هاتف|تلفون|تليفون|جوال|موبايل|واتس|رقمي|تلفن|شماره|مبايل|ስልኪ|ቴሌፎን)"
    r"|(nummer|number|kenmerk|paspoort|passport|dossier|\bnumara|numero|nambar|lambar|expediente|\bzaak"
    r"|رقم|ملف|نمبر|شميره|پرونده|دوسي|ቁጽሪ))"
    r"[^\d\n\[\]]{0,16}$"
)
_WINDOW = 45
_HOME_REGIONS = ("NL", "SY", "IQ", "YE", "ER", "ET", "TR", "IR", "AF", "SO", "ES", "UA", "MA", "IN", "ID")
_MOST_LOOKUPS = 60
_LAST_BIRTH_YEAR = 2005
_SERVICES = ("0800", "0900", "0906", "0909")
_DIGITS_OF_A_SERVICE = 8
"""Numbers of organisations such as 0900-8844; longer ones may be a person's in another country."""


def find_numbers(reading: Reading) -> Iterator[Mask]:
    """BSNs, V-numbers, phone numbers, other long numbers, and dates too old to be anything but a birth.

    Any nine digits count as a BSN, whether or not they pass its check and however they are spaced.
    """
    phones = _PhoneBook()
    for run in runs(reading):
        for part in _split_at_full_numbers(run):
            for piece in [part] if _is_international(part) else pieces(part):
                yield from _of_date(piece) if isinstance(piece, Date) else _of_groups(piece, reading, phones)


def _split_at_full_numbers(run: list[Group]) -> Iterator[list[Group]]:
    """The run, cut where a group is long enough to be a number of its own beside others."""
    if _is_international(run):
        yield run
        return
    part: list[Group] = []
    for group in run:
        if len(group.digits) < 9:
            part.append(group)
            continue
        if part:
            yield part
        yield [group]
        part = []
    if part:
        yield part


def _is_international(groups: Sequence[Group]) -> bool:
    """Whether the groups are one number with a country code, which has at most fifteen digits (E.164)."""
    digits = _digits(groups)
    return ("+" in groups[0].lead and len(digits) <= 15) or (digits.startswith("00") and len(digits) <= 17)


def _of_date(date: Date) -> Iterator[Mask]:
    """A mask for a date too long ago to be that of an exam or letter."""
    if date.year <= _LAST_BIRTH_YEAR:
        yield Mask(date.start, date.end, "birth-date")


def _of_groups(groups: Sequence[Group], reading: Reading, phones: "_PhoneBook") -> Iterator[Mask]:
    digits, lead, start = _digits(groups), groups[0].lead, groups[0].start
    if len(digits) == _DIGITS_OF_A_SERVICE and digits.startswith(_SERVICES):
        return
    if len(digits) >= 9:
        kind = None if all(is_year(group.digits) for group in groups) else _kind_of_long(digits, lead, phones)
    elif word := _WORD_BEFORE.search(reading.folded[max(0, start - _WINDOW) : start]):
        kind = _kind_by_word(word.groups())
    else:
        kind = _kind_of_short(digits, lead, len(groups) == 1, phones)
    if kind:
        yield Mask(start, groups[-1].end, kind)


def _kind_of_long(digits: str, lead: str, phones: "_PhoneBook") -> str:
    """The kind of a number of nine digits or more, all of which are masked."""
    if "v" in lead:
        return "v-number"
    if len(digits) > 15:
        return "number"
    if "+" in lead:
        return "phone"
    if len(digits) == 9:
        return "bsn"
    if digits.startswith("0") or "(" in lead:
        return "phone"
    if len(digits) == 10:
        return "v-number"
    return "phone" if phones.know(f"+{digits}", ("NL",)) else "number"


def _kind_by_word(words: Sequence[str | None]) -> str:
    return next(kind for kind, word in zip(_KINDS_BY_WORD, words, strict=True) if word)


def _kind_of_short(digits: str, lead: str, compact: bool, phones: "_PhoneBook") -> str | None:
    """The kind of six to eight digits that no word explains, or None when they may be anything.

    Seven or eight with a zero in front are a phone number if such a number exists in a country where
    many of the people who write to us come from.
    """
    if len(digits) == 8 and compact:
        years = [date_year(form) for form in (_slices(digits, 2, 4), _slices(digits, 4, 6))]
        latest = max((year for year in years if year), default=None)
        if latest:
            return "birth-date" if latest <= _LAST_BIRTH_YEAR else None
    if len(digits) >= 7 and ("+" in lead or (digits.startswith("0") and phones.know(digits, _HOME_REGIONS))):
        return "phone"
    if len(digits) == 8 and (compact or "v" in lead):
        return "v-number" if "v" in lead else "number"
    return None


def _slices(digits: str, first: int, second: int) -> tuple[str, str, str]:
    return digits[:first], digits[first:second], digits[second:]


def _digits(groups: Sequence[Group]) -> str:
    return "".join(group.digits for group in groups)


class _PhoneBook:
    """Looks numbers up in the numbering plans of the world, a bounded number of times for one text.

    A text with more doubtful numbers than a person would type is not looked up further: all are phones.
    """

    def __init__(self) -> None:
        self._lookups_left = _MOST_LOOKUPS

    def know(self, number: str, regions: Sequence[str]) -> bool:
        """Whether the number is valid in one of the regions (ISO 3166 codes) or, with `+`, anywhere."""
        self._lookups_left -= 1
        return self._lookups_left < 0 or any(_is_valid(number, region) for region in regions)


def _is_valid(number: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False
