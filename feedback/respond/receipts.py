"""Receipts: the code that a person sees once after sending, with which they find their answer again.

The code follows from the one-time key, so sending twice gives the same one. The store keeps a keyed
digest of it: neither the store alone nor a code that somebody guesses leads to an answer.
"""

from feedback.respond.keys import keyed

ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""No signs that look alike: of 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B none is here."""
LENGTH = 12
"""Signs of a code: 25 to the power 12 codes, so that guessing finds none among millions."""
GROUP = 4


class Receipts:
    """The receipts of one installation."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def code(self, key: str) -> str:
        """The code that belongs to the digest of a one-time key, in groups of four."""
        number = int(keyed(self._secret, f"receipt:{key}"), 16)
        signs = ""
        for _ in range(LENGTH):
            number, sign = divmod(number, len(ALPHABET))
            signs += ALPHABET[sign]
        return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))

    def digest(self, code: str) -> str:
        """What the store keeps of a code (64 characters), in whatever case and groups it is typed."""
        signs = "".join(sign for sign in code.upper() if sign in ALPHABET)
        return keyed(self._secret, f"held:{signs}")
