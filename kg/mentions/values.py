"""Values by form: percentages, counts, p-values, durations, doses, money and dates.

The forms are data, in lexicon/value-forms.txt; here each kind has a function that turns a match into the
qualifiers of a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import PatternError
from kg.mention import Mention
from kg.sieve import Sieve
from kg.structure.page import Page

LEXICON = Path(__file__).parent / "lexicon"
_NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *(
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ),
)
#: Thousands go without a separator; a minus sign is a hyphen.
_DIGITS = {ord(","): None, ord("−"): "-"}
_SCALES = {"k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}
_SHARE = ("percent", "count", "total")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Values: TypeAlias = tuple[tuple[str, Any], ...]


def number(words: str) -> float:
    """Number written in digits, with separators, or as a word up to twenty.

    >>> number("1,250.5"), number("Eight")
    (1250.5, 8.0)
    """
    word = words.casefold()
    if word in _NUMBER_WORDS:
        return float(_NUMBER_WORDS.index(word))
    return float(words.translate(_DIGITS))


def _share(match: re.Match[str]) -> Values | None:
    """How many of whom, and how many percent; numbers that cannot be those of people are left out."""
    said = {key: number(words) for key, words in match.groupdict().items() if words and key in _SHARE}
    if match.groupdict().get("all"):
        said |= dict.fromkeys(("count", "total"), number(match["all"]))
    if "total" in said and not (said["count"] <= said["total"] > 1):
        said = {key: said[key] for key in said.keys() & {"percent"}}
    told = ((key, said[key]) for key in _SHARE if key in said)
    return tuple((key, value if key == "percent" else int(value)) for key, value in told) or None


def _cohort(match: re.Match[str]) -> Values:
    return (("total", int(number(match["total"]))),)


def _p_value(match: re.Match[str]) -> Values:
    digits = match["number"] if match["number"].startswith("0") else f"0{match['number']}"
    return (("pValue", float(digits) if match["sign"] == "=" else match["sign"] + digits),)


def _hazard_ratio(match: re.Match[str]) -> Values:
    return (("hazardRatio", float(match["number"])),)


def _quantity(match: re.Match[str]) -> Values:
    unit = match["unit"].casefold()
    return (("value", number(match["number"])), *((("unit", unit),) if unit else ()))


def _money(match: re.Match[str]) -> Values:
    scale = _SCALES.get((match["scale"] or " ")[0].casefold(), 1.0)
    currency = _currencies()[" ".join(match["currency"].casefold().split())]
    return (("amount", round(number(match["number"]) * scale, 2)), ("currency", currency))


def _date(match: re.Match[str]) -> Values:
    month = _MONTHS.index(match["month"][:3].casefold()) + 1
    day = f"-{int(match['day']):02}" if "day" in match.re.groupindex else ""
    return (("date", f"{match['year']}-{month:02}{day}"),)


def _abstract(match: re.Match[str]) -> Values:
    return (("abstract", match["number"]),)


def _dose(match: re.Match[str]) -> Values:
    return (("dose", " ".join(match[0].split())),)


def _schedule(match: re.Match[str]) -> Values:
    return (("schedule", " ".join(match[0].split())),)


READERS: dict[str, Callable[[re.Match[str]], Values | None]] = {
    "Cohort": _cohort,
    "Percent": _share,
    "Fraction": _share,
    "PValue": _p_value,
    "HazardRatio": _hazard_ratio,
    "Dose": _dose,
    "Schedule": _schedule,
    "Quantity": _quantity,
    "Money": _money,
    "Date": _date,
    "Abstract": _abstract,
}


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of values in the readable sentences of a page; overlaps are left to the caller."""
    for sentence in page.readable:
        for kind, match in _forms().finditer(page.text, sentence.start, sentence.end):
            if (values := READERS[kind](match)) is not None:
                yield Mention(match.start(), match.end(), kind, match[0], values, rule="value form")


@cache
def _forms() -> Sieve[str]:
    parts: dict[str, str] = {}
    forms: list[tuple[str, re.Pattern[str]]] = []
    path = LEXICON / "value-forms.txt"
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        expression = re.sub(r"\{([a-z]+)\}", lambda found: parts.get(found[1], found[0]), words)
        if named := re.match(r"(\w+) = (.+)", expression):
            parts[named[1]] = named[2]
        elif (form := re.match(r"(\w+): (.+)", expression)) and form[1] in READERS:
            forms.append((form[1], re.compile(form[2])))
        else:
            raise PatternError(
                f"{path.name}:{place}: expected 'KIND: expression' or 'name = part', found {words!r}"
            )
    return Sieve(forms)


@cache
def _currencies() -> dict[str, str]:
    text = (LEXICON / "currencies.txt").read_text(encoding="utf-8")
    pairs = (line.rsplit(" = ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {words: code.strip() for words, code in pairs}
