"""SPEC.md 8, 9, 12, 13: keys of persons, passwords, vouches, recorded signatures."""

import base64
import binascii
import hashlib
import hmac
import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from nacl.bindings import crypto_scalarmult_base, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from . import primitives as prim
from .blocks import Bad, check, derive, head, open_envelope, parts, read_symbols


def exactly(kind: int, blob: bytes, length: int) -> bytes:
    head(kind, blob)
    check(len(blob) == length, "length")
    return blob[1:]


# -- 8 --
def exchange_key(bundle: bytes) -> bytes:
    if bundle[:1] == b"\x12":
        return exactly(0x12, bundle, 33)
    return exactly(0x10, bundle, 65)[:32]


def verify_key(bundle: bytes) -> bytes:
    exchange_key(bundle)
    check(bundle[0] == 0x10, "public")
    return bundle[33:]


def officer_public(private: bytes) -> bytes:
    raw = exactly(0x11, private, 65)
    return b"\x10" + crypto_scalarmult_base(raw[:32]) + crypto_sign_seed_keypair(raw[32:])[0]


def fingerprint(given: dict) -> str:
    exchange_key(given["bundle"])
    digest = hashlib.sha256(parts("kentongan/v1/fingerprint", given["bundle"])).digest()[:16]
    return digest.hex(" ", 2)


def public_text(given: dict) -> bytes:
    lines = [line.strip() for line in given["text"].splitlines()]
    words = [line.split() for line in lines if line and line[0] != "#"]
    check(len(words) == 1 and len(words[0]) == 2 and words[0][0] == "kentongan-public-key-1", "public")
    try:
        bundle = base64.b64decode(words[0][1], validate=True)
        verify_key(bundle)
    except (binascii.Error, Bad):
        raise Bad("public") from None
    return bundle


def officer(given: dict) -> bytes:
    key, context = given["wrapping_key"], parts(given["username"])
    return officer_public(open_envelope(6, key, context, given["blob"]))


# -- 9 --
def password(given: dict) -> list[bytes]:
    raw = exactly(0x15, given["salt"], 23)
    memory, passes, lanes = int.from_bytes(raw[:4], "big"), raw[4], raw[5]
    check(1 <= passes <= 16 and 1 <= lanes <= 16 and 8 * lanes <= memory <= 2**20, "length")
    typed = unicodedata.normalize("NFC", given["password"]).encode()
    mixed = hmac.digest(given["pepper"], parts("kentongan/v1/password", typed), "sha256")
    kdf = Argon2id(salt=given["salt"], length=64, iterations=passes, lanes=lanes, memory_cost=memory)
    slow = kdf.derive(mixed)
    return [derive(slow, f"kentongan/v1/password/{half}") for half in ("verifier", "wrapping-key")]


def recovery(given: dict) -> bytes:
    code = read_symbols(given["code"], 30).encode()
    context = parts(given["username"])
    return derive(code, "kentongan/v1/recovery/wrapping-key", context, given["pepper"])


# -- 12 --
def signed(public: bytes, statement: bytes, signature: bytes) -> None:
    try:
        VerifyKey(public).verify(statement, signature)
    except BadSignatureError:
        raise Bad("signature") from None


def vouch(given: dict) -> int:
    raw = exactly(0x13, given["vouch"], 73)
    number = int.from_bytes(raw[:8], "big")
    check(prim.is_sound_point(verify_key(given["public"])), "public")
    voucher = verify_key(given["voucher_public"])
    told = [given[name] for name in ("installation", "agency", "username", "public", "vouched_by")]
    statement = parts("kentongan/v1/vouch", *told, given["voucher_public"], number)
    signed(voucher, statement, raw[8:])
    return number


def chain(given: dict) -> bytes:
    links = given["links"]
    names = [link["username"] for link in links]
    check(len(links) <= 16, "depth")
    check(len(names) == len(set(names)), "cycle")
    check(links, "chain")
    check([link["vouched_by"] for link in links] == [*names[1:], f"root:{given['agency']}"], "chain")
    check(not set(names) & set(given["ended"]), "ended")
    vouchers = [link["public"] for link in links[1:]] + [given["root_public"]]
    for link, voucher in zip(links, vouchers, strict=True):
        vouch(link | {"voucher_public": voucher} | {k: given[k] for k in ("installation", "agency")})
    return links[0]["public"]
