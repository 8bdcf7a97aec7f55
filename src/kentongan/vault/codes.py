"""The access code: the reporter's only key, 120 bits that nobody stores.

* it is derived from the secret in the form's cookie and the form's nonce: a form sent twice, or an answer
  lost on the way, gives the same code;
* one fast keyed derivation gives the look-up id and, by another label, the wrapping key: with 120 random
  bits there is nothing to guess, so no slow hash and no throttle that could lock a reporter out;
* the pepper lies outside the database: a stolen database cannot even test a code that was found.
"""

from __future__ import annotations

from kentongan.vault.envelopes import derive
from kentongan.vault.passwords import need_pepper
from kentongan.vault.symbols import MistypedCode, NotACode, SymbolCode

__all__ = ["MistypedCode", "NotACode", "code_from_secret", "lookup_id", "read_code", "reporter_wrapping_key"]

CODE_LABEL = "kentongan/v1/access-code"
LOOKUP_LABEL = "kentongan/v1/access-code/lookup-id"
WRAPPING_LABEL = "kentongan/v1/access-code/wrapping-key"
CODE_BYTES = 15
LEAST_SECRET = 32

ACCESS = SymbolCode(symbols=25)


def code_from_secret(pepper: bytes, secret: bytes, nonce: bytes) -> str:
    """Return the code of one form: the same for the same cookie secret and form nonce."""
    need_pepper(pepper)
    if len(secret) < LEAST_SECRET:
        raise ValueError("the cookie's secret has at least 32 bytes")
    return ACCESS.write(derive(secret, CODE_LABEL, nonce, salt=pepper, length=CODE_BYTES))


def read_code(text: str) -> str:
    """Return the code as it is printed, however it was typed. Raises `MistypedCode` or `NotACode`."""
    return ACCESS.read(text)


def lookup_id(pepper: bytes, code: str) -> bytes:
    """Return the 32 bytes under which the reporter's row is found. Raises `MistypedCode` or `NotACode`."""
    return _from_code(pepper, code, LOOKUP_LABEL)


def reporter_wrapping_key(pepper: bytes, code: str) -> bytes:
    """Return the key under which the list of the reporter's reports is sealed. Raises `MistypedCode` or `NotACode`."""
    return _from_code(pepper, code, WRAPPING_LABEL)


def _from_code(pepper: bytes, code: str, label: str) -> bytes:
    need_pepper(pepper)
    return derive(ACCESS.read(code).encode(), label, salt=pepper)
