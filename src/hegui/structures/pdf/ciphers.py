"""RC4 and AES-CBC for the strings of encrypted PDFs (7.6.3), in plain Python.

For this purpose only: the key of a file that opens without a password is no secret, the data are
short, and nothing here resists an observer of its timing. The standard library has neither.
Source: FIPS 197; NIST SP 800-38A 6.2 (CBC); RFC 5652 6.3 (padding).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache

BLOCK = 16
_WORDS = struct.Struct(">4I")

Words = tuple[int, int, int, int]


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, which is its own inverse."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 0xFF
        state[i], state[j] = state[j], state[i]
    i = j = 0
    stream = bytearray(len(data))
    for at in range(len(data)):
        i = (i + 1) & 0xFF
        one = state[i]
        j = (j + one) & 0xFF
        other = state[i] = state[j]
        state[j] = one
        stream[at] = state[(one + other) & 0xFF]
    return (int.from_bytes(data) ^ int.from_bytes(stream)).to_bytes(len(data))


class Aes:
    """AES with a key of 16 or 32 bytes."""

    __slots__ = ("_backward", "_forward")

    def __init__(self, key: bytes) -> None:
        self._forward = _schedule(key)
        self._backward: list[Words] | None = None

    def encrypt(self, data: bytes, vector: bytes) -> bytes:
        """CBC of whole blocks, without padding."""
        tables = _tables().forward
        box = _tables().box
        before = _WORDS.unpack(vector)
        out = []
        for at in range(0, len(data), BLOCK):
            block = _WORDS.unpack_from(data, at)
            before = _block(_xor(block, before), self._forward, tables, box)
            out.append(_WORDS.pack(*before))
        return b"".join(out)

    def decrypt(self, data: bytes, vector: bytes) -> bytes:
        """CBC of whole blocks, its padding left on."""
        if self._backward is None:
            self._backward = _inverse(self._forward)
        tables = _tables().backward
        box = _tables().inverse_box
        before = _WORDS.unpack(vector)
        out = []
        for at in range(0, len(data) - len(data) % BLOCK, BLOCK):
            block = _WORDS.unpack_from(data, at)
            plain = _mirrored(_block(_mirrored(block), self._backward, tables, box))
            out.append(_WORDS.pack(*_xor(plain, before)))
            before = block
        return b"".join(out)


def padded(data: bytes) -> bytes:
    """Data filled up to whole blocks."""
    missing = BLOCK - len(data) % BLOCK
    return data + bytes((missing,)) * missing


def unpadded(data: bytes) -> bytes:
    """Data without its padding; unchanged where that is not one."""
    if data and 1 <= data[-1] <= BLOCK:
        return data[: -data[-1]]
    return data


def _xor(one: tuple[int, ...], other: tuple[int, ...]) -> Words:
    return one[0] ^ other[0], one[1] ^ other[1], one[2] ^ other[2], one[3] ^ other[3]


def _mirrored(words: tuple[int, ...]) -> Words:
    """Decryption turns the rows the other way round: the same in a mirror (FIPS 197, 5.3.1)."""
    return words[0], words[3], words[2], words[1]


def _block(block: Words, keys: list[Words], tables: list[list[int]], box: bytes) -> Words:
    """One block through all rounds."""
    t0, t1, t2, t3 = tables
    a, b, c, d = _xor(block, keys[0])
    for k0, k1, k2, k3 in keys[1:-1]:
        a, b, c, d = (
            t0[a >> 24] ^ t1[b >> 16 & 0xFF] ^ t2[c >> 8 & 0xFF] ^ t3[d & 0xFF] ^ k0,
            t0[b >> 24] ^ t1[c >> 16 & 0xFF] ^ t2[d >> 8 & 0xFF] ^ t3[a & 0xFF] ^ k1,
            t0[c >> 24] ^ t1[d >> 16 & 0xFF] ^ t2[a >> 8 & 0xFF] ^ t3[b & 0xFF] ^ k2,
            t0[d >> 24] ^ t1[a >> 16 & 0xFF] ^ t2[b >> 8 & 0xFF] ^ t3[c & 0xFF] ^ k3,
        )
    words = (
        _last(box, a, b, c, d),
        _last(box, b, c, d, a),
        _last(box, c, d, a, b),
        _last(box, d, a, b, c),
    )
    return _xor(words, keys[-1])


def _last(box: bytes, a: int, b: int, c: int, d: int) -> int:
    return (
        box[a >> 24] << 24
        | box[b >> 16 & 0xFF] << 16
        | box[c >> 8 & 0xFF] << 8
        | box[d & 0xFF]
    )  # fmt: skip


class _Tables:
    """The substitution box, its inverse, and rounds as tables (FIPS 197, 5.1 and 5.3)."""

    def __init__(self) -> None:
        exp, log = [0] * 512, [0] * 256
        value = 1
        for power in range(255):
            exp[power] = exp[power + 255] = value
            log[value] = power
            value ^= _doubled(value)  # 3 generates the field

        box = bytearray(256)
        for at in range(256):
            inverse = exp[255 - log[at]] if at else 0
            spread = inverse ^ inverse << 1 ^ inverse << 2 ^ inverse << 3 ^ inverse << 4
            box[at] = (spread ^ spread >> 8) & 0xFF ^ 0x63
        self.box = bytes(box)
        self.inverse_box = bytes(self.box.index(at) for at in range(256))

        def rotations(values: Iterable[int], factors: bytes) -> list[list[int]]:
            return _rotations(
                int.from_bytes(bytes(exp[log[v] + log[f]] if v else 0 for f in factors))
                for v in values
            )

        self.forward = rotations(self.box, b"\2\1\1\3")
        self.backward = rotations(self.inverse_box, b"\x0e\x09\x0d\x0b")
        self.mixed = rotations(range(256), b"\x0e\x09\x0d\x0b")


def _rotations(column: Iterable[int]) -> list[list[int]]:
    table = list(column)
    return [
        [(word >> 8 * turn | word << 32 - 8 * turn) & 0xFFFFFFFF for word in table]
        for turn in range(4)
    ]


@cache
def _tables() -> _Tables:
    return _Tables()


def _doubled(value: int) -> int:
    return value << 1 ^ (0x11B if value & 0x80 else 0)


def _schedule(key: bytes) -> list[Words]:
    """Round keys (FIPS 197, 5.2)."""
    box = _tables().box
    length = len(key) // 4
    words = list(struct.unpack(f">{length}I", key))
    constant = 1
    for at in range(length, 4 * (length + 7)):
        word = words[-1]
        if at % length == 0:
            word = _substituted(box, (word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
            constant = _doubled(constant)
        elif length == 8 and at % length == 4:
            word = _substituted(box, word)
        words.append(words[at - length] ^ word)
    rounds = [words[at : at + 4] for at in range(0, len(words), 4)]
    return [(a, b, c, d) for a, b, c, d in rounds]


def _substituted(box: bytes, word: int) -> int:
    return int.from_bytes(bytes(box[byte] for byte in word.to_bytes(4)))


def _inverse(keys: list[Words]) -> list[Words]:
    """Round keys of the equivalent inverse cipher (FIPS 197, 5.3.5), mirrored."""
    t0, t1, t2, t3 = _tables().mixed

    def mixed(word: int) -> int:
        return t0[word >> 24] ^ t1[word >> 16 & 0xFF] ^ t2[word >> 8 & 0xFF] ^ t3[word & 0xFF]

    middle = [(mixed(a), mixed(b), mixed(c), mixed(d)) for a, b, c, d in keys[-2:0:-1]]
    return [_mirrored(key) for key in (keys[-1], *middle, keys[0])]
