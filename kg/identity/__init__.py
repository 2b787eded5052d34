"""Identity: which names, in one document and across all, are of one thing, and why."""

from kg.identity.decisions import DECISIONS, Decision, read_decisions
from kg.identity.forms import form
from kg.identity.identities import Identities, Shift
from kg.identity.naming import Key, Naming, is_general, namings, of_document
from kg.identity.things import IDENTITY

__all__ = [
    "DECISIONS", "IDENTITY", "Decision", "Identities", "Key", "Naming", "Shift", "form", "is_general",
    "namings", "of_document", "read_decisions",
]  # fmt: skip
