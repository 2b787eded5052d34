"""RSS and Atom feeds saved as files: each entry is a document.

Sources: https://www.rssboard.org/rss-specification, RFC 4287 (Atom)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from hashlib import sha256

from kg.errors import InputError
from kg.readers.formats.html import release_of
from kg.readers.items import Failure, Item
from kg.readers.making import make_document
from kg.readers.source import Format, Source
from kg.readers.tree import Element, xml_tree
from kg.readers.web.metadata import iso_date

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?.{0,500}?\?>\s*){0,9}"
    rb"<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_ENDINGS = (".rss", ".atom", ".xml")
#: Where an entry keeps its text, the fullest first.
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "updated")


def read(source: Source) -> Iterator[Item]:
    """The entries; the text is what the feed holds, in most feeds a summary of the release.

    Raises:
        InputError: the feed is broken or has no entry.
    """
    root = xml_tree(source.all())
    entries = list(root.find("item", "entry"))
    if not entries:
        raise InputError("is a feed without entries")
    title = next((each.text() for each in root.find("title")), "")
    for number, entry in enumerate(entries, 1):
        place = f"{source.place}:{number}"
        try:
            yield _document(entry, title, source.name, place)
        except InputError as error:
            yield Failure(place, str(error))


def _document(entry: Element, feed: str, name: str, place: str) -> Item:
    told = {each.tag: each for each in reversed(list(entry.elements()))}
    title = _plain(told["title"].text()) if "title" in told else ""
    body = next((markup for tag in _TEXTS if tag in told and (markup := _markup(told[tag]))), "")
    text = _plain(body) if body else ""
    if not (title or text):
        raise InputError("is an entry without title and text")
    url = next((link for each in entry.find("link") if (link := _address(each))), "")
    id = told["guid" if "guid" in told else "id"].text() if {"guid", "id"} & told.keys() else url or title
    stated = {
        "title": title,
        "published": next((day for tag in _DATES if tag in told and (day := _day(told[tag].text()))), ""),
        "source": feed,
        "url": url,
    }
    whole = text if text.startswith(title) else f"{title}\n\n{text}".strip()
    short = sha256((id or whole).encode()).hexdigest()[:8]
    return make_document(whole, f"{name}-{short}", path=place, stated=stated)


def _markup(element: Element) -> str:
    """The words of an element, which are HTML; those of XHTML in it stand in paragraphs."""
    parts = [each.text() for each in element.find("p", "li", "td")]
    return "".join(f"<p>{part}</p>" for part in parts) or element.text()


def _plain(markup: str) -> str:
    return release_of(markup)[0][0]


def _address(link: Element) -> str:
    address = link.attributes.get("href") or link.text()
    wanted = link.attributes.get("rel", "alternate") == "alternate"
    return address if wanted and address.startswith(("https://", "http://")) else ""


def _day(text: str) -> str:
    try:
        return iso_date(text) or parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return ""


def _recognises(head: bytes, ending: str) -> bool:
    return bool(_START.match(head)) or (
        ending in _ENDINGS and head.lstrip().startswith(b"<") and b"<html" not in head
    )


FORMAT = Format("feed", _ENDINGS, _recognises, read, apart=True)
