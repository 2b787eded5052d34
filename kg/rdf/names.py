"""IRIs made from content: slugs of names, and hashes where there is no name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.document import normalise
from kg.names import without_legal_form
from kg.rdf.namespaces import RESOURCE, kind_segment

_MARKS = re.compile(r"[®™©℠]|\((?:R|TM|SM)\)")
_SPELT = {"+": " plus ", "&": " and ", "%": " percent ", "\u2212": "-"}
_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_APOSTROPHES = dict.fromkeys("'’‘`´ʼ", "")
_PLAIN = str.maketrans(_SPELT | _LETTERS | _APOSTROPHES)
_GREEK = re.compile(r"GREEK SMALL LETTER (\w+)$")
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_LONGEST = 80


def clean(text: str) -> str:
    """Text on one line, without control characters and doubled spaces."""
    return " ".join(normalise(text.replace("\n", " ")).split())


def digest(*parts: str) -> str:
    """First 20 hexadecimal digits of the SHA-256 of the parts, joined by NUL."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


@lru_cache(maxsize=1 << 16)
def slug(name: str, kind: str = "") -> str:
    """The part of an IRI that stands for a name; the same for every document that spells it so.

    Case, accents, punctuation and trade marks do not count; Greek letters, "+", "&" and "%" are spelt out;
    a company loses its legal form. Where ASCII cannot show the whole name, a hash tells it from its like.

    >>> slug("ImmunoGen, Inc.", "Company"), slug("TNFα"), slug("Kadcyla®")
    ('immunogen', 'tnf-alpha', 'kadcyla')
    """
    bare = clean(_MARKS.sub("", name))
    if kind == "Company":
        bare = without_legal_form(bare) or bare
    folded = unicodedata.normalize("NFKD", bare.casefold())
    base = "".join(_spell(character) for character in folded if not unicodedata.combining(character))
    plain = re.sub(r"[^a-z0-9]+", "-", base).strip("-")
    lost = any(character.isalnum() and not character.isascii() for character in base)
    if plain and not lost and len(plain) <= _LONGEST:
        return plain
    return f"{plain[:_LONGEST]}-{digest(bare.casefold())}".strip("-")


def _spell(character: str) -> str:
    if greek := _GREEK.match(unicodedata.name(character, "")):
        return f" {greek[1].replace('LAMDA', 'LAMBDA').lower()} "
    return character.translate(_PLAIN)


class Names:
    """Maker of the IRIs below one base."""

    def __init__(self, base: str = RESOURCE) -> None:
        """Take the base IRI, which ends in a slash or hash.

        Raises:
            ValueError: The base is no IRI, or ends otherwise.
        """
        if not base.endswith(("/", "#")):
            raise ValueError(f"The base IRI {base!r} must end in '/' or '#'.")
        self.base = NamedNode(base).value

    def named(self, kind: str, name: str) -> NamedNode:
        """The IRI of a thing by its class and name."""
        return NamedNode(f"{self.base}{kind_segment(kind)}/{slug(name, kind)}")

    def hashed(self, segment: str, *parts: str) -> NamedNode:
        """The IRI of a thing without a name, from what it consists of."""
        return NamedNode(f"{self.base}{segment}/{digest(*parts)}")

    def document(self, identifier: str) -> NamedNode:
        """The node of a document. Different identifiers never share one."""
        return NamedNode(f"{self.base}document/{_identifier(identifier)}")

    def graph(self, identifier: str) -> NamedNode:
        """The named graph that holds what a document says."""
        return NamedNode(f"{self.base}graph/{_identifier(identifier)}")


def _identifier(identifier: str) -> str:
    """The identifier itself where it is safe in an IRI, else its slug and a hash."""
    if _SAFE_ID.fullmatch(identifier):
        return identifier
    return f"{slug(identifier)[:_LONGEST]}-{digest(identifier)}"
