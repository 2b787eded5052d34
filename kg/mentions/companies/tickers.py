"""Ticker symbols: "(NASDAQ: XYZ)", "(TSX: “XYZ”, OTC PINK: “XYZF”)", "on the TSX under the symbol “XYZ”"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.mention import Mention
from kg.mentions.common.names import is_readable, last_before, plain, run_left, words_of
from kg.mentions.common.words import words
from kg.structure import Page

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{3,160})[)\]]")
_PART = re.compile(
    r"\s*(?:(?P<exchange>[A-Za-zÀ-ÿ][\w .&-]{0,39}?)[™®]?\s*:\s*)?"
    r"[$“\"‘']?(?P<symbol>[A-Z0-9][A-Z0-9.]{0,7})[”\"’']?\s*\Z"
)
_SEPARATOR = re.compile(r"[,;/|]|\sand\s")
_IN_PROSE = re.compile(
    r"\b[Oo]n\s(?:the\s)?(?P<exchange>[A-Z][\w .&-]{1,40}?)\s(?:\([^()]{1,40}\)\s)?(?:under|with)\s(?:the\s)?"
    r"(?:stock\s|ticker\s|trading\s)?(?:symbol|ticker)s?\s[“\"‘']?(?P<symbol>[A-Z][A-Z0-9.]{0,7})\b"
)


@lru_cache(maxsize=2)
def tickers(page: Page) -> tuple[Mention, ...]:
    """Mentions of ticker symbols; one listing that is named twice has one value, the first."""
    text = page.text
    named: dict[str, str] = {}
    found = []
    for start, end, exchange, symbol in (*_in_brackets(text), *_in_prose(text)):
        if not is_readable(page, start, end):
            continue
        form, key = exchange
        value = named.setdefault(f"{key}:{symbol}", f"{form}:{symbol}")
        bracket = text.rfind("(", max(0, start - 160), start)
        company = _company_before(page, bracket if bracket >= 0 else start)
        aliases = (company,) if company else ()
        found.append(Mention(start, end, "Ticker", value, (("value", value),), aliases, 0.98, "ticker"))
    return tuple(found)


def ticker_brackets(text: str) -> Iterator[int]:
    """Starts of the brackets that hold ticker symbols."""
    for start, *_ in _in_brackets(text):
        yield (
            text.rfind("(", 0, start)
            if "(" in text[max(0, start - 160) : start]
            else text.rfind("[", 0, start)
        )


@lru_cache(maxsize=2)
def _in_brackets(text: str) -> tuple[tuple[int, int, tuple[str, str], str], ...]:
    brackets = (match for match in _BRACKET.finditer(text) if ":" in match["inside"])
    return tuple(symbol for match in brackets for symbol in _symbols(match))


def _symbols(match: re.Match[str]) -> Iterator[tuple[int, int, tuple[str, str], str]]:
    """Place, exchange and symbol of each part of a bracket; a part without exchange has the last one."""
    exchange: tuple[str, str] | None = None
    begin = match.start("inside")
    for part in (*_SEPARATOR.finditer(match["inside"]), None):
        end = match.start("inside") + part.start() if part else match.end("inside")
        said = _PART.match(match.string[begin:end])
        if said:
            exchange = _exchange(said["exchange"]) if said["exchange"] else exchange
            if exchange and any(character.isalpha() or said["exchange"] for character in said["symbol"]):
                yield begin + said.start("symbol"), begin + said.end("symbol"), exchange, said["symbol"]
        begin = match.start("inside") + part.end() if part else end


def _in_prose(text: str) -> Iterator[tuple[int, int, tuple[str, str], str]]:
    for match in _IN_PROSE.finditer(text) if "symbol" in text or "ticker" in text else ():
        if exchange := _exchange(match["exchange"]):
            yield match.start("symbol"), match.end("symbol"), exchange, match["symbol"]


def _exchange(said: str) -> tuple[str, str] | None:
    """The exchange as the text names it, in the list's spelling, and the first name of its line."""
    return _exchanges().get(_key(said.rsplit(" the ", 1)[-1]))


@cache
def _exchanges() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in sorted(words("exchanges")):
        first, *others = line.split(" = ")
        for name in (first, *others):
            long = name.startswith(f"{first} ") or name.endswith((" Exchange", " Market"))
            found.setdefault(_key(name), (first if long else name, first))
    return found


def _key(name: str) -> str:
    return re.sub(r"[\s.-]+", "", name).casefold()


def _company_before(page: Page, position: int) -> str:
    """The capitalised words before the bracket, over brackets between."""
    text = page.text
    position = before_brackets(text, position)
    page_words = words_of(page)
    last = last_before(page, position)
    if last < 0 or len(text[page_words[last].end : position].strip(" .,’s*®™\n\"”'")) > 0:
        return ""
    first = run_left(page_words, last, {" ", ".", "&", ",", ".,"})
    while (
        first < last
        and page_words[first].gap == ","
        and page_words[first + 1].text not in words("legal-forms")
    ):
        first += 1
    return plain(text[page_words[first].start : page_words[last].end])


def before_brackets(text: str, position: int) -> int:
    """Start of the first of the brackets that stand side by side before the position."""
    while True:
        before = text[max(0, position - 200) : position].rstrip(" *®™\n")
        if not before.endswith(")") or "(" not in before:
            return position
        position = max(0, position - 200) + before.rfind("(")
