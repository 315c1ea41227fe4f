"""One-time keys: what makes sending twice count once.

A key is signed and dated, so nothing needs to be stored before somebody sends; what is stored
with an answer is only a keyed digest of it, and that goes after two days.
"""

import datetime as dt
import hashlib
import hmac
import secrets

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

MAX_AGE = 24 * 3600
_DRAFT = "draft."


class ExpiredKeyError(ValueError):
    """The key is ours and older than a day; `digest` tells whether it was sent before."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest


class ForgedKeyError(ValueError):
    """The key is not ours."""


def keyed(secret: str, text: str) -> str:
    """The digest of a text that only who knows the secret can make: 64 hexadecimal digits."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


class Keys:
    """The keys of one installation."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._signer = URLSafeTimedSerializer(secret, salt="submission")

    def new(self) -> str:
        """A key for one form on one page."""
        return self._signer.dumps(secrets.token_urlsafe(16))

    def of_draft(self, token: str) -> str:
        """The key of a draft: always the same one, from whatever tab it is sent."""
        return self._signer.dumps(_DRAFT + keyed(self._secret, f"draft:{token}"))

    def token(self, nonce: str) -> str:
        """The token of the draft that a script begins: the same one from each tab that knows its nonce."""
        return keyed(self._secret, f"nonce:{nonce}")

    def digest(self, key: str) -> str:
        """What the store keeps of a key (64 characters); raises ExpiredKeyError or ForgedKeyError."""
        try:
            return keyed(self._secret, f"sent:{self._signer.loads(key, max_age=MAX_AGE)}")
        except SignatureExpired as error:
            raise ExpiredKeyError(keyed(self._secret, f"sent:{self._signer.loads(key)}")) from error
        except BadSignature as error:
            raise ForgedKeyError from error

    def age(self, key: str) -> dt.timedelta | None:
        """How long ago a key was made, up to a second too much; raises ForgedKeyError.

        None for the key of a draft: it is signed anew on every page, so that would tell nothing.
        """
        try:
            token, made = self._signer.loads(key, return_timestamp=True)
        except BadSignature as error:
            raise ForgedKeyError from error
        return None if token.startswith(_DRAFT) else dt.datetime.now(dt.UTC) - made
