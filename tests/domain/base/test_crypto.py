"""Keys and envelopes: what opens, what does not, and a recovery key that catches misreads."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base import crypto
from models.base.crypto import Kdf, KeyPair, WrongKey

FAST = Kdf(memoire=19456, passes=2, voies=1)
TRIES = 20_000


@given(st.binary(max_size=600), st.text(max_size=30))
def test_what_is_encrypted_comes_back_in_its_own_place_only(plain: bytes, context: str) -> None:
    key = crypto.new_key()
    cipher = crypto.encrypt(key, plain, context=context)
    assert crypto.decrypt(key, cipher, context=context) == plain
    with pytest.raises(WrongKey):
        crypto.decrypt(key, cipher, context=context + "x")
    with pytest.raises(WrongKey):
        crypto.decrypt(crypto.new_key(), cipher, context=context)


@given(st.binary(max_size=100), st.data())
def test_any_changed_or_missing_byte_is_seen(plain: bytes, data: st.DataObject) -> None:
    key = crypto.new_key()
    cipher = bytearray(crypto.encrypt(key, plain, context=""))
    place = data.draw(st.integers(0, len(cipher) - 1))
    for wrong in (bytes(cipher[:place]), _flipped(cipher, place)):
        with pytest.raises(WrongKey):
            crypto.decrypt(key, wrong, context="")


def _flipped(cipher: bytearray, place: int) -> bytes:
    changed = bytearray(cipher)
    changed[place] ^= 1
    return bytes(changed)


def test_the_same_text_is_never_the_same_twice() -> None:
    key = crypto.new_key()
    assert len({crypto.encrypt(key, b"x", context="") for _ in range(500)}) == 500


@given(st.binary(max_size=300))
def test_a_sealed_box_opens_for_its_owner_only(plain: bytes) -> None:
    owner, other = KeyPair.new(), KeyPair.new()
    sealed = crypto.seal(owner.public, plain, context="c")
    assert crypto.unseal(owner, sealed, context="c") == plain
    for pair, context in ((other, "c"), (owner, "d")):
        with pytest.raises(WrongKey):
            crypto.unseal(pair, sealed, context=context)
    for damaged in (b"", sealed[:31], sealed[:40], _flipped(bytearray(sealed), 3), bytes(80)):
        with pytest.raises(WrongKey):
            crypto.unseal(owner, damaged, context="c")


@given(st.binary(max_size=2000))
def test_padding_hides_the_length_and_gives_back_the_text(plain: bytes) -> None:
    padded = crypto.pad(plain)
    assert len(padded) % crypto.PAD == 0
    assert crypto.unpad(padded) == plain


def test_a_password_gives_one_key_per_salt() -> None:
    one = FAST.derive("mot de passe", b"1" * 16)
    assert one == FAST.derive("mot de passe", b"1" * 16)
    assert one != FAST.derive("mot de passe", b"2" * 16)
    assert one != FAST.derive("Mot de passe", b"1" * 16)
    assert FAST.derive("é", b"1" * 16) == FAST.derive("e\u0301", b"1" * 16)


@pytest.mark.parametrize(
    "weak",
    [Kdf(memoire=19455), Kdf(passes=1), Kdf(voies=0), Kdf(memoire=1 << 21), Kdf(passes=21)],
)
def test_weak_or_absurd_parameters_are_refused(weak: Kdf) -> None:
    assert not weak.acceptable
    with pytest.raises(WrongKey):
        weak.derive("mot de passe", b"1" * 16)


def test_seals_of_authenticity_need_the_key_and_the_purpose() -> None:
    one = crypto.mac(b"k" * 32, b"text", purpose="a")
    assert one == crypto.mac(b"k" * 32, b"text", purpose="a")
    assert one != crypto.mac(b"k" * 32, b"text", purpose="b")
    assert one != crypto.mac(b"l" * 32, b"text", purpose="a")
    assert one != crypto.mac(b"k" * 32, b"Text", purpose="a")


def test_a_recovery_key_is_read_as_people_write_it() -> None:
    for _ in range(200):
        key = crypto.new_recovery_key()
        secret = crypto.read_recovery_key(key)
        typed = key.lower().replace("0", "o").replace("1", "l").replace("-", " ")
        assert crypto.read_recovery_key(typed) == secret
        assert crypto.read_recovery_key(key.replace("1", "I").replace("-", "")) == secret


@pytest.mark.parametrize("mistake", ["one", "two", "swapped", "missing", "added"])
def test_mistakes_in_a_recovery_key_are_caught(mistake: str) -> None:
    """20 bits of check: of twenty thousand mistakes, one passes in fifty runs."""
    chance = random.Random(mistake)
    key = crypto.new_recovery_key()
    missed = 0
    for _ in range(TRIES // 5):
        typed = _mistaken(list(key.replace("-", "")), mistake, chance)
        if typed == key.replace("-", ""):
            continue
        try:
            crypto.read_recovery_key(typed)
            missed += 1
        except WrongKey:
            pass
    assert missed == 0


def _mistaken(letters: list[str], mistake: str, chance: random.Random) -> str:
    place = chance.randrange(len(letters) - 1)
    if mistake == "swapped":
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    elif mistake == "missing":
        del letters[place]
    elif mistake == "added":
        letters.insert(place, "7")
    else:
        for at in chance.sample(range(len(letters)), 1 if mistake == "one" else 2):
            letters[at] = chance.choice(crypto._ALPHABET)
    return "".join(letters)


@settings(max_examples=20)
@given(st.text(max_size=60))
def test_anything_else_is_no_recovery_key(text: str) -> None:
    with pytest.raises(WrongKey):
        crypto.read_recovery_key(text)


def test_a_recovery_key_opens_one_base_only() -> None:
    secret = crypto.read_recovery_key(crypto.new_recovery_key())
    assert crypto.recovery_pair(secret, base_id="a") != crypto.recovery_pair(secret, base_id="b")
    assert crypto.recovery_pair(secret, base_id="a") == crypto.recovery_pair(secret, base_id="a")
