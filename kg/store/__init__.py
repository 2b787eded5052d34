"""The store: a folder with one named graph a document, one writer at a time and any number of readers.

kg.db/
├── kg.json       what the folder is, and its format
├── data/         the files of the one process that writes
├── derived       number of the snapshot that has what rules derived, if they did
├── unpublished   there while data/ holds what no snapshot has
├── snapshots/    00000001, 00000002 ...: immutable; readers open the newest
└── quarantine/   what the gate refused: SLUG.json with the facts, SLUG.txt with the report
"""

from kg.store.folder import Message, Store
from kg.store.graphs import LEDGER, RELEASES, SCHEMES, counts, is_of_a_document, merged, superseded
from kg.store.quarantine import Refused
from kg.store.snapshot import Dataset, Results, Snapshot, Term
from kg.store.writer import Change, Writer

__all__ = [
    "LEDGER", "RELEASES", "SCHEMES", "Change", "Dataset", "Message", "Refused", "Results", "Snapshot",
    "Store", "Term", "Writer", "counts", "is_of_a_document", "merged", "superseded",
]  # fmt: skip
