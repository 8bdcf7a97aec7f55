"""Vectors of SPEC.md 2 to 6 and 11: blocks, texts, compartments, wraps, sessions."""

from kentongan.vault import envelopes, fields, officers, reporter, sessions
from kentongan.vault.envelopes import derive, parts
from kentongan.vault.padding import pad
from kentongan.vault.places import Place
from tests.vault_second_reader import primitives as prim

from .book import PLACE, WHOLE, Book, flipped, moved, place_with, random, spoiled
from .salamander import two_key

KEY, OTHER_KEY = random("key"), random("another key")
SIZES = [0, 1, 252, 255, 256, 257, 512, 513, 16383, 16384, 16385, 20000, 65536, 65537, 10**6, 2**30 + 1]


def blocks() -> Book:
    book = Book("Places, derivation, padding steps (SPEC.md 2, 4, 7)")
    book.add("a place", "place", place=PLACE)
    book.add("a whole place", "place", place=WHOLE)
    book.add("everything empty", "place", place=Place("", "", "", "", 0))
    book.add("letters beyond ASCII", "place", place=Place("Kábupaten", "dinas–é", "号", "ç", 2**63, "ß", 1))
    for name, place in moved(PLACE):
        book.add(name, "place", place=place)
    book.add(
        "a derivation", "derive", key=KEY, label="kentongan/v1/vectors", context=b"c", salt=b"s", length=64
    )
    book.add("no context, no salt", "derive", key=KEY, label="kentongan/v1/vectors", context=b"", salt=b"")
    for size in SIZES[1:]:
        book.add(f"{size} bytes", "text-step", size=size)
        book.add(f"{size} bytes", "file-step", size=size)
    return book


def _field(text: bytes, label: str, key: bytes = KEY, place: Place = PLACE) -> bytes:
    return fields.seal_padded(envelopes.FIELD, key, place.encode(), text, random(label, 24))


def _unpadded(plaintext: bytes, label: str) -> bytes:
    return envelopes.seal(envelopes.FIELD, KEY, PLACE.encode(), plaintext, random(label, 24))


def texts() -> Book:
    book = Book("Texts at their place (SPEC.md 3, 4)")
    blob = _field(b"Ada pungutan di loket 3.", "text")
    book.add("a text", "field", key=KEY, place=PLACE, blob=blob)
    for size in (0, 1, 252, 253, 508, 509, 16380, 16381):
        text = random(f"text of {size}", size)
        book.add(f"{size} bytes", "field", key=KEY, place=PLACE, blob=_field(text, f"nonce {size}"))
    for name, place in moved(PLACE):
        book.add(f"opened at {name}", "field", "key", key=KEY, place=place, blob=blob)
    earlier = _field(b"an earlier value", "earlier", place=place_with(PLACE, revision=1))
    book.add("an earlier revision put back", "field", "key", key=KEY, place=PLACE, blob=earlier)
    book.add("another key", "field", "key", key=OTHER_KEY, place=PLACE, blob=blob)
    for name, bad, reason in spoiled(blob):
        book.add(name, "field", reason, key=KEY, place=PLACE, blob=bad)
    other = _field(b"another", "another")
    book.add("head of another text", "field", "sealed", key=KEY, place=PLACE, blob=other[:57] + blob[57:])
    _bad_padding(book)
    _salamanders(book)
    _json(book)
    return book


def _bad_padding(book: Book) -> None:
    good = pad(b"text")
    wrong = {
        "nothing inside": b"",
        "less than a length inside": b"\0\0\0",
        "no padding at all": good[:8],
        "too little padding": good[:-1],
        "padded to a higher step": good.ljust(512, b"\0"),
        "a mark in the padding": good[:-1] + b"\1",
        "a mark right behind the text": good[:8] + b"\1" + good[9:],
        "a length beyond the end": (253).to_bytes(4, "big") + good[4:],
        "the greatest length": b"\xff" * 4 + good[4:],
    }
    for name, plaintext in wrong.items():
        blob = _unpadded(plaintext, name)
        book.add(name, "field", "padding", key=KEY, place=PLACE, blob=blob)


def salamander_field() -> tuple[bytes, list[bytes]]:
    """A text that bare XChaCha20-Poly1305 opens under two keys, committed to the first and to the second."""
    nonce, where = random("salamander nonce", 24), PLACE.encode()
    both = [derive(key, envelopes.FIELD.label, where, salt=nonce, length=64) for key in (KEY, OTHER_KEY)]
    inner = [(prim.hchacha20(one[:32], nonce[:16]), bytes(4) + nonce[16:]) for one in both]
    ciphertext = prim.xchacha_seal(both[0][:32], nonce, pad(random("salamander text", 44)), where)[:-16]
    sealed = two_key(inner[0], inner[1], where, ciphertext, free=1)
    return nonce, [bytes([envelopes.FIELD.byte]) + nonce + one[32:] + sealed for one in both]


def _salamanders(book: Book) -> None:
    _, (first, second) = salamander_field()
    book.add("two-key ciphertext, its own key", "field", key=KEY, place=PLACE, blob=first)
    book.add("two-key ciphertext, the second key", "field", "key", key=OTHER_KEY, place=PLACE, blob=first)
    book.add("two-key ciphertext, recommitted", "field", "key", key=KEY, place=PLACE, blob=second)
    book.add("two-key ciphertext, what it hid", "field", "padding", key=OTHER_KEY, place=PLACE, blob=second)


def _json(book: Book) -> None:
    for name, text in {"an object": b'{"apa":["\xc3\xa9",1,null]}', "a number": b"0"}.items():
        book.add(f"JSON: {name}", "json", key=KEY, place=PLACE, blob=_field(text, name))
    for name, text in {"empty": b"", "cut": b'{"apa":', "no UTF-8": b'"\xff"'}.items():
        book.add(f"JSON: {name}", "json", "contents", key=KEY, place=PLACE, blob=_field(text, name))
    blob = _field(b"{}", "moved JSON", place=place_with(PLACE, epoch=2))
    book.add("JSON: moved", "json", "key", key=KEY, place=PLACE, blob=blob)


def compartments() -> Book:
    book = Book("Compartment keys from two halves (SPEC.md 5)")
    share, shred = random("share"), random("shred share")
    halves = {"share": share, "shred_share": shred}
    book.add("a key", "compartment", **halves, place=WHOLE)
    book.add("a field's place gives its compartment's key", "compartment", **halves, place=PLACE)
    book.add("halves exchanged give another key", "compartment", share=shred, shred_share=share, place=WHOLE)
    for name in ("installation", "agency", "object", "compartment", "epoch"):
        place = dict(moved(WHOLE))[f"another {name}"]
        book.add(f"another {name} gives another key", "compartment", **halves, place=place)
    for name, short in {"missing": b"", "short": share[:31], "long": share + b"\0"}.items():
        book.add(f"share {name}", "compartment", "length", share=short, shred_share=shred, place=WHOLE)
        book.add(f"shred share {name}", "compartment", "length", share=share, shred_share=short, place=WHOLE)
    return book


OFFICER = officers.OfficerKeys(random("officer exchange"), random("officer signing"))
COLLEAGUE = officers.OfficerKeys(random("colleague exchange"), random("colleague signing"))
REPORTER = reporter.ReporterKeys(random("reporter exchange"))
SECRET = random("a share to wrap")


def _info(public: bytes, place: Place) -> bytes:
    return parts("kentongan/v1/wrap", place.encode(), public)


def _wrapped(public: bytes, place: Place = WHOLE, commitment: bytes | None = None) -> bytes:
    info = _info(public, place)
    inner = commitment or derive(SECRET, "kentongan/v1/wrap-commitment", info)
    return b"\x02" + prim.hpke_seal(random("ephemeral"), public[1:33], info, SECRET + inner)


def wraps() -> Book:
    book = Book("Keys sealed to persons and under keys (SPEC.md 6)")
    for name, keys in {"an officer": OFFICER, "a reporter": REPORTER}.items():
        holder = {"exchange": keys.exchange, "public": keys.public}
        blob = _wrapped(keys.public)
        book.add(f"to {name}", "wrap", **holder, place=WHOLE, blob=blob)
        for where, place in moved(WHOLE):
            book.add(f"to {name}, at {where}", "wrap", "sealed", **holder, place=place, blob=blob)
    blob, holder = _wrapped(OFFICER.public), {"exchange": OFFICER.exchange, "public": OFFICER.public}
    colleague = {"exchange": COLLEAGUE.exchange, "public": COLLEAGUE.public}
    book.add("another recipient", "wrap", "sealed", **colleague, place=WHOLE, blob=blob)
    rebundled = {"exchange": OFFICER.exchange, "public": OFFICER.public[:33] + COLLEAGUE.public[33:]}
    book.add("the recipient's key in another bundle", "wrap", "sealed", **rebundled, place=WHOLE, blob=blob)
    for name, bad, reason in _spoiled_wraps(blob):
        book.add(name, "wrap", reason, **holder, place=WHOLE, blob=bad)
    for name, inner in {"of zeros": bytes(32), "of another place": _commitment(PLACE)}.items():
        blob = _wrapped(OFFICER.public, commitment=inner)
        book.add(f"a commitment {name}", "wrap", "key", **holder, place=WHOLE, blob=blob)
    _unsound_recipients(book)
    _keys_under_keys(book)
    return book


def _commitment(place: Place) -> bytes:
    return derive(SECRET, "kentongan/v1/wrap-commitment", _info(OFFICER.public, place))


def _spoiled_wraps(blob: bytes) -> list[tuple[str, bytes, str]]:
    return [
        ("empty", b"", "type"),
        ("another kind", b"\x03" + blob[1:], "type"),
        ("another version", b"\x42" + blob[1:], "type"),
        ("one byte short", blob[:-1], "length"),
        ("one byte more", blob + b"\0", "length"),
        ("first byte alone", blob[:1], "length"),
        ("ephemeral key flipped", flipped(blob, 1), "sealed"),
        ("ephemeral key of zeros", blob[:1] + bytes(32) + blob[33:], "sealed"),
        ("ciphertext flipped", flipped(blob, 33), "sealed"),
        ("commitment flipped", flipped(blob, 70), "sealed"),
        ("tag flipped", flipped(blob, -1), "sealed"),
    ]


def _unsound_recipients(book: Book) -> None:
    wrap_to = {"place": WHOLE, "secret": SECRET}
    book.add("to an officer's bundle", "wrap-to", public=OFFICER.public, **wrap_to)
    low_orders = {"zero": bytes(32), "one": b"\1" + bytes(31), "p": (2**255 - 19).to_bytes(32, "little")}
    for name, low in low_orders.items():
        book.add(f"to a reporter's key {name}", "wrap-to", "public", public=b"\x12" + low, **wrap_to)
    book.add(
        "to an officer's key zero",
        "wrap-to",
        "public",
        public=b"\x10" + bytes(32) + OFFICER.public[33:],
        **wrap_to,
    )
    book.add("to no bundle", "wrap-to", "type", public=OFFICER.public[1:33], **wrap_to)
    book.add("to half a bundle", "wrap-to", "length", public=OFFICER.public[:33], **wrap_to)


def _keys_under_keys(book: Book) -> None:
    def under(secret: bytes) -> bytes:
        return envelopes.seal(envelopes.KEY_UNDER_KEY, KEY, WHOLE.encode(), secret, random("under", 24))

    blob = under(SECRET)
    book.add("a key under a key", "key-under-key", key=KEY, place=WHOLE, blob=blob)
    book.add("under another key", "key-under-key", "key", key=OTHER_KEY, place=WHOLE, blob=blob)
    for name, place in moved(WHOLE):
        book.add(f"a key at {name}", "key-under-key", "key", key=KEY, place=place, blob=blob)
    for name, bad, reason in spoiled(blob):
        book.add(f"under a key: {name}", "key-under-key", reason, key=KEY, place=WHOLE, blob=bad)
    for size in (0, 31, 33):
        bad = under(bytes(size))
        book.add(f"{size} bytes are no key", "key-under-key", "length", key=KEY, place=WHOLE, blob=bad)


def sessions_() -> Book:
    book = Book("Sessions and drafts (SPEC.md 11)")
    cookie, other = random("cookie"), random("another cookie")
    row, key = sessions.session_id(cookie), sessions.session_key(cookie)
    payload = b'{"officer":"sari"}'
    blob = fields.seal_padded(envelopes.SESSION, key, row, payload, random("session nonce", 24))
    book.add("a session", "session", cookie=cookie, blob=blob)
    book.add("another cookie", "session", "key", cookie=other, blob=blob)
    other_row = fields.seal_padded(envelopes.SESSION, key, bytes(32), payload, random("moved session", 24))
    book.add("moved from another row", "session", "key", cookie=cookie, blob=other_row)
    text = fields.seal_padded(envelopes.FIELD, key, row, payload, random("text as session", 24))
    book.add("a text is no session", "session", "type", cookie=cookie, blob=text)
    book.add("a text relabelled", "session", "key", cookie=cookie, blob=b"\x05" + text[1:])
    unpadded = envelopes.seal(envelopes.SESSION, key, row, payload, random("unpadded", 24))
    book.add("a session without padding", "session", "padding", cookie=cookie, blob=unpadded)
    for name, bad, reason in spoiled(blob):
        book.add(name, "session", reason, cookie=cookie, blob=bad)
    book.add("a draft's key", "draft", secret=cookie, nonce=b"form 1")
    book.add("another form's draft", "draft", secret=cookie, nonce=b"form 2")
    return book
