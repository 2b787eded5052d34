"""Keys under which names and values of two readers of one text are compared.

They follow the rules by which the gold facts are scored, and so stand apart from `kg.names`, by which the
graph tells things apart: the yardstick must not move with what it measures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_LEGAL = re.compile(
    r"[,\s]+((and|&) co(mpany)?|inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|ag|sa|s\.a"
    r"|nv|n\.v|bv|b\.v|gmbh|kgaa|se|ab|as|a/s|oyj|spa|s\.p\.a|pty|kk|k\.k|holdings?|group)\.?$"
)
_TITLES = re.compile(
    r"^(dr|prof|professor|mr|ms|mrs)\.? "
    r"|, (m\.?d|ph\.?d|pharm\.?d|dvm|m\.?b\.?a|m\.?sc|d\.?phil|facp|frcpc?|j\.?d|cpa)\.?(?=,|$)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[®™©\u2120]|\((?:r|tm|c|sm)\)|\^", re.IGNORECASE)
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa"})
_QUOTES = re.compile(r"[“”\"]")
_GAPS = re.compile(r"[\s\-‐‑–—/.,'’]+")
_WITH_BRACKET = re.compile(r"(.+?)\s*\(([^)]+)\)\s*$")
_GENERIC = re.compile(r"\s+(technology|technologies|platform|therapy|vaccine)$", re.IGNORECASE)
_EXCHANGES = {
    "FSE": "FRA",
    "FRANKFURT": "FRA",
    "FWB": "FRA",
    "NASDAQ CAPITAL MARKET": "NASDAQ",
    "NASDAQ CM": "NASDAQ",
    "NASDAQ GLOBAL MARKET": "NASDAQ",
    "NASDAQ GLOBAL SELECT": "NASDAQ",
    "NASDAQCM": "NASDAQ",
    "NASDAQGM": "NASDAQ",
    "NASDAQGS": "NASDAQ",
    "NYSE MKT": "NYSEAMERICAN",
    "OTC PINK": "OTC",
    "OTCMKTS": "OTC",
    "OTCQB": "OTC",
    "OTCQX": "OTC",
    "TSX-V": "TSXV",
}
# In order: a longer title must be shortened before the one that it holds.
_ROLES = (
    ("chief executive officer", "ceo"),
    ("chief medical officer", "cmo"),
    ("chief financial officer", "cfo"),
    ("chief scientific officer", "cso"),
    ("chief operating officer", "coo"),
    ("chief business officer", "cbo"),
    ("senior vice president", "svp"),
    ("executive vice president", "evp"),
    ("vice president", "vp"),
    ("co-founder", "cofounder"),
    ("&", " and "),
)
_NO_ROLE_WORDS = {"and", "of", "the", "for", "at", "former", "interim"}
_MEASURES = {
    "orr": "objectiveresponserate",
    "overallresponserate": "objectiveresponserate",
    "objectiveresponse": "objectiveresponserate",
    "completeresponserate": "completeresponse",
    "pfs": "progressionfreesurvival",
    "os": "overallsurvival",
    "medianoverallsurvival": "overallsurvival",
    "medianprogressionfreesurvival": "progressionfreesurvival",
    "dcr": "diseasecontrolrate",
    "dor": "durationofresponse",
}


def name_key(text: object) -> str:
    """What two spellings of a name share: no case, marks, titles, legal form, article, hyphens or spaces.

    >>> name_key("The ImmunoGen, Inc."), name_key("Dr. Ann Lee, M.D.")
    ('immunogen', 'annlee')
    """
    words = unicodedata.normalize("NFKC", _TITLES.sub("", _MARKS.sub("", str(text)))).translate(_GREEK)
    words = re.sub(r"\s+", " ", _QUOTES.sub("", words.casefold())).strip(" .,;:'()")
    while (shorter := _LEGAL.sub("", words).strip(" ,.")) not in ("", words):
        words = shorter
    return _GAPS.sub("", words.removeprefix("the "))


def name_keys(entity: Mapping[str, Any]) -> set[str]:
    """The keys of all names of an entity; "Long Name (LN)" counts as both, "TAP technology" also as "TAP"."""
    names = [str(name) for name in (entity["name"], *(entity.get("aliases") or ()))]
    plain = [_MARKS.sub("", name) for name in names]
    parts = [part for name in plain if (match := _WITH_BRACKET.match(name)) for part in match.groups()]
    keys = {name_key(name) for name in (*names, *parts, *(_GENERIC.sub("", name) for name in plain))}
    return keys - {""}


def number_key(value: object) -> float | str | None:
    """The number to three places; words that are no number by their name key."""
    if value is None:
        return None
    try:
        return round(float(str(value).replace(",", "").rstrip("%")), 3)
    except ValueError:
        return name_key(value)


def ticker_key(value: object) -> str:
    """Exchange and symbol, the segments of one exchange counted as it.

    >>> ticker_key("Nasdaq Capital Market: imgn")
    'NASDAQ:IMGN'
    """
    exchange, _, symbol = str(value).partition(":")
    exchange = exchange.strip().upper()
    return f"{_EXCHANGES.get(exchange, exchange.replace(' ', ''))}:{symbol.strip().upper()}"


def role_key(value: object) -> set[str]:
    """The words of a role, titles shortened.

    >>> sorted(role_key("President & Chief Executive Officer (CEO)"))
    ['ceo', 'president']
    """
    words = str(value).casefold()
    for long, short in _ROLES:
        words = words.replace(long, f" {short} ")
    return set(re.findall(r"[a-z]{2,}", words)) - _NO_ROLE_WORDS


def measure_key(value: object) -> str:
    """The measure of an outcome, its usual abbreviation counted as its name."""
    key = name_key(value)
    return _MEASURES.get(key, key)


def unit_key(value: object) -> str:
    """The unit without its plural."""
    return name_key(value or "").rstrip("s")
