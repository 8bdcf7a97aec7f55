"""SPEC.md 4 to 7, 10 to 13 and 16: texts, wraps, files, codes; and one door for all cases of the vectors."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from nacl.exceptions import CryptoError

from . import persons
from . import primitives as prim
from .blocks import (
    Bad,
    check,
    derive,
    file_step,
    head,
    open_envelope,
    opened,
    parts,
    place,
    read_symbols,
    text_step,
    unpad,
    whole,
    write_symbols,
)

FRAME = 65536


def field(given: dict) -> bytes:
    return unpad(open_envelope(1, given["key"], place(given["place"]), given["blob"]))


def json_value(given: dict) -> Any:
    try:
        return json.loads(field(given))
    except ValueError:
        raise Bad("contents") from None


def compartment(given: dict) -> list[bytes]:
    check(len(given["share"]) == len(given["shred_share"]) == 32, "length")
    both = given["share"] + given["shred_share"]
    key = derive(both, "kentongan/v1/compartment-key", whole(given["place"]))
    return [key, derive(key, "kentongan/v1/compartment-commitment")]


# -- 6 --
def wrap(given: dict) -> bytes:
    head(2, given["blob"])
    check(len(given["blob"]) == 113, "length")
    info = parts("kentongan/v1/wrap", place(given["place"]), given["public"])
    try:
        plaintext = opened(lambda: prim.hpke_open(given["exchange"], given["blob"][1:], info))
    except CryptoError:  # libsodium: the shared secret is zero
        raise Bad("sealed") from None
    secret, commitment = plaintext[:32], plaintext[32:]
    check(hmac.compare_digest(commitment, derive(secret, "kentongan/v1/wrap-commitment", info)), "key")
    return secret


def wrap_to(given: dict) -> bytes:
    """Seal with a fixed ephemeral key: only whether it can be done is compared."""
    try:
        return prim.hpke_seal(b"\x09" * 32, persons.exchange_key(given["public"]), b"", given["secret"])[:0]
    except CryptoError:
        raise Bad("public") from None


def key_under_key(given: dict) -> bytes:
    secret = open_envelope(3, given["key"], place(given["place"]), given["blob"])
    check(len(secret) == 32, "length")
    return secret


# -- 7 --
def file(given: dict) -> list:
    blob, where = given["file"], place(given["place"])
    head(4, blob)
    check(len(blob) >= 57, "truncated")
    header, key = blob[1:25], given["key"]
    commitment = derive(key, "kentongan/v1/file-commitment", where, header)
    check(hmac.compare_digest(blob[25:57], commitment), "key")
    frames = _frames(prim.Stream.start(derive(key, "kentongan/v1/file", where), header), blob[57:], where)
    content = _content(frames)
    return [len(content), hashlib.sha256(content).hexdigest()]


def _frames(stream: prim.Stream, rest: bytes, where: bytes) -> Any:
    while True:
        check(rest, "truncated")
        frame, rest = rest[: FRAME + 17], rest[FRAME + 17 :]
        opened_frame = stream.open(frame, where) if len(frame) >= 17 else None
        check(opened_frame, "sealed")
        plaintext, tag = opened_frame
        check(tag != 3 or not rest, "extended")
        yield plaintext, tag


def _content(frames: Any) -> bytes:
    kept, (frame, tag) = [], next(frames)
    while tag == 0:
        check(len(frame) == FRAME, "padding")
        kept.append(frame)
        frame, tag = next(frames)
    before, end, alone = FRAME * len(kept), frame, True
    total = before + len(frame)
    while tag != 3:
        check(tag == 1 and len(frame) == FRAME and (alone or not any(frame)), "padding")
        frame, tag = next(frames)
        total, alone = total + len(frame), False
    length = int.from_bytes(frame[-8:], "big")
    room, left = frame[:-8] if alone else end, length - before
    check(total == file_step(length + 8) and 0 <= left <= len(room), "padding")
    check(not any(room[left:]) and (alone or not any(frame[:-8])), "padding")
    return b"".join(kept) + room[:left]


def edited(base: bytes, edits: list[list]) -> bytes:
    """SPEC.md 16: what was done to a sealed file."""
    for what, *how in edits:
        if what == "head":
            base = bytes.fromhex(how[0]) + base[len(how[0]) // 2 :]
        elif what == "flip":
            at = how[0] % len(base)
            base = base[:at] + bytes([base[at] ^ 1]) + base[at + 1 :]
        elif what == "cut":
            base = base[: how[0]]
        elif what == "append":
            base += bytes.fromhex(how[0])
        else:
            base = base[:57] + _frames_edited(base[57:], what, how)
    return base


def _frames_edited(rest: bytes, what: str, how: list[int]) -> bytes:
    frames = [rest[at : at + FRAME + 17] for at in range(0, len(rest), FRAME + 17)]
    if what == "swap":
        one, other = how
        frames[one], frames[other] = frames[other], frames[one]
    elif what == "twice":
        frames.insert(how[0], frames[how[0]])
    elif what == "drop":
        del frames[how[0]]
    else:
        raise ValueError(what)
    return b"".join(frames)


# -- 10, 11, 13 --
def access_code(given: dict) -> list:
    made = derive(given["secret"], "kentongan/v1/access-code", given["nonce"], given["pepper"], 15)
    code = write_symbols(made, 25)
    ids = ("kentongan/v1/access-code/lookup-id", "kentongan/v1/access-code/wrapping-key")
    return [code, *(derive(code.encode(), label, salt=given["pepper"]) for label in ids)]


def session(given: dict) -> list[bytes]:
    row = derive(given["cookie"], "kentongan/v1/session/id")
    key = derive(given["cookie"], "kentongan/v1/session/key")
    return [row, unpad(open_envelope(5, key, row, given["blob"]))]


def signature(given: dict) -> str:
    raw = persons.exactly(0x14, given["signature"], 65)
    told = [given[name] for name in ("digest", "username", "capacity", "time", "public")]
    statement = parts("kentongan/v1/signature", place(given["place"]), *told)
    persons.signed(persons.verify_key(given["public"]), statement, raw)
    return "signed"


# -- 16 --
DO: dict[str, Callable[[dict], Any]] = {
    "place": lambda given: place(given["place"]),
    "derive": lambda given: derive(**given),
    "text-step": lambda given: text_step(given["size"]),
    "file-step": lambda given: file_step(given["size"]),
    "field": field,
    "json": json_value,
    "compartment": compartment,
    "wrap": wrap,
    "wrap-to": wrap_to,
    "key-under-key": key_under_key,
    "file": file,
    "fingerprint": persons.fingerprint,
    "public-text": persons.public_text,
    "officer": persons.officer,
    "password": persons.password,
    "recovery": persons.recovery,
    "access-code": access_code,
    "read-code": lambda given: read_symbols(given["text"], 25),
    "session": session,
    "draft": lambda given: derive(given["secret"], "kentongan/v1/draft/key", given["nonce"]),
    "vouch": persons.vouch,
    "chain": persons.chain,
    "signature": signature,
}
# What stands in a case as text; everything else that is text is hexadecimal.
TEXTS = {
    *("code", "text", "password", "username", "label", "installation", "agency"),
    *("vouched_by", "capacity", "ended", "base"),
}


def from_json(given: Any, name: str = "") -> Any:
    if isinstance(given, dict):
        return given if name == "place" else {key: from_json(value, key) for key, value in given.items()}
    if isinstance(given, list):
        return given if name in {"edits", "ended"} else [from_json(value, name) for value in given]
    return bytes.fromhex(given) if isinstance(given, str) and name not in TEXTS else given


def to_json(result: Any) -> Any:
    if isinstance(result, list):
        return [to_json(value) for value in result]
    return result.hex() if isinstance(result, bytes) else result


def arguments(case: dict, bases: dict[str, str]) -> dict:
    given = from_json(case["given"])
    if "base" in given:
        given["file"] = edited(base64.b64decode(bases[given["base"]]), given["edits"])
    return given


def read(case: dict, bases: dict[str, str]) -> tuple[str, Any]:
    """Answer a case: ("ok", result) or (reason, None)."""
    try:
        return "ok", to_json(DO[case["do"]](arguments(case, bases)))
    except Bad as bad:
        return str(bad), None
