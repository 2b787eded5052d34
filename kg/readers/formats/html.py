"""HTML: the release in a page of a wire, of a company or saved from a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.document import with_single_ends
from kg.errors import InputError
from kg.readers.items import Item
from kg.readers.making import Transcribed, made_of, text_of
from kg.readers.source import Format, Source
from kg.readers.transcript import PARAGRAPH, Transcript
from kg.readers.tree import html_tree
from kg.readers.web.choosing import release_in
from kg.readers.web.metadata import metadata
from kg.readers.web.rendering import render

_ENDINGS = (".html", ".htm", ".xhtml")
_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_WIDE = re.compile(rb"<\x00[!hH]\x00")


def read(source: Source) -> Iterator[Item]:
    """The release of the page.

    Raises:
        InputError: the page holds no text.
    """
    declared = _CHARSET.search(source.head)
    text = yield from text_of(source, declared[1].decode() if declared else None)
    transcribed, known = release_of(with_single_ends(text))
    yield made_of(source, transcribed, known)


def release_of(page: str) -> tuple[Transcribed, Mapping[str, str]]:
    """The release in a page, with its places in it, and what the page says of itself.

    Raises:
        InputError: the page holds no text.
    """
    root = html_tree(page)
    known = metadata(root)
    headline, body = release_in(root)
    out = Transcript()
    if headline:
        render(headline, out)
        out.part(PARAGRAPH)
    render(body, out)
    text, anchors = out.finish()
    if not text:
        raise InputError("holds no text of a release; save the page when it is fully shown")
    return (text, anchors), known


def _recognises(head: bytes, ending: str) -> bool:
    if _START.match(head) or _WIDE.match(head[2:6]):
        return True
    return ending in _ENDINGS and b"<" in head and not head.startswith((b"%PDF", b"PK"))


FORMAT = Format("HTML", _ENDINGS, _recognises, read, apart=True)
