"""Files that are made to hurt, written when they are measured: they are large."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from made import PLAIN, as_docx, zipped
from made_pdf import as_pdf
from test_readers_hostile import pdf_bomb

_MILLION = 1_000_000


def _repeated(piece: bytes, megabytes: int, head: bytes = b"") -> Callable[[Path], None]:
    """Writes a piece again and again, behind a head."""

    def write(path: Path) -> None:
        block = piece * (_MILLION // len(piece) + 1)
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "wb") as file:
            file.write(head)
            for _ in range(megabytes):
                file.write(block)

    return write


def _pdf(path: Path) -> None:
    path.write_bytes(pdf_bomb(400))


def _content(data: bytes | str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data.encode())


def _bomb(name: str) -> Callable[[Path], None]:
    """Writes a zip whose one file is far larger than it."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as file:
            for _ in range(300):
                file.write(b"<w:t>aaaa" * (_MILLION // 9))

    return write


def _laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss><item>&a9;</item></rss>'


def _many_files(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50_000):
            archive.writestr(f"{number}.json", "{}")


#: What writes each file.
HOSTILE: Mapping[str, Callable[[Path], object]] = {
    "text-500-mb.txt": _repeated(b"Words of a text that never ends. ", 500),
    "no-line-ends-500-mb.jsonl": _repeated(b"a", 500),
    "bad-lines-500-mb.jsonl": _repeated(b"{}\n", 500),
    "one-row-500-mb.csv": _repeated(b"id,text,", 500),
    "open-quote-500-mb.csv": _repeated(b"words\n", 500, b'id,text\n1,"'),
    "bad-rows-500-mb.csv": _repeated(b",\n", 500, b"id,text\n"),
    "packed-500-mb.txt.gz": _repeated(b"a", 500),
    "packed-500-mb.jsonl.gz": _repeated(b"x\n", 500),
    "packed-300-mb.zip": _bomb("a.txt"),
    "packed-300-mb.docx": _bomb("word/document.xml"),
    "many-files.zip": _many_files,
    "bomb-400-mb.pdf": _pdf,
    "deep.html": _content(b"<div>" * 200_000 + PLAIN.encode()),
    "deep.json": _content("[" * 1_000_000),
    "deep.xml": _content("<rss>" * 1_000_000),
    "deep.docx": _content(zipped({"word/document.xml": "<w:p>" * 1_000_000})),
    "tags-19-mb.html": _repeated(b"<a b=c>d<td>", 19),
    "open-19-mb.html": _repeated(b"<", 19),
    "entities.xml": _content(_laughs()),
    "wrong-utf-8.txt": _content(PLAIN.encode() + b"\xff\xfe\x81" * 100),
    "nul.txt": _content(PLAIN.replace(" ", "\0 ")),
    "marks.txt": _content(PLAIN.replace("HGX", "H\u200dG\u202eX\u200b")),
    "cut-off.pdf": _content(as_pdf()[:1500]),
    "cut-off.docx": _content(as_docx()[:-40]),
    "cut-off.gz": _content(gzip.compress(PLAIN.encode())[:-20]),
    "wrong-ending.pdf": _content(PLAIN),
    "pdf-as.txt": _content(as_pdf()),
    "long-line.json": _content(json.dumps({"id": "a", "text": "a" * 19_000_000})),
}
