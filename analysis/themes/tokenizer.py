"""Text to token numbers: SentencePiece's unigram model as XLM-RoBERTa uses it.

The most probable split into pieces (Kudo 2018, arXiv 1804.10959) after the file's character map; spaces
become the mark U+2581 at the head of the next word.
"""

import re

from analysis.themes.weights import Vocabulary

MARK = "\u2581"
SPACES = re.compile(" {2,}")
UNKNOWN_PENALTY = 10.0
"""How much less probable than the rarest piece an unknown character is: SentencePiece's constant."""


class Tokenizer:
    """Splits texts into numbers of pieces; made once from a vocabulary, then never changed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        special = vocabulary.special
        self.numbers = {piece: n for n, piece in enumerate(vocabulary.pieces) if n not in special}
        self.longest = max(map(len, self.numbers))
        self.unknown_score = min(vocabulary.scores) - UNKNOWN_PENALTY

    def tokens(self, text: str, limit: int) -> list[int]:
        """The numbers of the pieces between start and end mark: at most `limit` in all, cut at the end."""
        vocabulary = self.vocabulary
        pieces = self._best_split(self._normalised(text))[: limit - 2]
        return [vocabulary.start, *pieces, vocabulary.end]

    def _normalised(self, text: str) -> str:
        text = SPACES.sub(" ", text.translate(self.vocabulary.replacements))
        return (text if text.startswith(" ") else " " + text).replace(" ", MARK)

    def _best_split(self, text: str) -> list[int]:
        numbers, scores, unknown = self.numbers, self.vocabulary.scores, self.vocabulary.unknown
        best = [0.0] + [float("-inf")] * len(text)
        last = [(0, unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(start + self.longest, len(text)) + 1):
                number = numbers.get(text[start:end])
                if number is None and end > start + 1:
                    continue
                score = best[start] + (self.unknown_score if number is None else scores[number])
                if score > best[end]:
                    best[end], last[end] = score, (start, unknown if number is None else number)
        return _path(last)


def _path(last: list[tuple[int, int]]) -> list[int]:
    numbers, end = [], len(last) - 1
    while end > 0:
        end, number = last[end]
        numbers.append(number)
    return numbers[::-1]
