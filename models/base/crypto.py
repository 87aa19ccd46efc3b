"""Keys and envelopes: Argon2id, X25519 sealed boxes, AES-256-GCM, the recovery key.

Every ciphertext begins with a version byte, so that a later format can be told from this one.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidTag

# For AES-GCM and X25519: their public modules load every cipher and every kind of key there is, at
# each start of the program.
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
KEY_ID = 8
_NONCE = 12
_VERSION = b"\x01"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_RECOVERY_BITS, _CHECK_BITS = 160, 20
PAD = 256  # bytes; a note's length tells little


class WrongKey(Exception):
    """The key does not open this, or the bytes were changed."""


@dataclass(frozen=True)
class Kdf:
    """The parameters of Argon2id: memory in KiB, passes, lanes."""

    memoire: int = 65536
    passes: int = 3
    voies: int = 1

    @property
    def acceptable(self) -> bool:
        """Neither weak enough to guess by machine, nor heavy enough to freeze this computer."""
        return 19456 <= self.memoire <= 1 << 20 and 2 <= self.passes <= 20 and 1 <= self.voies <= 16

    def derive(self, password: str, salt: bytes) -> bytes:
        """32 bytes from a password; refuses parameters that a changed file would weaken."""
        if not self.acceptable:
            raise WrongKey("the parameters of the key derivation are not acceptable")
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        kdf = Argon2id(
            salt=salt,
            length=KEY,
            iterations=self.passes,
            lanes=self.voies,
            memory_cost=self.memoire,
        )
        return kdf.derive(unicodedata.normalize("NFC", password).encode())


class KeyPair(NamedTuple):
    """An X25519 pair as raw bytes."""

    private: bytes
    public: bytes

    @classmethod
    def from_private(cls, private: bytes) -> "KeyPair":
        key = openssl.x25519.from_private_bytes(private)
        return cls(private, key.public_key().public_bytes_raw())

    @classmethod
    def new(cls) -> "KeyPair":
        return cls.from_private(secrets.token_bytes(KEY))


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


def encrypt(key: bytes, plain: bytes, *, context: str) -> bytes:
    """AES-256-GCM; the context (what, where, which version) must be the same to decrypt."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + openssl.aead.AESGCM(key).encrypt(nonce, plain, context.encode())


def decrypt(key: bytes, cipher: bytes, *, context: str) -> bytes:
    if cipher[:1] != _VERSION:
        raise WrongKey("unknown format")
    nonce, body = cipher[1 : 1 + _NONCE], cipher[1 + _NONCE :]
    try:
        return openssl.aead.AESGCM(key).decrypt(nonce, body, context.encode())
    except (InvalidTag, ValueError) as error:
        raise WrongKey("the key does not open this") from error


def seal(public: bytes, plain: bytes, *, context: str) -> bytes:
    """Close `plain` so that only the holder of the private half of `public` reads it."""
    ephemeral = KeyPair.new()
    shared = openssl.x25519.from_private_bytes(ephemeral.private).exchange(
        openssl.x25519.from_public_bytes(public)
    )
    key = _hkdf(shared, ephemeral.public + public, "seal")
    return ephemeral.public + encrypt(key, plain, context=context)


def unseal(pair: KeyPair, sealed: bytes, *, context: str) -> bytes:
    ephemeral, body = sealed[:KEY], sealed[KEY:]
    try:
        shared = openssl.x25519.from_private_bytes(pair.private).exchange(
            openssl.x25519.from_public_bytes(ephemeral)
        )
    except ValueError as error:
        raise WrongKey("not a sealed box") from error
    return decrypt(_hkdf(shared, ephemeral + pair.public, "seal"), body, context=context)


def key_id(public: bytes) -> bytes:
    """Eight bytes that name a public key in a ciphertext."""
    return hashlib.sha256(b"key id" + public).digest()[:KEY_ID]


def mac(private: bytes, data: bytes, *, purpose: str) -> bytes:
    """A seal of authenticity that only holders of `private` can make or check."""
    return hmac.digest(_hkdf(private, b"", f"mac/{purpose}"), data, "sha256")


def agreed(private: bytes, public: bytes) -> bytes:
    """A key that the holders of these two pairs alone can make, each from their own half."""
    try:
        shared = openssl.x25519.from_private_bytes(private).exchange(
            openssl.x25519.from_public_bytes(public)
        )
    except ValueError as error:
        raise WrongKey("not a public key") from error
    return _hkdf(shared, b"", "agreed")


def pad(plain: bytes) -> bytes:
    """Length, text, then zeros up to a multiple of `PAD`."""
    body = len(plain).to_bytes(4, "big") + plain
    return body + bytes(-len(body) % PAD)


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length]


def fingerprint(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def new_recovery_key() -> str:
    """36 characters in six groups: 160 random bits and 20 bits that catch a misread."""
    return _write_recovery(secrets.randbits(_RECOVERY_BITS))


def read_recovery_key(text: str) -> bytes:
    """The secret of a recovery key as typed; `WrongKey` when a character is wrong or missing."""
    typed = "".join(c for c in text.upper() if c.isalnum()).translate(_CONFUSED)
    if len(typed) != (_RECOVERY_BITS + _CHECK_BITS) // 5 or set(typed) - set(_ALPHABET):
        raise WrongKey("not a recovery key")
    value = 0
    for character in typed:
        value = value << 5 | _ALPHABET.index(character)
    secret, check = value >> _CHECK_BITS, value & ((1 << _CHECK_BITS) - 1)
    if _check(secret) != check:
        raise WrongKey("a character of the recovery key is wrong")
    return secret.to_bytes(_RECOVERY_BITS // 8, "big")


def recovery_pair(secret: bytes, *, base_id: str) -> KeyPair:
    """The key pair that the recovery key stands for, in one base."""
    return KeyPair.from_private(_hkdf(secret, base_id.encode(), "recovery"))


def _write_recovery(secret: int) -> str:
    value = secret << _CHECK_BITS | _check(secret)
    length = (_RECOVERY_BITS + _CHECK_BITS) // 5
    characters = [_ALPHABET[value >> 5 * (length - 1 - i) & 31] for i in range(length)]
    return "-".join("".join(characters[i : i + 6]) for i in range(0, length, 6))


def _check(secret: int) -> int:
    digest = hashlib.sha256(secret.to_bytes(_RECOVERY_BITS // 8, "big")).digest()
    return int.from_bytes(digest[:4], "big") & ((1 << _CHECK_BITS) - 1)


def _hkdf(secret: bytes, salt: bytes, info: str) -> bytes:
    kdf = HKDF(hashes.SHA256(), KEY, salt=salt, info=b"cote-a-cote/" + info.encode())
    return kdf.derive(secret)
