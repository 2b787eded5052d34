"""What the head of a release tells about it: headline, date, place and wire.

    WALTHAM, Mass. -- June 04, 2012
    ATLANTA, GA - September 15, 2025 (NEWMEDIAWIRE) - ...
    WEDEL, Germany, and NIJMEGEN, Netherlands, May 3, 2022 /PRNewswire/ -- ...

A date counts only where a dateline has it: behind nothing but places, a wire and a weekday, and before a
line's end, a dash, a bracket or a clock time. So "On February 20, 2025, X said" is none.
"""

from __future__ import annotations

import datetime
import html
import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

_HEAD = 4000
_LONGEST_TITLE = 400
#: A first line of this length may go on in the next.
_WRAPPED = 50
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH.format('m1')}\s{{1,2}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}{_MONTH.format('m2')},?\s{{1,2}}(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d))(?!\d)",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_AFTER_DATE = re.compile(r"[\s,.]*(?:$|[-–—|/(@:;]|\d{1,2}:\d\d)")
_BRACKETED = re.compile(
    r"\(?\[(?P<link>[^\[\]]{2,60})\]\([^()\s]*\)\)?|\((?P<round>[^()]{2,60})\)|/(?P<slash>[^/]{2,60})/"
)
_WEEKDAY = re.compile(
    r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,\s]*$", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:date|dated|published|released|posted|issued)\b:?", re.IGNORECASE)
_NO_DATELINE = re.compile(r"(?:[#|*>]|(?:on|as|in|from|since|until|by|through|effective)\b)", re.IGNORECASE)
_PLACE_WORD = re.compile(r"[A-Z][\w.'’\-]*|and|of|de|la|du|am|&", re.UNICODE)
_NO_TITLE = re.compile(
    r"(?:exhibit\s+\d[\d.]*|(?:for\s+immediate\s+release|press\s+release|news\s+release)[.:]?|!\[.*)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__")
_MARKUP = re.compile(r"^#{1,6}\s+|\*\*|__")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text tells; None for what it does not."""

    title: str | None
    published: str | None
    place: str | None
    source: str | None


def read_head(text: str) -> Head:
    """Headline, date, place and wire as the first lines of the text give them."""
    lines = text[:_HEAD].split("\n")
    for line in lines:
        published, place, source = _dateline(line)
        if published:
            break
    return Head(_title(lines), published, place, source or _wire_line(lines))


def date_in_name(name: str) -> str | None:
    """The last date written as digits in a file's name or an id.

    >>> date_in_name("geovax-positive-phase-2-20250915")
    '2025-09-15'
    """
    dates = [_iso(*match.groups()) for match in _IN_NAME.finditer(name)]
    return next((date for date in reversed(dates) if date and "1900" < date < "2100"), None)


def _dateline(line: str) -> tuple[str | None, str | None, str | None]:
    """Date, place and wire of a line that is or starts with a dateline."""
    stripped = _EMPHASIS.sub("", line).strip()
    if _NO_DATELINE.match(stripped):
        return None, None, None
    for match in _DATE.finditer(stripped[:300]):
        before, after = stripped[: match.start()], stripped[match.end() :]
        published = _date(match)
        place = _place(before)
        if published and place is not None and _AFTER_DATE.match(after):
            return published, place or None, _wire(before) or _wire(after[:80])
    return None, None, None


def _date(match: re.Match[str]) -> str | None:
    for number in "123":
        if year := match[f"y{number}"]:
            month = match[f"m{number}"].lower()[:3]
            return _iso(
                year, month if month.isdigit() else str(_MONTHS.index(month) + 1), match[f"d{number}"]
            )
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _place(before: str) -> str | None:
    """The words before the date without wire, weekday and marks; None if they are no place."""
    words = _BRACKETED.sub(" ", before) if _wire(before) else before
    words = _LABEL.sub(" ", _WEEKDAY.sub("", words).strip())
    words = " ".join(words.split()).strip(" -–—|,;:/")
    parts = [part for part in re.split(r"[\s,;:/|–—-]+", words) if part]
    return words if len(parts) <= 14 and all(_PLACE_WORD.fullmatch(part) for part in parts) else None


def _wire(words: str) -> str | None:
    """The wire that a bracket in the words names."""
    for match in _BRACKETED.finditer(words):
        name = match["link"] or match["round"] or match["slash"]
        if wire := _known_wire(name):
            return wire
    return None


def _wire_line(lines: list[str]) -> str | None:
    """A wire's name that stands on a line of its own."""
    short = (line.strip() for line in lines if 0 < len(line.strip()) <= 40)
    return next((wire for line in short if (wire := _known_wire(line))), None)


def _known_wire(name: str) -> str | None:
    key = _key(name)
    return next((wire for start, wire in _wires() if key.startswith(start)), None)


@cache
def _wires() -> tuple[tuple[str, str], ...]:
    lines = (Path(__file__).parent / "wires.txt").read_text(encoding="utf-8").splitlines()
    return tuple((_key(line), line) for line in lines if line and not line.startswith("#"))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _title(lines: list[str]) -> str | None:
    """The first heading or line of words; a line that was wrapped with the rest of it."""
    words = [" ".join(html.unescape(_MARKUP.sub("", line.strip())).split()) for line in lines]
    for number, first in enumerate(words):
        if first and not _NO_TITLE.fullmatch(first):
            wrapped = len(first) >= _WRAPPED and not lines[number].startswith("#")
            rest = takewhile(bool, words[number + 1 :]) if wrapped else ()
            title = " ".join([first, *rest])
            return title if len(title) <= _LONGEST_TITLE else None
    return None
