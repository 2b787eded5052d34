"""Values by form: percentages, counts, p-values, durations, doses, money and dates.

Each rule is one linear pattern and one function that turns its match into the qualifiers of a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.mention import Mention
from kg.structure.page import Page

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "million": 1e6,
    "mn": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "u.s. $": "USD", "€": "EUR", "eur": "EUR", "euros": "EUR", "euro": "EUR",
    "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY", "yen": "JPY", "c$": "CAD", "cad": "CAD", "cad$": "CAD", "ca$": "CAD",
    "a$": "AUD", "aud": "AUD", "aud$": "AUD", "chf": "CHF", "sek": "SEK", "dkk": "DKK", "nok": "NOK", "rmb": "CNY", "cny": "CNY",
    "hk$": "HKD", "dollars": "USD", "u.s. dollars": "USD", "us dollars": "USD",
}  # fmt: skip
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_AMOUNT = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?)"
_COUNT = r"\d{1,5}|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))

Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Values | None]


def number(words: str) -> float:
    """Number written in digits, with separators, or as a word up to twenty.

    >>> number("1,250.5"), number("Eight")
    (1250.5, 8.0)
    """
    word = words.casefold()
    return float(_NUMBER_WORDS[word]) if word in _NUMBER_WORDS else float(words.replace(",", ""))


def _percent(match: re.Match[str]) -> Values:
    return (("percent", float(match["number"])),)


def _fraction(match: re.Match[str]) -> Values | None:
    count, total = int(number(match["count"])), int(number(match["total"]))
    return (("count", count), ("total", total)) if 0 <= count <= total and total > 1 else None


def _p_value(match: re.Match[str]) -> Values:
    sign = match["sign"]
    digits = match["number"] if not match["number"].startswith(".") else "0" + match["number"]
    return (("pValue", float(digits) if sign == "=" else sign + digits),)


def _hazard_ratio(match: re.Match[str]) -> Values:
    return (("hazardRatio", float(match["number"])),)


def _quantity(match: re.Match[str]) -> Values:
    return (("value", number(match["number"])), ("unit", match["unit"].casefold()))


def _money(match: re.Match[str]) -> Values | None:
    parts = match.groupdict()
    currency = _CURRENCIES.get((parts.get("before") or parts.get("after") or "").strip().casefold())
    if currency is None:
        return None
    scale = _SCALES.get((parts["scale"] or "").casefold(), 1.0)
    return (("amount", round(number(parts["number"]) * scale, 2)), ("currency", currency))


def _date(match: re.Match[str]) -> Values:
    parts = match.groupdict()
    month = _MONTHS[parts["month"][:3].casefold()]
    day = f"-{int(parts['day']):02}" if parts.get("day") else ""
    return (("date", f"{parts['year']}-{month:02}{day}"),)


def _words(qualifier: str) -> Callable[[re.Match[str]], Values]:
    return lambda match: ((qualifier, " ".join(match[0].split())),)


def _abstract(match: re.Match[str]) -> Values:
    return (("abstract", match["number"]),)


_UNITS = r"(?P<unit>months?|weeks?|years?|days?|hours?|points?|kg|mmHg|mg/dL|mmol/mol|mmol/L|log10|letters?|seconds?|meters?)"
RULES: tuple[_Rule, ...] = (
    _Rule("Percent", re.compile(r"(?<![\w.])(?P<number>\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent\b|per cent\b)"), _percent),
    _Rule("Fraction", re.compile(rf"(?i)(?<![\w/.])(?P<count>{_COUNT})(?: of (?:the |all )?|\s?/\s?)(?P<total>{_COUNT})(?![\w/%]|\.\d)"), _fraction),
    _Rule("Fraction", re.compile(rf"(?i)(?<![\w/.])(?P<count>{_COUNT}) out of (?:the |all )?(?P<total>{_COUNT})(?![\w/%]|\.\d)"), _fraction),
    _Rule("PValue", re.compile(r"(?i)\bp(?:[ -]?value)?\s?(?:of\s)?(?P<sign>[<=>≤≥])\s?(?P<number>0?\.\d{1,8})"), _p_value),
    _Rule("HazardRatio", re.compile(r"(?i)\b(?:hazard ratio|HR)(?:\s?\(HR\))?\s?(?:[=:,]|of|was)?\s?(?P<number>\d\.\d{1,3})"), _hazard_ratio),
    _Rule("Dose", re.compile(r"(?i)(?<![\w.])\d{1,5}(?:\.\d{1,3})?\s?(?:mg|mcg|µg|μg|ug|g|mL|IU|MBq|mCi)(?:/(?:kg|m\^?2|m²|mL|day))?(?![\w^])"), _words("dose")),
    _Rule("Schedule", re.compile(r"(?i)\b(?:once|twice|three times)[ -](?:daily|weekly|monthly|a (?:day|week|month))\b|\bevery (?:\w{1,6}[ -])?(?:days?|weeks?|months?)\b|\bweekly\b"), _words("schedule")),
    _Rule("Quantity", re.compile(rf"(?i)(?<![\w.$€£-])(?P<number>-?\d{{1,4}}(?:\.\d{{1,2}})?)[ -]?{_UNITS}\b"), _quantity),
    _Rule("Money", re.compile(rf"(?i)(?P<before>(?:US|C|CA|CAD|A|AUD|HK)?\$|U\.S\. \$|[€£¥]|\b(?:USD|EUR|GBP|JPY|CAD|AUD|CHF|SEK|DKK|NOK|RMB|CNY)\s)\s?{_AMOUNT}(?:\s?(?P<scale>thousand|million|billion|mn|bn|mm|[kmb])\b)?"), _money),
    _Rule("Money", re.compile(rf"(?i)(?<![\w.,$€£¥]){_AMOUNT}\s?(?P<scale>thousand|million|billion)\s(?P<after>euros?|U\.S\. dollars|US dollars|dollars|yen|USD|EUR|GBP|CHF|SEK|DKK|NOK|RMB|CAD|AUD)\b"), _money),
    _Rule("Date", re.compile(rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)\b"), _date),
    _Rule("Date", re.compile(rf"\b(?P<day>\d{{1,2}})\s{_MONTH},?\s(?P<year>(?:19|20)\d\d)\b"), _date),
    _Rule("Date", re.compile(rf"\b{_MONTH},?\s(?:of\s)?(?P<year>(?:19|20)\d\d)\b"), _date),
    _Rule("Abstract", re.compile(r"(?i)\babstract\s(?:(?:number|no\.?)\s)?[#:]?\s?(?P<number>[A-Z]{0,4}-?\d{2,6})\b"), _abstract),
)  # fmt: skip


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of values in the readable sentences of a page; overlaps are left to the caller."""
    for sentence in page.readable:
        for rule in RULES:
            for match in rule.pattern.finditer(page.text, sentence.start, sentence.end):
                values = rule.read(match)
                if values is not None:
                    yield Mention(match.start(), match.end(), rule.kind, match[0], values, rule="value form")
