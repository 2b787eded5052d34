"""Search for things by any of their names, while one types."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, islice

from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue
from kg.vocabulary.fold import fold

#: How releases are called as a kind.
DOCUMENT = "Document"
#: How many things a page has.
MOST_FOUND = 200
#: What a search text may be of a name, the better first; a line break is where a name begins or ends.
_WHOLE, _START, _PART = "\n{}\n", "\n{}", "{}"
#: Shorter texts are looked for at the start of names only.
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found.

    Attributes:
        iri: Its IRI.
        kind: Its kind.
        name: The name that is shown.
        alias: The name that was found, if that is another.
        facts: How many statements speak of it.
        day: Of a release, when it was published.
    """

    iri: str
    kind: str
    name: str
    alias: str
    facts: int
    day: str = ""


class Search:
    """All names of a catalogue, kind by kind, the most spoken of first; of releases the newest first."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the names of a catalogue."""
        self._catalogue = catalogue
        by_kind: defaultdict[str, list[str]] = defaultdict(list)
        for iri, kind in catalogue.kinds.items():
            by_kind[kind].append(iri)
        for things in by_kind.values():
            things.sort(key=lambda iri: (-self._facts(iri), iri))
        by_kind[DOCUMENT] = [source.iri for source in catalogue.documents]
        order = (*schema().entity_types, DOCUMENT, *schema().concepts)
        self._kinds = {kind: _Names(by_kind[kind], catalogue) for kind in order if kind in by_kind}

    @property
    def counts(self) -> dict[str, int]:
        """How many things there are of each kind."""
        return {kind: len(names.things) for kind, names in self._kinds.items()}

    def listed(self, kinds: Collection[str], page: int) -> list[Found]:
        """A page of all things of some kinds, what is spoken of most or is newest coming first."""
        chosen = [names.things for kind, names in self._kinds.items() if kind in kinds]
        first = MOST_FOUND * (page - 1)
        things = chosen[0] if len(chosen) == 1 else sorted(chain(*chosen), key=lambda iri: -self._facts(iri))
        return [self._found(iri, "") for iri in things[first : first + MOST_FOUND]]

    def find(self, text: str, kinds: Collection[str] = ()) -> list[Found]:
        """The things that have a name with the text in it, up to `MOST_FOUND`.

        Whole names come before names that begin with the text, then the rest; within each, things come before
        releases and controlled values, and what is spoken of most comes first.

        Args:
            text: What a user typed.
            kinds: The kinds that count; all if there are none.
        """
        chosen = [names for kind, names in self._kinds.items() if not kinds or kind in kinds]
        wanted = _form(text)
        if not wanted:
            return []
        found: dict[str, str] = {}
        for form in (_WHOLE, _START, _PART) if len(wanted) >= _SHORTEST_PART else (_WHOLE, _START):
            hits = [hit for names in chosen for hit in islice(names.hits(form.format(wanted)), MOST_FOUND)]
            for iri, alias in sorted(hits, key=lambda hit: self._rank(hit[0])):
                found.setdefault(iri, alias)
        return [self._found(iri, alias) for iri, alias in islice(found.items(), MOST_FOUND)]

    def _rank(self, iri: str) -> tuple[bool, int]:
        return self._catalogue.kinds.get(iri) not in schema().entity_types, -self._facts(iri)

    def _found(self, iri: str, alias: str) -> Found:
        name = self._catalogue.name(iri)
        source = self._catalogue.sources.get(iri)
        return Found(
            iri=iri,
            kind=DOCUMENT if source else self._catalogue.kinds[iri],
            name=name,
            alias="" if alias == name else alias,
            facts=self._facts(iri),
            day=source.published if source else "",
        )

    def _facts(self, iri: str) -> int:
        return len(self._catalogue.about.get(iri) or self._catalogue.told_by.get(iri) or ())


class _Names:
    """The names of some things, as one text that is searched at the speed of the machine."""

    def __init__(self, things: list[str], catalogue: Catalogue) -> None:
        self.things = things
        self._named = [(iri, name) for iri in things for name in catalogue.names(iri)]
        lines = [f"{_form(name)}\n" for _, name in self._named]
        self._text = "".join(("\n", *lines))
        self._starts = [1, *(1 + end for end in accumulate(len(line) for line in lines))]

    def hits(self, wanted: str) -> Iterator[tuple[str, str]]:
        """The things with a name that holds the text, and that name, in their order."""
        place = self._text.find(wanted)
        while place >= 0:
            number = bisect_right(self._starts, place + wanted.startswith("\n")) - 1
            yield self._named[number]
            place = self._text.find(wanted, self._starts[number + 1] - 1)


def _form(name: str) -> str:
    """The letters and digits of a name, in the form in which names are compared."""
    return re.sub(r"[\W_]+", "", fold(name))
