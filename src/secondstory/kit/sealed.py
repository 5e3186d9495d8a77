"""Secrets of other systems, which have to be read again and so cannot be kept as a digest: encrypted where they lie.

The key is derived from the secret key of the product by HKDF, so that a copy of the database alone opens nothing. While the secret key
is changed, former ones in `SECRET_KEY_FALLBACKS` still open what they sealed.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotUnseal(Exception):
    """What is stored was sealed with another secret key, or is damaged."""

    def __init__(self) -> None:
        super().__init__("This was stored under another secret key of the product and cannot be read any more. Enter it again.")


def seal(plain: str) -> str:
    """Encrypt a text for storing; an empty one stays empty."""
    return _box().encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str) -> str:
    """Return what was sealed. Raises `CannotUnseal`."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken as error:
        raise CannotUnseal from error


def _box() -> MultiFernet:
    return _box_of((settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", ())))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"secondstory sealed secrets, 1").derive(key.encode())
