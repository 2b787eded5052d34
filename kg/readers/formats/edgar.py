"""SEC EDGAR: a full submission or a single exhibit; the company's identity in the header, and EX-99 exhibits.

Source: EDGAR Filer Manual, and https://www.sec.gov/search-filings/edgar-search-assistance/accessing-edgar-data
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.document import Anchor, normalise, with_single_ends
from kg.facts import FactsFile, facts_from
from kg.readers.dateline import read_head
from kg.readers.formats.html import release_of
from kg.readers.items import Item, Notice
from kg.readers.making import make_document, text_of
from kg.readers.source import Format, Source

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:-----BEGIN PRIVACY-ENHANCED MESSAGE-----|<SEC-DOCUMENT>|<SEC-HEADER>"
    rb"|<SUBMISSION>|<DOCUMENT>\s*<TYPE>)"
)
_HEADER_END = re.compile(r"</SEC-HEADER>|<DOCUMENT>")
_FIELD = re.compile(r"^[ \t]*([A-Z][A-Z ]+):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_EXHIBIT = re.compile(
    r"<DOCUMENT>\s*<TYPE>(?P<type>[^\n<]{1,40})(?P<rest>.*?)(?=</DOCUMENT>|<DOCUMENT>|\Z)", re.DOTALL
)
_TEXT = re.compile(r"<TEXT>(.*?)(?:</TEXT>|\Z)", re.DOTALL)
_FILENAME = re.compile(r"<FILENAME>([\w.-]{1,120})")
_MARKUP = re.compile(r"<(?:html|body|div|p|font)\b", re.IGNORECASE)
_BINARY = re.compile(r"\s*(?:<PDF>\s*)?begin \d{3} ")
_PRE = "<pre>"
_ADDRESS = "https://www.sec.gov/Archives/edgar/data"


@dataclass(slots=True)
class _Company:
    name: str
    name_span: tuple[int, int]
    cik: str = ""
    cik_span: tuple[int, int] = (0, 0)
    former: list[tuple[str, tuple[int, int]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Filing:
    """What a header tells."""

    text: str
    accession: str
    form: str
    filed: str
    companies: tuple[_Company, ...]

    def source(self) -> str:
        return ", ".join(filter(None, ("SEC EDGAR", self.form and f"form {self.form}", self.accession)))

    def address(self, file: str) -> str:
        cik = next((company.cik for company in self.companies if company.cik), "")
        if not (cik and file and self.accession):
            return ""
        return f"{_ADDRESS}/{int(cik)}/{self.accession.replace('-', '')}/{file}"


def read(source: Source) -> Iterator[Item]:
    """The header as facts on the companies, and each EX-99 exhibit as a document.

    Raises:
        InputError: the file holds no text.
    """
    text = with_single_ends((yield from text_of(source)))
    filing = _filing(text)
    if filing.companies:
        yield _facts(filing, source)
    seen: Counter[str] = Counter()
    for exhibit in _EXHIBIT.finditer(text):
        kind, body = exhibit["type"].strip().upper(), _TEXT.search(text, exhibit.start(), exhibit.end())
        if kind.startswith("EX-99") and body and body[1].strip() and not _BINARY.match(body[1]):
            seen[kind] += 1
            name = f"{kind}-{seen[kind]}" if seen[kind] > 1 else kind
            file = _FILENAME.search(exhibit["rest"][:1000])
            yield _document(body, name.lower(), filing, source, file[1] if file else "")
    if not seen:
        yield Notice(source.place, "has no EX-99 exhibit with text, so no release; only its header was read")


def _filing(text: str) -> _Filing:
    end = _HEADER_END.search(text)
    header = normalise(text[: end.start()] if end else "").strip()
    told: dict[str, str] = {}
    companies: list[_Company] = []
    for match in _FIELD.finditer(header):
        key, value, span = match[1], match[2], (match.start(2), match.end(2))
        if key == "COMPANY CONFORMED NAME":
            companies.append(_Company(value, span))
        elif companies and key == "CENTRAL INDEX KEY" and value.isdigit():
            companies[-1].cik, companies[-1].cik_span = value, span
        elif companies and key == "FORMER CONFORMED NAME":
            companies[-1].former.append((value, span))
        else:
            told.setdefault(key, value)
    day = told.get("FILED AS OF DATE", "")
    filed = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if re.fullmatch(r"\d{8}", day) else ""
    return _Filing(
        header,
        told.get("ACCESSION NUMBER", ""),
        told.get("CONFORMED SUBMISSION TYPE", ""),
        filed,
        tuple(companies),
    )


def _facts(filing: _Filing, source: Source) -> FactsFile:
    facts: list[dict[str, Any]] = []
    entities: dict[str, Any] = {}
    for number, company in enumerate(filing.companies, 1):
        key = f"company{number}"
        former = [name for name, _ in company.former]
        entities[key] = {"type": "Company", "name": company.name, "aliases": former}
        told = [("centralIndexKey", company.cik, company.cik_span)] if company.cik else []
        told += [("formerlyNamed", name, span) for name, span in company.former]
        for predicate, value, span in told:
            evidence = [_quoted(filing.text, each) for each in (company.name_span, span)]
            facts.append({"subject": key, "predicate": predicate, "value": value, "evidence": evidence})
    first = filing.companies[0]
    return facts_from(
        {
            "document": filing.accession or source.name,
            "published": filing.filed or None,
            "title": f"{filing.form} of {first.name}".strip(),
            "source": filing.source(),
            "url": filing.address(f"{filing.accession}.txt") or None,
            "form": filing.form or None,
            "issuer": "company1",
            "language": "en",
            "text": filing.text,
            "entities": entities,
            "facts": facts,
        }
    )


def _quoted(text: str, span: tuple[int, int]) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "quote": text[slice(*span)]}


def _document(body: re.Match[str], name: str, filing: _Filing, source: Source, file: str) -> Item:
    plain = not _MARKUP.search(body[1])
    (text, anchors), known = release_of(_PRE + body[1] if plain else body[1])
    shift = body.start(1) - len(_PRE) * plain
    published = read_head(text).published or filing.filed
    stated = {
        "source": filing.source(),
        "published": published,
        "url": filing.address(file),
        "form": filing.form,
        "filing": filing.accession,
    }
    return make_document(
        text,
        f"{filing.accession or source.name}-{name}",
        path=source.place,
        stated={key: value for key, value in stated.items() if value} or known,
        anchors=[Anchor(start, place + shift, page) for start, place, page in anchors],
    )


FORMAT = Format("EDGAR", (), lambda head, _: bool(_START.match(head)), read, apart=True)
