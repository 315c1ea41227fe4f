"""Where a text holds a way to reach somebody that is not a plain number: address, account or link."""

import re
from collections.abc import Iterator

from analysis.texts.digits import is_year
from analysis.texts.patterns import Mask, Reading, linear

_AT_WORDS = "at|apenstaartje|arroba|kuyruklu a|ات|يات|ايت|ኣት|አት"
_AT = rf"(?: ?[@] ?| ?[(\[{{] ?(?:at|@|arroba) ?[)\]}}] ?| (?:{_AT_WORDS}) )"
_DOT = r"(?: ?[.] ?| ?[(\[{] ?(?:dot|punt|punto|nokta|[.]) ?[)\]}] ?| (?:dot|punt|punto|nokta|نقطه|دات) )"
_TOP = "nl|com|org|net|eu|info|edu|gov|uk|es|tr|de|be|fr|io|me"
_MAIL_HOSTS = "gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|ziggo|kpnmail|جيميل"
_AT_A_HOST = rf"(?: (?:et|a|op|en) (?:{_MAIL_HOSTS})\b)"
"""Words for @ that are ordinary words too, so only before a well-known host."""
_EMAIL = linear(
    r"[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)*"
    rf"|[\pL\pN._%+-]+(?: (?:punt|dot|punto|nokta|نقطه|underscore) [\pL\pN_-]+){{0,3}}"
    rf"(?:{_AT_A_HOST}|{_AT}(?:(?:{_MAIL_HOSTS})\b|[\pL\pN-]+(?:\.[\pL\pN-]+)*{_DOT}(?:{_TOP})\b))"
    rf"(?:{_DOT}(?:{_TOP})\b)*"
)
_LINK = linear(
    r"(?:https?://|ftp://|www\.)[^\s\[\]<>\"]+"
    r"|\b(?:t|wa|fb|m)\.me/[^\s\[\]<>\"]+|\byoutu\.be/[^\s\[\]<>\"]+"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:nl|com|org|net|eu|info|app|io|gov|edu)\b(?:/[^\s\[\]<>\"]*)?"
)
_HANDLE = linear(
    r"(@[\pL\pN_][\pL\pN_.]*)"
    r"|\b(?:facebook|fb|insta|instagram|snap|snapchat|telegram|tiktok|skype|linkedin) ?: ?([\pL\pN_.-]{3,40})"
)
_ORGANISATION_SITE = linear(
    r"(?:https?://)?(?:[a-z]+\.)*"
    r"(?:inburgeren|mijninburgering|duo|ind|coa|digid|rijksoverheid|overheid|blikopwerk|divosa|vng|szw|uwv"
    r"|vluchtelingenwerk|oefenen|nuffic|idw|cbs|staatsexamensnt2|examenbladnt2|s-bb|pharos)\.nl/?"
)
_IBAN = linear(
    r"\bnl ?\d{2} ?[a-z]{4}(?:[ .-]?\d){10}\b"
    r"|\b[a-z]{2}\d{2}[a-z0-9]{11,30}\b"
    r"|\b[a-z]{2}\d{2}[ .-]?[a-z0-9]{4}(?:[ .-]?\d{4}){2,6}(?:[ .-]?\d{1,3}\b)?"
)
_DOCUMENT = linear(
    r"(?:pas+poort|passport|pasaporte?|baasaboor\pL*|id-?kaart|identiteitskaart|verblijfsdocument|document|\bnie"
    r"|جواز(?: سفري?| السفر)?|پاسپورت\pL*|ፓስፖርት\pL*)"
    r"[ :.#-]{0,3}"
    r"(?:(?:nummer|number|nr|no|num|numero|numara\pL*|nambar\pL*|lambar\pL*|رقم|شماره|نمبر|شميره|ቁጽሪ)"
    r"[ :.#-]{1,3})?"
    r"(?:(?:is|es|waa|هو|است|هست|ده|دي|እዩ) )?([a-z0-9]{7,12})\b"
    r"|\b([a-z]{1,3}\d{6,9})\b"
)
_FEWEST_DIGITS_OF_A_DOCUMENT = 3
_OTHER_NUMBERS = ("bsn", "tel", "nr", "no", "v")
_HOUSE = r"\d{1,4}(?:-\d{1,3}|[ -]?(?:i{1,3}|hs|bis|[a-z]))?\b"
_POSTCODE = linear(
    rf"\b([1-9]\d{{3}})( {{0,2}})([a-z]{{2}})\b(,? ?(?:nr\.?|nummer|no\.?|huisnummer)? ?{_HOUSE})?"
)
_STREET = linear(
    rf"[\pL'.-]{{2,}}(?:straat|laan|plein|gracht|singel|kade|dreef|steeg|plantsoen) ?{_HOUSE}"
    rf"|\b[\pL'.-]{{2,}}(weg|hof|dijk|pad|streek|park|wal|haven|oever|zijde) {_HOUSE}"
)
_SHORT = """
aa ad af ah al am an as at ay az ba be bi bu by cm co da de di do dr ee el em en er es et eu ga gb go ha he
hi hr if ik im in is it ja je ji ka ke kg ki km ku la le li lo ma mb me mg mi ml mm mw my na ne ni no nr nu
of om on oo op or pa pm po px ra ro sa sd se si so ss su ta te ti to tu un up us uu va ve vr wa we wi wo ya
ye yo za ze zo zu
"""
_SHORT_WORDS = frozenset(_SHORT.split())
_UNITS = frozenset(("cm", "eu", "gb", "kb", "kg", "km", "mb", "mg", "ml", "mm", "px"))


def find_emails(reading: Reading) -> Iterator[Mask]:
    """E-mail addresses, also when `@` and `.` are spelled out as words."""
    for match in reading.matches(_EMAIL):
        yield Mask(*match.span(), "email")


def find_links(reading: Reading) -> Iterator[Mask]:
    """Links and @handles; the bare address of a public organisation's site names nobody and is left."""
    for match in reading.matches(_LINK):
        address = match[0].rstrip(".,;:!?)'")
        mask = Mask(match.start(), match.start() + len(address), "link")
        ending = reading.text[mask.start : mask.end].rpartition(".")[2]
        if not (_ORGANISATION_SITE.fullmatch(address) or ending.istitle()):
            yield mask
    for match in reading.matches(_HANDLE):
        yield Mask(*match.span(1 if match[1] else 2), "link")


def find_ibans(reading: Reading) -> Iterator[Mask]:
    """Bank accounts by their form; the check digits are not tested, because people make typing errors."""
    for match in reading.matches(_IBAN):
        yield Mask(*match.span(), "iban")


def find_documents(reading: Reading) -> Iterator[Mask]:
    """Numbers of passports and cards, which mix letters and digits.

    After the word for the document in any mixture, else only some letters with six digits or more.
    """
    for match in reading.matches(_DOCUMENT):
        group = 1 if match[1] else 2
        number = match[group]
        digits = sum(map(str.isdigit, number))
        if _FEWEST_DIGITS_OF_A_DOCUMENT <= digits < len(number) and not number.startswith(_OTHER_NUMBERS):
            yield Mask(*match.span(group), "number")


def find_addresses(reading: Reading) -> Iterator[Mask]:
    """Dutch postcodes with the house number after them, and streets with their house number."""
    for match in reading.matches(_POSTCODE):
        if _is_postcode(match, reading.text[slice(*match.span(3))]):
            yield Mask(*match.span(), "postcode")
    for match in reading.matches(_STREET):
        if match[1] is None or (reading.text[match.start()].isupper() and match[0][:8] != "onderweg"):
            yield Mask(*match.span(), "postcode")


def _is_postcode(match: re.Match[str], letters: str) -> bool:
    """Whether four digits and two letters are a postcode rather than a year or amount and a short word."""
    amount = match[1].endswith("00") or match[3] in _UNITS
    if match[3] not in _SHORT_WORDS or not (match[2] or is_year(match[1]) or amount):
        return True
    house_number = match[4] is not None and not is_year(match[4].strip(", "))
    return letters.isupper() and (house_number or not match[2] or not is_year(match[1]))
