"""The vault's own answer to a case of the vectors."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kentongan.vault import (
    codes,
    compartments,
    envelopes,
    fields,
    files,
    officers,
    padding,
    passwords,
    sessions,
    signatures,
    vouches,
    wraps,
)
from kentongan.vault.places import Place
from tests.vault_second_reader.reader import arguments, to_json


@dataclass
class Holder:
    exchange: bytes
    public: bytes


def _place(given: dict) -> Place:
    return Place(**given["place"])


def _compartment(given: dict) -> list[bytes]:
    key = compartments.compartment_key(given["share"], given["shred_share"], _place(given))
    return [key, compartments.commitment(key)]


def _wrap(given: dict) -> bytes:
    return wraps.unwrap(Holder(given["exchange"], given["public"]), _place(given), given["blob"])


def _file(given: dict) -> list:
    content = b"".join(files.open_stream(given["key"], _place(given), io.BytesIO(given["file"])))
    return [len(content), hashlib.sha256(content).hexdigest()]


def _access_code(given: dict) -> list:
    code = codes.code_from_secret(given["pepper"], given["secret"], given["nonce"])
    typed = code.lower().replace("-", " ")
    return [
        code,
        codes.lookup_id(given["pepper"], typed),
        codes.reporter_wrapping_key(given["pepper"], typed),
    ]


def _link(given: dict) -> vouches.Link:
    return vouches.Link(**{name: given[name] for name in ("username", "public", "vouched_by", "vouch")})


def _vouch(given: dict) -> int:
    where = {name: given[name] for name in ("installation", "agency")}
    return vouches.check_vouch(given["voucher_public"], _link(given), **where)


def _chain(given: dict) -> bytes:
    where = {name: given[name] for name in ("installation", "agency", "ended")}
    return vouches.verify_chain(given["root_public"], [_link(link) for link in given["links"]], **where)


def _signature(given: dict) -> str:
    at = datetime.fromtimestamp(given["time"], UTC)
    said = signatures.Statement(_place(given), given["digest"], given["username"], given["capacity"], at)
    signatures.verify(given["public"], said, given["signature"])
    return "signed"


DO: dict[str, Callable[[dict], Any]] = {
    "place": lambda given: _place(given).encode(),
    "derive": lambda given: envelopes.derive(**given),
    "text-step": lambda given: padding.text_step(given["size"]),
    "file-step": lambda given: padding.file_step(given["size"]),
    "field": lambda given: fields.open(given["key"], _place(given), given["blob"]),
    "json": lambda given: fields.open_json(given["key"], _place(given), given["blob"]),
    "compartment": _compartment,
    "wrap": _wrap,
    "wrap-to": lambda given: wraps.wrap(given["public"], _place(given), given["secret"])[:0],
    "key-under-key": lambda given: wraps.unwrap_symmetric(given["key"], _place(given), given["blob"]),
    "file": _file,
    "fingerprint": lambda given: officers.fingerprint(given["bundle"]),
    "public-text": lambda given: officers.read_public_text(given["text"]),
    "officer": lambda given: officers.unlock(**given).public,
    "password": lambda given: list(passwords.password_keys(**given)),
    "recovery": lambda given: passwords.recovery_key(**given),
    "access-code": _access_code,
    "read-code": lambda given: codes.read_code(given["text"]),
    "session": lambda given: [sessions.session_id(given["cookie"]), sessions.open_session(**given)],
    "draft": lambda given: sessions.draft_key(**given),
    "vouch": _vouch,
    "chain": _chain,
    "signature": _signature,
}


def read(case: dict, bases: dict[str, str]) -> tuple[str, Any]:
    """Answer a case: ("ok", result) or (reason, None)."""
    try:
        return "ok", to_json(DO[case["do"]](arguments(case, bases)))
    except envelopes.BadEnvelope as bad:
        return bad.reason, None
    except codes.MistypedCode:
        return "mistyped", None
    except codes.NotACode:
        return "not-a-code", None
