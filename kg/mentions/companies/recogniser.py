"""Companies by form and context, wherever a cued name or a short form of it stands, and their ticker symbols.

A ticker's mention follows that of its company in the text, and its `aliases` name the company.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.mention import Mention
from kg.mentions.common.codes import code_strength
from kg.mentions.common.names import Spans, last_before, occurrences, words_of
from kg.mentions.companies.by_context import by_context
from kg.mentions.companies.by_form import by_form
from kg.mentions.companies.by_vocabulary import by_vocabulary, is_other_thing, is_servant
from kg.mentions.companies.forms import base_of, is_short_form, short_forms
from kg.mentions.companies.names import Cue
from kg.mentions.companies.tickers import tickers
from kg.mentions.organizations import organizations
from kg.mentions.people.recogniser import people
from kg.structure import Page


@dataclass(slots=True)
class _Company:
    """What one document calls one company."""

    start: int
    names: dict[str, float] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    rule: str = ""
    concept: str = ""

    def add(self, name: str, score: float, rule: str, concept: str = "") -> None:
        if score > max(self.names.values(), default=0.0):
            self.rule = rule
        self.concept = self.concept or concept
        self.names[name] = max(score, self.names.get(name, 0.0))

    @property
    def score(self) -> float:
        """How sure the surest cue of one of the names is."""
        return max(self.names.values())

    def mention(self, start: int, end: int, form: str) -> Mention:
        """The company's mention under one of its names; its other names in the text are aliases."""
        aliases = tuple(sorted(self.said - {form}, key=lambda name: (-len(name), name)))
        values = (("concept", self.concept),) if self.concept else ()
        return Mention(start, end, "Company", form, values, aliases, self.score, self.rule)


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of companies and of ticker symbols.

    A company's mention has the name as it stands there; `aliases` are its other names in the document, the
    longest first. A "Ticker" has the value "EXCHANGE:SYMBOL", and its company's name as alias.
    """
    yield from companies(page)
    yield from tickers(page)


@lru_cache(maxsize=2)
def companies(page: Page) -> tuple[Mention, ...]:
    """Mentions of companies in the order of the text."""
    owners = _owners(_clusters(_cues(page)), page)
    symbols = {mention.start for mention in tickers(page)}
    blocked = Spans((mention.start, mention.end) for mention in (*organizations(page), *people(page)))
    found = [
        (start, end, form)
        for (start, end), form in occurrences(page, list(owners), lambda end: _is_whole(page, end))
        if start not in symbols
        and not any(end - start < last - first for first, last in blocked.over(start, end))
    ]
    for _, _, form in found:
        owners[form].said.add(form)
    return tuple(owners[form].mention(start, end, form) for start, end, form in found)


def _cues(page: Page) -> list[Cue]:
    found = [*by_form(page), *by_vocabulary(page)]
    known = {
        form for cue in found for form in (cue.name, base_of(cue.name), *short_forms(cue.name), *cue.aliases)
    }
    symbols = _owners_of_symbols(page)
    weak = [
        replace(cue, aliases=(*cue.aliases, *symbols.get(cue.name, ())))
        for cue in by_context(page, known)
        if cue.name in known or not _is_refused(cue)
    ]
    cues = _without_headline_words([*found, *weak], page.text)
    return [cue for cue in cues if not is_servant(cue.name, always=True)]


def _without_headline_words(cues: list[Cue], text: str) -> list[Cue]:
    """The cues, but for names with a word too many: "Market Tarvia Bio" where "Tarvia Bio" is more common."""
    names = {base_of(cue.name) for cue in cues}

    def is_known(cue: Cue) -> bool:
        name = base_of(cue.name)
        rests = [rest for rest in _endings(name) if rest in names]
        return cue.rule != "vocabulary" and any(text.count(rest) > 2 * text.count(name) for rest in rests)

    return [cue for cue in cues if not is_known(cue)]


def _endings(name: str) -> Iterator[str]:
    """The name without its first words, as long as two are left."""
    parts = name.split(" ")
    for first in range(1, len(parts) - 1):
        yield " ".join(parts[first:])


def _owners_of_symbols(page: Page) -> dict[str, tuple[str, ...]]:
    """Names of companies by the ticker symbols that analysts call them by."""
    return {ticker.name.rpartition(":")[2]: ticker.aliases for ticker in tickers(page)}


def _is_refused(cue: Cue) -> bool:
    """Whether the form of a name that only its context tells, or the vocabulary, speaks against it."""
    if (code_strength(cue.name) and cue.rule != "list") or is_other_thing(cue.name):
        return True
    return is_servant(cue.name) and cue.rule not in ("role at", "role after")


def _clusters(found: list[Cue]) -> list[_Company]:
    """Companies, each with its cued names: those of the same base, and those tied in brackets."""
    companies: dict[str, _Company] = {}
    for cue in sorted(found, key=lambda cue: (-len(cue.name), cue.start)):
        keys = [base_of(name).casefold() for name in (cue.name, *cue.aliases)] + [cue.concept] * bool(
            cue.concept
        )
        owner = next((companies[key] for key in keys if key in companies), None)
        company = owner or _Company(cue.start)
        companies[keys[0]] = company
        if cue.concept:
            companies.setdefault(cue.concept, company)
        company.start = min(company.start, cue.start)
        company.add(cue.name, cue.score, cue.rule, cue.concept)
        for alias in cue.aliases:
            company.add(alias, min(cue.score, 0.9), cue.rule)
            companies.setdefault(base_of(alias).casefold(), company)
    return list({id(company): company for company in companies.values()}.values())


def _owners(companies: list[_Company], page: Page) -> dict[str, _Company]:
    """The company by each of its names and short forms; of several the surest has a short form."""
    owners: dict[str, _Company] = {}
    ordered = sorted(companies, key=lambda company: (-company.score, company.start, max(company.names)))
    for company in ordered:
        for name in list(company.names):
            owners.setdefault(name, company)
            owners.setdefault(base_of(name), company)
    in_any_case = {form.casefold(): company for form, company in reversed(owners.items())}
    for company in ordered:
        for name in list(company.names):
            for short in short_forms(name):
                if is_short_form(short, page) and short not in owners:
                    owners[short] = in_any_case.setdefault(short.casefold(), company)
                elif owners.get(short) not in (None, company) and base_of(short) == short:
                    _merge_into(owners[short], company, owners, short)
    return {form: company for form, company in owners.items() if len(form) > 1}


def _merge_into(short_owner: _Company, company: _Company, owners: dict[str, _Company], short: str) -> None:
    """Gives a company that was only cued by a short form of one full name to that name's company."""
    if set(short_owner.names) != {short} or company.score < short_owner.score:
        return
    company.add(short, short_owner.score, company.rule)
    owners[short] = company


def _is_whole(page: Page, end: int) -> bool:
    """Whether the name goes on neither as an address on the web nor as that of a street or university."""
    if page.text[end : end + 4].lower().startswith((".com", ".org", ".net")):
        return False
    page_words = words_of(page)
    last = last_before(page, end)
    if last < 0 or page_words[last].end not in (end, end - 1):
        return True
    return not (
        page_words[last].gap == " "
        and page_words[last + 1].text in ("Street", "Avenue", "Road", "University", "Institute")
    )
