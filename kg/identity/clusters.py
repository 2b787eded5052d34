"""Which namings are of one thing: evidence joins them, contradictions keep them apart.

The outcome depends on the set of namings alone, never on the order in which documents came: evidence is
taken in a fixed order, and a must-link that would break a cannot-link is not followed (constrained
clustering after Wagstaff and others 2001, "Constrained K-means Clustering with Background Knowledge").
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations

from kg.identity.codes import clash, series
from kg.identity.evidence import Alias, aliases, certain
from kg.identity.naming import Naming


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Evidence that two names are of one thing.

    Attributes:
        rule: Its kind, a value of the scheme of coreference rules in the ontology.
        first: A naming with the one name.
        second: A naming with the other.
        token: What it rests on: a concept, a ticker, a shared name, the IRI of a decision.
    """

    rule: str
    first: Naming
    second: Naming
    token: str


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided, in terms of namings.

    Attributes:
        must: A decision that two namings are of one thing, and all namings of either without it.
        cannot: Two sets of namings that are of two things.
    """

    must: tuple[tuple[Link, frozenset[Naming], frozenset[Naming]], ...] = ()
    cannot: tuple[tuple[frozenset[Naming], frozenset[Naming]], ...] = ()


@dataclass(slots=True)
class Cluster:
    """Namings that are of one thing.

    Attributes:
        namings: All of them.
        concepts: The vocabulary's things that it is: one at most, but where a person merged several.
        links: What joined them.
        refused: Evidence for more, against what is known of names; what people decided does not count.
        rivals: What an ambiguous short form may stand for: a naming of each.
    """

    namings: set[Naming]
    concepts: set[str]
    links: list[Link] = field(default_factory=list)
    refused: list[Link] = field(default_factory=list)
    rivals: set[Naming] = field(default_factory=set)
    _codes: dict[str, set[int]] = field(default_factory=dict)
    _numbers: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, naming: Naming) -> Cluster:
        """The cluster of one naming."""
        codes: dict[str, set[int]] = {}
        for name in (naming.name, *naming.aliases):
            if naming.kind == "Compound" and (code := series(name)):
                codes.setdefault(code[0], set()).add(code[1])
        numbers = {number for number in naming.identifiers if number.startswith("registry ")}
        known = set(naming.concepts) if len(naming.concepts) == 1 else set()
        return cls({naming}, known, _codes=codes, _numbers=numbers)

    def contradicts(self, other: Cluster) -> bool:
        """Whether two clusters cannot be one thing: by the vocabulary, code names or registry numbers."""
        return (
            bool(self.concepts and other.concepts and self.concepts != other.concepts)
            or bool(self._numbers and other._numbers and not self._numbers & other._numbers)
            or clash(self._codes, other._codes)
        )

    def marks(self) -> tuple[Hashable, ...]:
        """What contradictions are found by."""
        codes = frozenset((name, number) for name, numbers in self._codes.items() for number in numbers)
        return frozenset(self.concepts), frozenset(self._numbers), codes

    def absorb(self, other: Cluster) -> None:
        """Take all of another cluster in."""
        self.namings |= other.namings
        self.concepts |= other.concepts
        self.links += other.links
        self.refused += other.refused
        self.rivals |= other.rivals
        self._numbers |= other._numbers
        for name, numbers in other._codes.items():
            self._codes.setdefault(name, set()).update(numbers)


def cluster(namings: Collection[Naming], constraints: Constraints = Constraints()) -> list[Cluster]:
    """The things that namings are of; the same for the same set.

    Args:
        namings: All that share any name, concept or identifier with one of them must be there.
        constraints: What people decided.
    """
    partition = _Partition(namings, constraints)
    for link, one, other in constraints.must:
        partition.merge(link, one, other)
    for evidence in certain(namings):
        partition.join_certain(evidence.namings, evidence.rule, evidence.token)
    for alias in aliases(namings):
        partition.join_alias(alias)
    return partition.clusters()


class _Partition:
    """Namings in clusters that grow."""

    def __init__(self, namings: Iterable[Naming], constraints: Constraints) -> None:
        self._of = {naming: Cluster.of(naming) for naming in sorted(namings)}
        self._cannot = constraints.cannot

    def clusters(self) -> list[Cluster]:
        return list({id(cluster): cluster for cluster in self._of.values()}.values())

    def merge(self, link: Link, one: frozenset[Naming], other: frozenset[Naming]) -> None:
        """Join what a person holds for one thing, even where it clashes."""
        sides = self._of[link.first].namings | one, self._of[link.second].namings | other
        if not self._forbidden(*sides):
            for naming in one | other:
                self._unite(self._of[link.first], self._of[naming])
            self._of[link.first].links.append(link)

    def join_all(self, group: Sequence[Naming], rule: str, token: str) -> None:
        """Join a group as far as nothing contradicts."""
        for other in group[1:]:
            self._join(Link(rule, group[0], other, token))

    def join_certain(self, group: Iterable[Naming], rule: str, token: str) -> None:
        """Join a group. If some in it contradict each other, the rest may be either, and joins neither."""
        first_of = self._first_of_each(group)
        opposed = self._opposed(first_of)
        others = [naming for naming in first_of if naming not in opposed]
        self.join_all(others, rule, token)
        for first, second in combinations(opposed, 2):
            self._refuse(Link(rule, first, second, token))
        if others and opposed:
            self._of[others[0]].rivals.update(opposed)

    def join_alias(self, alias: Alias) -> None:
        """Join those that declare a second name with those that bear it.

        A short form that several things declare is nobody's: who bears it may be any of them.
        """
        claimants = self._first_of_each(alias.claimants)
        if len(claimants) == 1 or not alias.is_short:
            self.join_certain([*claimants, *alias.holders], "declared", alias.form)
            return
        own = {id(self._of[naming]) for naming in claimants}
        for holder in self._first_of_each(alias.holders):
            if id(self._of[holder]) not in own:
                self._of[holder].rivals.update(claimants)

    def _first_of_each(self, group: Iterable[Naming]) -> list[Naming]:
        """One naming of each cluster in a group, in order."""
        return list({id(self._of[naming]): naming for naming in reversed(list(group))}.values())[::-1]

    def _opposed(self, group: list[Naming]) -> list[Naming]:
        marks = {naming: self._marks(self._of[naming]) for naming in group}
        alike = {mark: naming for naming, mark in reversed(marks.items())}
        clashing = {
            mark
            for pair in combinations(alike, 2)
            if self._apart(*(self._of[alike[mark]] for mark in pair))
            for mark in pair
        }
        return [naming for naming, mark in marks.items() if mark in clashing]

    def _marks(self, cluster: Cluster) -> Hashable:
        """What contradictions are found by; clusters with the same marks contradict the same others."""
        sides = tuple(
            (not cluster.namings.isdisjoint(one), not cluster.namings.isdisjoint(other))
            for one, other in self._cannot
        )
        return (*cluster.marks(), sides)

    def _apart(self, one: Cluster, other: Cluster) -> bool:
        return one.contradicts(other) or self._forbidden(one.namings, other.namings)

    def _forbidden(self, one: Set[Naming], other: Set[Naming]) -> bool:
        return any(
            (one & left and other & right) or (one & right and other & left) for left, right in self._cannot
        )

    def _join(self, link: Link) -> None:
        one, other = self._of[link.first], self._of[link.second]
        if one is other:
            if link.first.form != link.second.form:
                one.links.append(link)
        elif self._apart(one, other):
            self._refuse(link)
        else:
            self._unite(one, other)
            self._of[link.first].links.append(link)

    def _refuse(self, link: Link) -> None:
        one, other = self._of[link.first], self._of[link.second]
        if link.first.form != link.second.form and one.contradicts(other):
            one.refused.append(link)

    def _unite(self, one: Cluster, other: Cluster) -> None:
        if one is other:
            return
        if len(one.namings) < len(other.namings):
            one, other = other, one
        one.absorb(other)
        for naming in other.namings:
            self._of[naming] = one
