"""What validation finds, for people to read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rdf.namespaces import prefixes


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of validation.

    Attributes:
        focus: The node that was checked.
        path: The property concerned, "" if the whole node is.
        value: The value at fault, "" if one is missing.
        message: What to do.
        severity: "Violation" or "Warning".
        shape: The shape that was broken.
        component: The kind of its constraint, such as "MinCount".
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str
    shape: str
    component: str

    def __str__(self) -> str:
        """One line for people, with prefixes for namespaces."""
        at = f" {_short(self.path)}" if self.path else ""
        found = f" (found {_short(self.value)})" if self.value else ""
        return (
            f"{self.severity}: {_short(self.focus)}{at}{found}: {_short(self.message)} [{_short(self.shape)}]"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, sorted."""

    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps the graph out."""
        return tuple(finding for finding in self.findings if finding.severity == "Violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is incomplete or unlikely, and lets the graph in."""
        return tuple(finding for finding in self.findings if finding.severity == "Warning")

    @property
    def conforms(self) -> bool:
        """Whether the graph may be let in."""
        return not self.violations

    def __str__(self) -> str:
        """A line a finding, violations first."""
        return "\n".join(map(str, (*self.violations, *self.warnings)))


def _short(text: str) -> str:
    """An IRI with its prefix, where it has a known one."""
    for prefix, namespace in prefixes().items():
        text = text.replace(namespace, f"{prefix}:")
    return text
