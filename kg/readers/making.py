"""Making documents of texts."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import TypeAlias

from kg.document import Anchor, Document, normalise
from kg.errors import InputError
from kg.readers.dateline import date_in_name, read_head
from kg.readers.decoding import decode
from kg.readers.items import Item, Notice
from kg.readers.source import Source

#: A text, and where its parts stood in what was read.
Transcribed: TypeAlias = tuple[str, Sequence[Anchor]]


def make_document(
    text: str,
    id: str,
    *,
    path: str = "",
    stated: Mapping[str, str] | None = None,
    anchors: Sequence[Anchor] = (),
) -> Document:
    """A document of a text, with the headline, date, place and wire that its first lines tell.

    Parameters:
        text: The text as it was read.
        id: The document's name; a date in its digits counts where the text has none.
        path: Where it was read from, for messages.
        stated: What is known without the text: published, title, source, place, language, url, form, filing.
        anchors: Where parts of the text, which is normal then, stood in what was read.
    """
    text = normalise(text)
    head = read_head(text)
    known = stated or {}
    return Document(
        id=" ".join(normalise(id).split()),
        text=text,
        published=known.get("published") or head.published or date_in_name(id),
        source=known.get("source") or head.source,
        title=known.get("title") or head.title,
        place=known.get("place") or head.place,
        language=known.get("language") or "en",
        url=known.get("url"),
        form=known.get("form"),
        filing=known.get("filing"),
        path=path,
        anchors=tuple(anchors),
    )


def made_of(source: Source, transcribed: Transcribed, known: Mapping[str, str]) -> Document:
    """A document of what stood in a page or file, whose own dateline goes before what is known of the file.

    Raises:
        InputError: there is no text.
    """
    text, anchors = transcribed
    if not text:
        raise InputError("holds no text of a release")
    published = read_head(text).published or known.get("published", "")
    stated = {**known, "published": published}
    return make_document(text, source.name, path=source.place, stated=stated, anchors=anchors)


def text_of(source: Source, declared: str | None = None) -> Generator[Item, None, str]:
    """The text of a source, after a Notice if it is in another encoding than UTF-8.

    Parameters:
        source: The source.
        declared: The encoding that the file says it is in.

    Raises:
        InputError: it holds no text.
    """
    text, encoding = decode(source.all(), declared)
    if not text.strip():
        raise InputError("is empty")
    if encoding != "UTF-8":
        yield Notice(source.place, f"is not UTF-8; read as {encoding}")
    return text
