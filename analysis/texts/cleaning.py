"""What may be stored and shown of a text: no control characters, no invisible orders, one normal form."""

import unicodedata
from itertools import chain

from analysis.texts.patterns import linear

_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_FORBIDDEN: dict[int, None] = dict.fromkeys(
    chain(
        (code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\n\t"),
        (0xAD, 0x200B, 0xFEFF),  # soft hyphen, zero width space, byte order mark: they split a number unseen
        range(0x202A, 0x202F),  # bidi embeddings and overrides
        range(0x2060, 0x2070),  # word joiner, invisible operators, bidi isolates, deprecated formats
        range(0xFFF9, 0xFFFC),  # interlinear annotations
        range(0xD800, 0xE000),  # lone surrogates: no database stores them
        range(0xFDD0, 0xFDF0),  # non-characters, here and at the end of each plane: XML refuses them
        (plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
        range(0xE0000, 0xE0080),  # tag characters: text that no reader sees
    )
)
_MOST_MARKS = 4
_TOO_MANY_MARKS = linear(rf"\pM{{{_MOST_MARKS + 1}}}")
_INVISIBLE = "\u200c\u200d\u200e\u200f\u061c"


def clean(text: str) -> str:
    """The text as it may be stored and shown: NFC, lines ended by newline, at most one blank line together.

    NFC and not NFKC, because compatibility forms would change what a person wrote (U+FDFA becomes
    eighteen letters). A text with nothing to see in it comes out empty. Cleaning twice changes nothing.
    """
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    text = _cut_marks(text.translate(_FORBIDDEN))
    text = _cut_marks(unicodedata.normalize("NFC", text))
    return _without_extra_lines(text) if any(map(_is_visible, text)) else ""


def _is_visible(char: str) -> bool:
    return not char.isspace() and char not in _INVISIBLE


def _cut_marks(text: str) -> str:
    """The text with at most four combining marks together.

    Runs are cut before normalising too: putting them in canonical order takes quadratic time.
    """
    if not _TOO_MANY_MARKS.search(text):
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _without_extra_lines(text: str) -> str:
    kept: list[str] = []
    for line in text.strip().split("\n"):
        line = line.rstrip()
        if line or kept[-1]:
            kept.append(line)
    return "\n".join(kept)
