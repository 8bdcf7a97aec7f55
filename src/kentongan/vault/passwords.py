"""From a password or a recovery code to the key that opens an officer's keys.

* one Argon2id (RFC 9106) per log-in; its output is split by label into a verifier, which the database
  keeps, and a wrapping key, which nobody keeps;
* a pepper that lies outside the database is mixed in first, so that a stolen database cannot be guessed at;
* the cost stands in the salt: it can be raised for new passwords without another format;
* the recovery code has 145 random bits, so it needs no slow hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from kentongan.vault.envelopes import PASSWORD_SALT, BadEnvelope, body, derive, parts
from kentongan.vault.symbols import SymbolCode

VERIFIER_LABEL = "kentongan/v1/password/verifier"
WRAPPING_LABEL = "kentongan/v1/password/wrapping-key"
RECOVERY_LABEL = "kentongan/v1/recovery/wrapping-key"

RANDOM_SALT_BYTES = 16
COST_BYTES = 6
LEAST_PEPPER = 32
# What a salt found in the database may ask for at most: a forged one must not exhaust the server.
MOST_MEMORY_KIB = 1024 * 1024
MOST_PASSES = 16
MOST_LANES = 16

RECOVERY = SymbolCode(symbols=30)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id costs: 64 MiB and 3 passes as RFC 9106's second choice, 1 lane for a small server."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


PRODUCTION = Cost()


def new_salt(cost: Cost = PRODUCTION) -> bytes:
    """Draw a salt that carries its cost."""
    return _salt(cost, os.urandom(RANDOM_SALT_BYTES))


def password_keys(password: str, salt: bytes, pepper: bytes) -> tuple[bytes, bytes]:
    """Return (verifier, wrapping key). One Argon2id. Raises `BadEnvelope` for a salt that is none."""
    cost = _cost(salt)
    need_pepper(pepper)
    # NFC: the same word typed on a telephone and on a desktop gives the same bytes.
    typed = unicodedata.normalize("NFC", password).encode()
    slow = hash_secret_raw(
        secret=hmac.digest(pepper, parts(PASSWORD_SALT.label, typed), hashlib.sha256),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=64,
        type=Type.ID,
    )
    return derive(slow, VERIFIER_LABEL), derive(slow, WRAPPING_LABEL)


def new_recovery_code() -> str:
    """Draw a recovery code: 29 symbols (145 bits) and a check symbol, six groups of five."""
    return RECOVERY.write(os.urandom(19))


def recovery_key(code: str, pepper: bytes, username: str) -> bytes:
    """Return the key that opens an officer's second copy. Raises `MistypedCode` or `NotACode`."""
    need_pepper(pepper)
    return derive(RECOVERY.read(code).encode(), RECOVERY_LABEL, parts(username), salt=pepper)


def need_pepper(pepper: bytes) -> None:
    """Refuse a pepper that could be guessed: a fault of the installation."""
    if len(pepper) < LEAST_PEPPER:
        raise ValueError("the pepper has at least 32 bytes")


def _salt(cost: Cost, random: bytes) -> bytes:
    numbers = cost.memory_kib.to_bytes(4, "big") + bytes([cost.passes, cost.lanes])
    return bytes([PASSWORD_SALT.byte]) + numbers + random


def _cost(salt: bytes) -> Cost:
    raw = body(PASSWORD_SALT, salt, exactly=COST_BYTES + RANDOM_SALT_BYTES)
    cost = Cost(int.from_bytes(raw[:4], "big"), raw[4], raw[5])
    if not (
        8 * cost.lanes <= cost.memory_kib <= MOST_MEMORY_KIB
        and 1 <= cost.passes <= MOST_PASSES
        and 1 <= cost.lanes <= MOST_LANES
    ):
        raise BadEnvelope("length")
    return cost
