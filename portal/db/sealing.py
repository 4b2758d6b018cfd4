"""Encryption of what people told us, with keys that can be changed.

AES-256-GCM. Each value is bound to its table, column and row, so a sealed value that is moved
to another place does not open. Sealed form: version (1 byte), key id (4), nonce (12), content.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_KEY_ID = slice(1, 5)
_NONCE = slice(5, 17)
_CONTENT = slice(17, None)
_SHORTEST = 17 + 16  # nothing at all, and its tag


class UnreadableError(RuntimeError):
    """A sealed value does not open: its key is gone, or it is not where it was put."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands: what it is bound to."""

    table: str
    column: str
    row_id: str

    @property
    def associated_data(self) -> bytes:
        """The place as bytes; the separator cannot occur in a name or an id."""
        return "\x1f".join((self.table, self.column, self.row_id)).encode()


class _Key:
    """One data key, and the keys for each purpose that come from it."""

    def __init__(self, master: bytes) -> None:
        self.id = _derive(master, b"id")[:4]
        self.cipher = AESGCM(_derive(master, b"seal"))
        self.finding = _derive(master, b"find")
        self.slow = _derive(master, b"slow hash")


class Keyring:
    """All keys, newest first: the newest seals, every one opens."""

    def __init__(self, masters: tuple[bytes, ...]) -> None:
        """`masters` are 32 bytes each, and at least one."""
        self._keys = tuple(_Key(master) for master in masters)
        self._by_id = {key.id: key for key in self._keys}

    def seal(self, place: Place, text: str) -> bytes:
        """`text`, readable only with the key and only in this place."""
        return self.seal_bytes(place, text.encode())

    def seal_bytes(self, place: Place, content: bytes) -> bytes:
        """Bytes, such as a photo's, readable only with the key and only in this place."""
        key, nonce = self._keys[0], os.urandom(12)
        return _VERSION + key.id + nonce + key.cipher.encrypt(nonce, content, place.associated_data)

    def open(self, place: Place, sealed: bytes) -> str:
        """What was sealed in this place.

        :raise UnreadableError: the key is not in the list, or the value was moved or changed.
        """
        return self.open_bytes(place, sealed).decode()

    def open_bytes(self, place: Place, sealed: bytes) -> bytes:
        """Bytes that were sealed in this place. Raises as `open` does."""
        key = self._by_id.get(sealed[_KEY_ID])
        if key is None or sealed[:1] != _VERSION or len(sealed) < _SHORTEST:
            raise UnreadableError
        try:
            return key.cipher.decrypt(sealed[_NONCE], sealed[_CONTENT], place.associated_data)
        except InvalidTag:
            raise UnreadableError from None

    def seal_json(self, place: Place, value: Any) -> bytes:
        """A JSON value, sealed."""
        return self.seal(place, json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def open_json(self, place: Place, sealed: bytes) -> Any:
        """A JSON value, opened. Raises as `open` does."""
        return json.loads(self.open(place, sealed))

    def finding_hashes(self, value: str) -> tuple[str, ...]:
        """Keyed hashes under which `value` may be kept, the newest key's first.

        They find a phone number without its standing anywhere.
        """
        return tuple(
            hmac.new(key.finding, value.encode(), hashlib.sha256).hexdigest() for key in self._keys
        )

    def slow_hash(self, value: str) -> str:
        """The newest key's slow hash of code words, for keeping (argon2id, about 30 ms)."""
        return _slow_hash(value, self._keys[0].slow)

    def slow_hashes(self, value: str) -> tuple[str, ...]:
        """The slow hashes under which code words may be kept, the newest key's first.

        Each takes as long as one, whether any is kept or not.
        """
        return tuple(_slow_hash(value, key.slow) for key in self._keys)


def _slow_hash(value: str, key: bytes) -> str:
    # The key is the salt: without it nobody can even begin to guess, and equal words
    # must hash alike, for the code words alone are what a child comes back with.
    return hash_secret_raw(
        value.encode(),
        key,
        time_cost=2,
        memory_cost=19_456,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    ).hex()


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"heard " + purpose).derive(master)
