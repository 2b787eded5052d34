"""What a page says of itself: in JSON-LD, Open Graph, Dublin Core and the tags of HTML.

Sources: schema.org/NewsArticle, https://ogp.me, https://www.dublincore.org/specifications/dublin-core/dcq-html/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.readers.tree import Element

_DATE = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)|\s*(\d{4}-\d\d)\b|\s*(\d{4})\s*$")
_ARTICLE = re.compile(r"(?:\w*Article|PressRelease|BlogPosting|WebPage|Report)$")
#: The names of what a page's meta tags tell, the surest first.
_METAS = {
    "title": ("og:title", "dcterms.title", "dc.title", "citation_title", "twitter:title"),
    "published": (
        "article:published_time",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dc.date",
        "citation_publication_date",
        "pubdate",
        "publish-date",
        "date",
    ),
    "source": ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name"),
    "issuer": ("dcterms.creator", "dc.creator", "article:author", "author"),
    "url": ("og:url", "dcterms.identifier", "dc.identifier"),
    "language": ("dcterms.language", "dc.language", "og:locale", "content-language"),
}
_SITE = re.compile(r"\s+[|–—»·]\s+[^|–—»·]{2,60}$")
_LONGEST = 400


def metadata(root: Element) -> dict[str, str]:
    """Title, published, source, issuer, url and language of a page, as far as it tells them."""
    told: dict[str, str] = {}
    for key, value in (*_from_json(root), *_from_metas(root), *_from_tags(root)):
        clean = _clean(key, value)
        if clean:
            told.setdefault(key, clean)
    return told


def iso_date(text: str) -> str:
    """The day, month or year that a text begins with in digits; empty if it begins with none.

    >>> iso_date("2012-06-04T09:30:00-04:00"), iso_date("20120604"), iso_date("4 June")
    ('2012-06-04', '2012-06-04', '')
    """
    match = _DATE.match(text)
    if not match:
        return ""
    return "-".join(match.group(1, 2, 3)) if match[1] else match[4] or match[5]


def _clean(key: str, value: str) -> str:
    value = " ".join(value.split())[:_LONGEST]
    if key == "published":
        return iso_date(value)
    if key == "url":
        parts = urlsplit(value) if value.isprintable() else urlsplit("")
        return value if parts.scheme in ("http", "https") and parts.netloc else ""
    return value.replace("_", "-") if key == "language" else value


def _from_json(root: Element) -> Iterator[tuple[str, str]]:
    for script in root.find("script"):
        if script.attributes.get("type", "").lower() == "application/ld+json":
            try:
                record = json.loads("".join(words.text for words in script.words()), strict=False)
            except (ValueError, RecursionError):
                continue
            for article in sorted(_articles(record), key=lambda each: "datePublished" not in each):
                yield from _of_article(article)


def _articles(record: object) -> Iterator[dict[str, Any]]:
    """The articles of a JSON-LD value: itself, those of a list and those of a graph."""
    for each in record if isinstance(record, list) else [record]:
        if isinstance(each, dict):
            kinds = each.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield each
            graph = each.get("@graph")
            if isinstance(graph, list):
                yield from _articles(
                    [part for part in graph if isinstance(part, dict) and "@graph" not in part]
                )


def _of_article(article: dict[str, Any]) -> Iterator[tuple[str, str]]:
    fields = {
        "title": ("headline", "name"),
        "published": ("datePublished", "dateCreated"),
        "source": ("publisher",),
        "issuer": ("author", "creator"),
        "url": ("url", "mainEntityOfPage", "@id"),
        "language": ("inLanguage",),
    }
    for key, names in fields.items():
        for name in names:
            yield key, _one(article.get(name), "@id" if key == "url" else "name")


def _one(value: object, field: str) -> str:
    """A string, or that of the first object in a field."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get(field, "")
    return value if isinstance(value, str) else ""


def _from_metas(root: Element) -> Iterator[tuple[str, str]]:
    metas: dict[str, str] = {}
    for meta in root.find("meta"):
        name = (
            meta.attributes.get("property")
            or meta.attributes.get("name")
            or meta.attributes.get("http-equiv")
        )
        metas.setdefault((name or "").lower(), meta.attributes.get("content", ""))
    for key, names in _METAS.items():
        yield from ((key, metas[name]) for name in names if name in metas)


def _from_tags(root: Element) -> Iterator[tuple[str, str]]:
    for link in root.find("link"):
        if "canonical" in link.attributes.get("rel", "").lower().split():
            yield "url", link.attributes.get("href", "")
    for time in root.find("time"):
        yield "published", time.attributes.get("datetime", "")
    headings = [text for each in root.find("h1") if (text := each.text())]
    if len(headings) == 1:
        yield "title", headings[0]
    for title in root.find("title"):
        yield "title", _SITE.sub("", title.text())
    for page in root.find("html"):
        yield "language", page.attributes.get("lang", "")
