"""Bytes to text: a byte order mark, UTF-8, what the file declares, and what the bytes look like."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_BINARY = "is not text (a binary file?); convert it to plain text in UTF-8 first"
_HEAD = 65_536
#: An apostrophe or a pair of quotation marks as the old Macintosh wrote them.
_MAC = re.compile(rb"[a-z]\xd5[st]\b|\xd2[A-Za-z ,.]{1,200}\xd3")
#: Encodings of pages that declare one of these are wider than what is declared, as browsers read them.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "shift_jis": "cp932"}
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of the encoding that it was in.

    Parameters:
        data: The bytes.
        declared: The encoding that the file names; it counts where the bytes are no UTF-8.

    Raises:
        InputError: the bytes are no text.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec), name
    if wide := _unmarked(data[:_HEAD]):
        return _strictly(data, wide), wide.upper()
    if _looks_binary(data):
        raise InputError(_BINARY)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        if error.reason == "unexpected end of data" and not whole.isascii():
            return whole.decode(), "UTF-8 that breaks off in a character"
    codec = _declared(declared) or ("mac_roman" if _MAC.search(data) else "cp1252")
    return data.decode(codec, "replace"), _NAMES.get(codec, codec)


def _declared(name: str | None) -> str | None:
    """The codec of a declared encoding, if there is one; UTF-8 is none for bytes that are not."""
    try:
        codec = codecs.lookup(name or "").name
        "".encode(codec)
    except LookupError:
        return None
    return None if codec.startswith("utf-") else _WIDER.get(codec, codec)


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without a mark, which in English has a zero in every other byte."""
    even, odd = head[::2], head[1::2]
    if len(head) > 8 and even.count(0) * 10 < len(even) and odd.count(0) * 10 > len(odd) * 7:
        return "utf-16-le"
    if len(head) > 8 and odd.count(0) * 10 < len(odd) and even.count(0) * 10 > len(even) * 7:
        return "utf-16-be"
    return None


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(_BINARY) from error


def _looks_binary(data: bytes) -> bool:
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return data.startswith(_BINARY_STARTS) or controls * 100 > len(head)
