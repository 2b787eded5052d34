"""Where things have their pages here, and which IRIs may be links at all."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from kg.rdf.namespaces import RESOURCE, VOCABULARIES

_ONTOLOGY = VOCABULARIES["kg"]
_OUTSIDE = frozenset({"http", "https"})
#: What a path may hold as it is (RFC 3986, 3.3); "%" too, so that the path of an IRI stays itself.
_PATH = "/:@!$&'()*+,;=~%"


def page_of(iri: str) -> str:
    """The path of the page of a thing or a term here; empty if it has none.

    >>> page_of(f"{RESOURCE}compound/t-dm1"), page_of(f"{_ONTOLOGY}hasPayload"), page_of("http://example.org/")
    ('/resource/compound/t-dm1', '/ontology#hasPayload', '')
    """
    if iri.startswith(RESOURCE):
        return f"/resource/{quote(iri.removeprefix(RESOURCE), safe=_PATH)}"
    if iri.startswith(_ONTOLOGY):
        return f"/ontology#{quote(iri.removeprefix(_ONTOLOGY), safe=_PATH)}"
    return "/ontology" if iri == _ONTOLOGY.rstrip("#") else ""


def href(iri: str) -> str:
    """What a link to an IRI leads to: a page here, or an address of the web; empty if it may be no link.

    >>> href("https://example.org/a"), href("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if page := page_of(iri):
        return page
    try:
        parts = urlsplit(iri)
    except ValueError:
        return ""
    return quote(iri, safe=f"{_PATH}?#[]") if parts.scheme in _OUTSIDE and parts.netloc else ""


def words_of(document: str, statement: str) -> str:
    """The page of a release with the words of one statement shown."""
    return f"{page_of(document)}?fact={local(statement)}#words"


def network_of(iri: str) -> str:
    """The page that draws what is around a thing."""
    return page_of(iri).replace("/resource/", "/network/", 1)


def names_of(iri: str) -> str:
    """The page that tells why names are of one thing."""
    return page_of(iri).replace("/resource/", "/names/", 1)


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
