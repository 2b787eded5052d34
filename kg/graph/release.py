"""What is known of a release beside its facts: what tells whether it is another one again, or corrects it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.facts import FactsFile
from kg.graph.likeness import shingles, sketch
from kg.names import normal_form

_MARK = re.compile(
    r"""\b c\ ?o\ ?r\ ?r\ ?e\ ?c\ ?t\ ?(?: i\ ?o\ ?n | i\ ?n\ ?g | e\ ?d ) \b (?: \ and\ replac(?:ing|es) )?
    | \b (?: updated? | replacement ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
#: A wire may say what it is above the headline.
_FIRST_WORDS = 200
_DAY = len("2012-06-04")


@dataclass(frozen=True, slots=True)
class Release:
    """A release.

    Attributes:
        document: Its name.
        published: Its date, None if unknown.
        issuer: Who speaks, in the form that spellings share; empty if unknown.
        title: The words of the title, without those of a correction.
        sketch: A sample of the sequences of words in its news.
        corrects: Whether it says that it is a correction.
    """

    document: str
    published: str | None
    issuer: str
    title: tuple[str, ...]
    sketch: tuple[int, ...]
    corrects: bool

    @classmethod
    def of(cls, facts: FactsFile) -> Release:
        """The release that facts are of."""
        title, text = facts.title or "", facts.text or ""
        issuer = normal_form(facts.entities[facts.issuer].name) if facts.issuer else ""
        words = sorted(set(re.findall(r"\w+", _MARK.sub(" ", title).casefold())))
        corrects = any(map(_MARK.search, (title, text[:_FIRST_WORDS])))
        return cls(facts.document, facts.published, issuer, tuple(words), sketch(shingles(text)), corrects)

    def days_after(self, other: Release) -> int | None:
        """How many days after another it was published; None if the day of one is unknown."""
        days = [each for each in (self.published, other.published) if each and len(each) == _DAY]
        if len(days) < 2:
            return None
        own, its = map(date.fromisoformat, days)
        return (own - its).days
