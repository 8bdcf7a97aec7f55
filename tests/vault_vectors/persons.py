"""Vectors of SPEC.md 8 to 10, 12 and 13: keys of persons, passwords, codes, vouches, signatures."""

from datetime import UTC, datetime

from kentongan.vault import envelopes, officers, signatures, vouches
from kentongan.vault.envelopes import parts
from kentongan.vault.symbols import ALPHABET, SymbolCode

from .book import PLACE, Book, flipped, moved, random, spoiled
from .sealed import COLLEAGUE, OFFICER, REPORTER

ROOT = officers.OfficerKeys(random("root exchange"), random("root signing"))
WRAPPING, OTHER_WRAPPING = random("wrapping key"), random("another wrapping key")
PEPPER = random("pepper")
# The neutral element, a point of order 8, a point outside the prime-order subgroup, no point at all.
UNSOUND = {
    "neutral": "01" + "00" * 31,
    "of order 8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "of order 2": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "not canonical": "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "no point": "02" + "00" * 31,
}


def keys() -> Book:
    book = Book("Keys of persons, their fingerprints and locks (SPEC.md 8)")
    _bundles(book)
    _officer_locks(book)
    return book


def _bundles(book: Book) -> None:
    for name, bundle in {"an officer": OFFICER.public, "a reporter": REPORTER.public}.items():
        book.add(f"fingerprint of {name}", "fingerprint", bundle=bundle)
        book.add(f"{name}'s bundle cut", "fingerprint", "length", bundle=bundle[:-1])
        book.add(f"{name}'s bundle and a byte", "fingerprint", "length", bundle=bundle + b"\0")
        book.add(f"{name}'s bundle of another version", "fingerprint", "type", bundle=b"\x50" + bundle[1:])
    book.add("a private bundle has no fingerprint", "fingerprint", "type", bundle=OFFICER.serialize())
    line = officers.public_text(OFFICER.public)
    book.add("a root's file", "public-text", text=f"# Root key\n\n  {line}  \n")
    wrong = {
        "empty": "",
        "two keys": f"{line}\n{line}",
        "another prefix": line.replace("-1", "-2"),
        "no key": line.split()[0],
        "a word too many": line + " x",
        "no Base64": line[:-4] + "!" + line[-3:],
        "cut": line[:-4],
        "a reporter's key": line.split()[0] + " Eg==",
    }
    for name, text in wrong.items():
        book.add(f"a root's file: {name}", "public-text", "public", text=text)


def _officer_locks(book: Book) -> None:
    def locked(private: bytes) -> bytes:
        where, nonce = parts("sari"), random("lock nonce", 24)
        return envelopes.seal(envelopes.LOCKED_OFFICER, WRAPPING, where, private, nonce)

    blob, row = locked(OFFICER.serialize()), {"wrapping_key": WRAPPING, "username": "sari"}
    book.add("an officer's keys", "officer", blob=blob, **row)
    book.add("another password", "officer", "key", blob=blob, **row | {"wrapping_key": OTHER_WRAPPING})
    book.add("another officer's row", "officer", "key", blob=blob, **row | {"username": "tono"})
    for name, bad, reason in spoiled(blob):
        book.add(f"locked keys: {name}", "officer", reason, blob=bad, **row)
    book.add("a public bundle locked", "officer", "type", blob=locked(OFFICER.public), **row)
    book.add("half a bundle locked", "officer", "length", blob=locked(OFFICER.serialize()[:33]), **row)


def passwords() -> Book:
    book = Book("Passwords and recovery codes (SPEC.md 9); the costs are low to be quick")
    salt = bytes.fromhex("15" + "00000040" + "01" + "01") + random("salt", 16)
    usual = {"password": "rahasia sekali", "salt": salt, "pepper": PEPPER}
    book.add("a password", "password", **usual)
    book.add("another password", "password", **usual | {"password": "Rahasia sekali"})
    book.add("another pepper", "password", **usual | {"pepper": random("another pepper")})
    book.add("an empty password", "password", **usual | {"password": ""})
    book.add("composed letters", "password", **usual | {"password": "caf\u00e9"})
    book.add("decomposed letters give the same", "password", **usual | {"password": "cafe\u0301"})
    book.add("other costs", "password", **usual | {"salt": bytes.fromhex("15000000800302") + salt[7:]})
    book.add("no salt", "password", "type", **usual | {"salt": b""})
    book.add("salt of another version", "password", "type", **usual | {"salt": b"\x55" + salt[1:]})
    book.add("salt cut", "password", "length", **usual | {"salt": salt[:-1]})
    for name, cost in {
        "no memory": "000000000101",
        "7 KiB": "000000070101",
        "15 KiB for two lanes": "0000000f0102",
        "more than 1 GiB": "001000010101",
        "no pass": "000000400001",
        "17 passes": "000000401101",
        "no lane": "000000400100",
        "17 lanes": "000001000111",
    }.items():
        bad = b"\x15" + bytes.fromhex(cost) + salt[7:]
        book.add(f"a salt that asks for {name}", "password", "length", **usual | {"salt": bad})
    code = SymbolCode(symbols=30).write(random("recovery", 19))
    usual = {"code": code, "pepper": PEPPER, "username": "sari"}
    book.add("a recovery code", "recovery", **usual)
    book.add("typed otherwise", "recovery", **usual | {"code": code.lower().replace("-", "")})
    book.add("another officer", "recovery", **usual | {"username": "tono"})
    book.add("a recovery code: slip", "recovery", "mistyped", **usual | {"code": _slip(code, 3)})
    book.add("a recovery code: too short", "recovery", "not-a-code", **usual | {"code": code[:-1]})
    return book


def _slip(code: str, at: int) -> str:
    other = ALPHABET[(ALPHABET.index(code[at]) + 7) % 32]
    return code[:at] + other + code[at + 1 :]


def codes() -> Book:
    book = Book("Access codes (SPEC.md 10)")
    usual = {"pepper": PEPPER, "secret": random("cookie secret"), "nonce": b"form 1"}
    book.add("a code", "access-code", **usual)
    book.add("another form", "access-code", **usual | {"nonce": b"form 2"})
    book.add("another cookie", "access-code", **usual | {"secret": random("another cookie secret")})
    book.add("another pepper", "access-code", **usual | {"pepper": random("another pepper")})
    code = SymbolCode(symbols=25).write(bytes.fromhex("0081001f") + random("code", 11))
    _readings(book, code)
    return book


def _readings(book: Book, code: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    right = {
        "as printed": code,
        "small letters": code.lower(),
        "blanks": f"  {code.replace('-', '  ')}\n",
        "without groups": code.replace("-", ""),
        "O for 0, I for 1": code.replace("0", "O").replace("1", "I"),
        "o for 0, l for 1": code.replace("0", "o").replace("1", "l"),
        "u for v": code.replace("V", "u"),
        "typographic dashes": code.replace("-", "–"),
        "full width": wide,
        "a mark that nobody sees": "\u200b" + code,
        "in two hundred characters": code.ljust(200),
    }
    for name, text in right.items():
        book.add(name, "read-code", text=text)
    for at in (0, 12, 28):
        book.add(f"symbol {at} wrong", "read-code", "mistyped", text=_slip(code, at))
    book.add("neighbours exchanged", "read-code", "mistyped", text=_exchanged(code, 6, 7))
    book.add("far ones exchanged", "read-code", "mistyped", text=_exchanged(code, 0, 28))
    wrong = {
        "empty": "",
        "a symbol short": code[:-1],
        "a symbol more": code + "0",
        "a symbol that no code has": "*" + code[1:],
        "Arabic digits": "\u0661" + code[1:],
        "a recovery code": SymbolCode(symbols=30).write(random("recovery", 19)),
        "in two hundred and one characters": code.ljust(201),
    }
    for name, text in wrong.items():
        book.add(f"no code: {name}", "read-code", "not-a-code", text=text)


def _exchanged(code: str, one: int, other: int) -> str:
    symbols = list(code)
    assert symbols[one] != symbols[other]
    symbols[one], symbols[other] = symbols[other], symbols[one]
    return "".join(symbols)


WHERE = {"installation": "instalasi-1", "agency": "dinas-a"}


def _vouched(name: str, public: bytes, by: str, signer: officers.OfficerKeys, number: int = 1) -> dict:
    vouch = vouches.vouch(signer, **WHERE, username=name, public=public, vouched_by=by, number=number)
    return {"username": name, "public": public, "vouched_by": by, "vouch": vouch}


def vouching() -> Book:
    book = Book("Vouches and chains (SPEC.md 12)")
    link = _vouched("sari", OFFICER.public, "root:dinas-a", ROOT, number=7)
    good = link | WHERE | {"voucher_public": ROOT.public}
    book.add("a vouch", "vouch", **good)
    for name in ("installation", "agency", "username", "vouched_by"):
        book.add(f"another {name}", "vouch", "signature", **good | {name: good[name] + "x"})
    book.add("another key", "vouch", "signature", **good | {"public": COLLEAGUE.public})
    half = OFFICER.public[:33] + COLLEAGUE.public[33:]
    book.add("one key of the bundle exchanged", "vouch", "signature", **good | {"public": half})
    book.add("another voucher", "vouch", "signature", **good | {"voucher_public": COLLEAGUE.public})
    half = COLLEAGUE.public[:33] + ROOT.public[33:]
    book.add("voucher's bundle half exchanged", "vouch", "signature", **good | {"voucher_public": half})
    vouch = link["vouch"]
    book.add("number changed", "vouch", "signature", **good | {"vouch": flipped(vouch, 8)})
    book.add("signature flipped", "vouch", "signature", **good | {"vouch": flipped(vouch, 9)})
    book.add("empty", "vouch", "type", **good | {"vouch": b""})
    book.add("a recorded signature is no vouch", "vouch", "type", **good | {"vouch": b"\x14" + vouch[1:]})
    book.add("cut", "vouch", "length", **good | {"vouch": vouch[:-1]})
    book.add("a byte more", "vouch", "length", **good | {"vouch": vouch + b"\0"})
    book.add("for a reporter's key", "vouch", "public", **good | {"public": REPORTER.public})
    book.add("by a reporter's key", "vouch", "public", **good | {"voucher_public": REPORTER.public})
    book.add("for no bundle", "vouch", "type", **good | {"public": OFFICER.public[1:]})
    book.add("for half a bundle", "vouch", "length", **good | {"public": OFFICER.public[:-1]})
    for name, raw in UNSOUND.items():
        unsound = OFFICER.public[:33] + bytes.fromhex(raw)
        book.add(f"for a key {name}", "vouch", "public", **good | {"public": unsound})
    _chains(book)
    return book


def _chains(book: Book) -> None:
    hana = _vouched("hana", COLLEAGUE.public, "root:dinas-a", ROOT)
    sari = _vouched("sari", OFFICER.public, "hana", COLLEAGUE)
    usual = WHERE | {"root_public": ROOT.public, "ended": []}
    book.add("one link", "chain", links=[hana], **usual)
    book.add("two links", "chain", links=[sari, hana], **usual)
    book.add("somebody else has ended", "chain", links=[sari, hana], **usual | {"ended": ["rani"]})
    for name in ("sari", "hana"):
        book.add(f"{name} has ended", "chain", "ended", links=[sari, hana], **usual | {"ended": [name]})
    book.add("no link", "chain", "chain", links=[], **usual)
    book.add("does not reach the root", "chain", "chain", links=[sari], **usual)
    book.add("downwards", "chain", "chain", links=[hana, sari], **usual)
    book.add("root of another agency", "chain", "chain", links=[hana], **usual | {"agency": "dinas-b"})
    renamed = [hana | {"vouched_by": "root:dinas-b"}]
    book.add("renamed root", "chain", "signature", links=renamed, **usual | {"agency": "dinas-b"})
    book.add("another installation", "chain", "signature", links=[hana], **usual | {"installation": "x"})
    book.add(
        "another root key", "chain", "signature", links=[hana], **usual | {"root_public": OFFICER.public}
    )
    own = _vouched("hana", COLLEAGUE.public, "root:dinas-a", COLLEAGUE)
    book.add("a voucher who names the root", "chain", "signature", links=[sari, own], **usual)
    swapped = hana | {"public": OFFICER.public}
    book.add("a voucher's key exchanged", "chain", "signature", links=[sari, swapped], **usual)
    book.add("a name twice", "chain", "cycle", links=[sari, sari | {"vouched_by": "root:dinas-a"}], **usual)
    for length, reason in ((16, "ok"), (17, "depth")):
        links = [_vouched(f"o{at}", OFFICER.public, f"o{at + 1}", OFFICER) for at in range(length - 1)]
        last = _vouched(f"o{length - 1}", OFFICER.public, "root:dinas-a", ROOT)
        book.add(f"{length} links", "chain", reason, links=[*links, last], **usual)


def signing() -> Book:
    book = Book("Recorded signatures over papers (SPEC.md 13)")
    at = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    said = signatures.Statement(PLACE, random("paper"), "sari", "kepala (definitif)", at)
    signature = signatures.sign(OFFICER, said)
    good = {
        "place": PLACE,
        "digest": said.digest,
        "username": said.username,
        "capacity": said.capacity,
        "time": int(at.timestamp()),
        "public": OFFICER.public,
        "signature": signature,
    }
    book.add("a signature", "signature", **good)
    for name, place in moved(PLACE):
        book.add(f"at {name}", "signature", "signature", **good | {"place": place})
    others = {
        "digest": random("other"),
        "username": "tono",
        "capacity": "kepala (Plt)",
        "time": good["time"] + 1,
    }
    for name, value in others.items():
        book.add(f"another {name}", "signature", "signature", **good | {name: value})
    book.add(
        "letters moved",
        "signature",
        "signature",
        **good | {"username": "sar", "capacity": "ikepala (definitif)"},
    )
    book.add("another signer", "signature", "signature", **good | {"public": COLLEAGUE.public})
    half = COLLEAGUE.public[:33] + OFFICER.public[33:]
    book.add("signer's bundle half exchanged", "signature", "signature", **good | {"public": half})
    book.add("a reporter signs nothing", "signature", "public", **good | {"public": REPORTER.public})
    book.add("no bundle", "signature", "type", **good | {"public": b""})
    book.add("bundle cut", "signature", "length", **good | {"public": OFFICER.public[:-1]})
    for name, bad, reason in [
        ("flipped", flipped(signature, -1), "signature"),
        ("empty", b"", "type"),
        ("a vouch", b"\x13" + signature[1:], "type"),
        ("cut", signature[:-1], "length"),
        ("a byte more", signature + b"\0", "length"),
    ]:
        book.add(name, "signature", reason, **good | {"signature": bad})
    return book
