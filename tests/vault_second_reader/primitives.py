"""The primitives of the second reader, from the RFCs and appendix A of SPEC.md.

Other code than the vault's wherever possible. The vault takes XChaCha20-Poly1305 and secretstream from
libsodium, HPKE, HKDF and Ed25519 from `cryptography`, Argon2id from argon2-cffi. Here the first two are built on
ChaCha20 and Poly1305 of `cryptography`, HKDF and HPKE on `hmac` and X25519 of libsodium; Argon2id is OpenSSL's,
Ed25519 libsodium's, with the group's arithmetic written out.
"""

import hashlib
import hmac
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.poly1305 import Poly1305
from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base

CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")


# -- HKDF, RFC 5869 --
def extract(salt: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), ikm, hashlib.sha256)


def expand(prk: bytes, info: bytes, length: int) -> bytes:
    out, block = b"", b""
    for count in range(1, -(-length // 32) + 1):
        block = hmac.digest(prk, block + info + bytes([count]), hashlib.sha256)
        out += block
    return out[:length]


# -- ChaCha20, RFC 8439 --
def keystream(key: bytes, nonce12: bytes, block: int, length: int) -> bytes:
    start = struct.pack("<I", block) + nonce12
    return Cipher(algorithms.ChaCha20(key, start), mode=None).encryptor().update(bytes(length))


def xor(one: bytes, other: bytes) -> bytes:
    size = len(one)
    return (int.from_bytes(one, "big") ^ int.from_bytes(other[:size], "big")).to_bytes(size, "big")


def hchacha20(key: bytes, nonce16: bytes) -> bytes:
    """The block function without its final addition: take away what RFC 8439 2.3 adds."""
    block = struct.unpack(
        "<16I", Cipher(algorithms.ChaCha20(key, nonce16), mode=None).encryptor().update(bytes(64))
    )
    added = CONSTANTS + struct.unpack("<4I", nonce16)
    words = block[:4] + block[12:]
    return struct.pack("<8I", *((word - plus) % 2**32 for word, plus in zip(words, added, strict=True)))


def xchacha_seal(key: bytes, nonce24: bytes, plaintext: bytes, ad: bytes) -> bytes:
    return ChaCha20Poly1305(hchacha20(key, nonce24[:16])).encrypt(bytes(4) + nonce24[16:], plaintext, ad)


def xchacha_open(key: bytes, nonce24: bytes, sealed: bytes, ad: bytes) -> bytes:
    return ChaCha20Poly1305(hchacha20(key, nonce24[:16])).decrypt(bytes(4) + nonce24[16:], sealed, ad)


# -- HPKE base mode, RFC 9180: KEM 0x0020, KDF 0x0001, AEAD 0x0003 --
KEM_SUITE = b"KEM" + bytes.fromhex("0020")
HPKE_SUITE = b"HPKE" + bytes.fromhex("002000010003")


def _labeled_extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def _labeled_expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return expand(prk, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def _hpke_schedule(shared: bytes, enc: bytes, recipient: bytes, info: bytes) -> tuple[bytes, bytes]:
    eae = _labeled_extract(KEM_SUITE, b"", b"eae_prk", shared)
    secret = _labeled_expand(KEM_SUITE, eae, b"shared_secret", enc + recipient, 32)
    context = (
        b"\0"
        + _labeled_extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
        + _labeled_extract(HPKE_SUITE, b"", b"info_hash", info)
    )
    prk = _labeled_extract(HPKE_SUITE, secret, b"secret", b"")
    return (
        _labeled_expand(HPKE_SUITE, prk, b"key", context, 32),
        _labeled_expand(HPKE_SUITE, prk, b"base_nonce", context, 12),
    )


def hpke_keys(ephemeral: bytes, recipient: bytes, info: bytes) -> tuple[bytes, bytes, bytes]:
    """The sender's side: (enc, key, nonce)."""
    enc = crypto_scalarmult_base(ephemeral)
    return enc, *_hpke_schedule(crypto_scalarmult(ephemeral, recipient), enc, recipient, info)


def hpke_seal(ephemeral: bytes, recipient: bytes, info: bytes, plaintext: bytes) -> bytes:
    enc, key, nonce = hpke_keys(ephemeral, recipient, info)
    return enc + ChaCha20Poly1305(key).encrypt(nonce, plaintext, b"")


def hpke_open(private: bytes, sealed: bytes, info: bytes) -> bytes:
    enc = sealed[:32]
    shared = crypto_scalarmult(private, enc)
    key, nonce = _hpke_schedule(shared, enc, crypto_scalarmult_base(private), info)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed[32:], b"")


# -- secretstream, SPEC appendix A --
@dataclass
class Stream:
    key: bytes
    inner: bytes
    counter: int = 1

    @classmethod
    def start(cls, key: bytes, header: bytes) -> "Stream":
        return cls(hchacha20(key, header[:16]), header[16:])

    def seal(self, plaintext: bytes, ad: bytes, tag: int) -> bytes:
        first = self._keys(1, 64)
        head = bytes([tag ^ first[0]])
        text = xor(plaintext, self._keys(2, len(plaintext)))
        mac = self._mac(head + first[1:], text, ad)
        self._step(mac, tag)
        return head + text + mac

    def open(self, frame: bytes, ad: bytes) -> tuple[bytes, int] | None:
        first = self._keys(1, 64)
        head, text, mac = frame[:1], frame[1:-16], frame[-16:]
        if not hmac.compare_digest(mac, self._mac(head + first[1:], text, ad)):
            return None
        plaintext, tag = xor(text, self._keys(2, len(text))), head[0] ^ first[0]
        self._step(mac, tag)
        return plaintext, tag

    def _keys(self, block: int, length: int) -> bytes:
        return keystream(self.key, struct.pack("<I", self.counter) + self.inner, block, length)

    def _mac(self, tag_block: bytes, text: bytes, ad: bytes) -> bytes:
        poly = Poly1305(self._keys(0, 32))
        poly.update(ad + bytes(-len(ad) % 16) + tag_block + text + bytes(len(text) % 16))
        poly.update(struct.pack("<QQ", len(ad), 64 + len(text)))
        return poly.finalize()

    def _step(self, mac: bytes, tag: int) -> None:
        self.inner = xor(self.inner, mac)
        self.counter = (self.counter + 1) % 2**32
        if tag & 2 or not self.counter:
            both = xor(self.key + self.inner, self._keys(0, 40))
            self.key, self.inner, self.counter = both[:32], both[32:], 1


# -- Ed25519's group, RFC 8032 5.1 --
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, other
    both = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + both, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - both, -1, P) % P
    return x, y


def _point(encoded: bytes) -> tuple[int, int] | None:
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (not x and sign):
        return None
    return (x if x % 2 == sign else P - x), y


def is_sound_point(encoded: bytes) -> bool:
    """A canonical encoding of a point of the prime-order subgroup, other than the neutral element."""
    point = _point(encoded)
    if point is None or point == (0, 1):
        return False
    total, doubled, scalar = (0, 1), point, ORDER
    while scalar:
        if scalar & 1:
            total = _add(total, doubled)
        doubled, scalar = _add(doubled, doubled), scalar >> 1
    return total == (0, 1)
