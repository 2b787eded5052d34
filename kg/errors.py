"""Errors that a user can cause and mend.

KgError
├── InputError        a file, folder or stream that cannot be read as documents
├── FactsError        a facts file that breaks the format or contradicts its text
├── SchemaError       an ontology that the program cannot work with
├── VocabularyError   a vocabulary file that cannot be loaded
├── PatternError      a pattern or trigger file with a bad line
├── QueryError        a query, named query or parameter that cannot be used
├── StoreError        a store that is missing, damaged or in use
└── ExtraError        a library that is not installed
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors whose message is meant for the user: what, where, and what to do."""


class InputError(KgError):
    """A file, folder or stream that cannot be read as documents."""


class FactsError(KgError):
    """A facts file that breaks the format or contradicts its own text."""


class SchemaError(KgError):
    """An ontology that the program cannot work with."""


class VocabularyError(KgError):
    """A vocabulary file that cannot be loaded."""


class PatternError(KgError):
    """A pattern or trigger file with a bad line."""


class QueryError(KgError):
    """A query, a named query or a parameter that cannot be used."""


class StoreError(KgError):
    """A store that is missing, damaged, of another kind, or in use by another process."""


class ExtraError(KgError):
    """A library that is needed for a part of the program and is not installed."""
