"""The formats that can be read, one module each, and the table of them.

A new format is a module with a `FORMAT` and a line in `FORMATS`.
"""

from __future__ import annotations

from kg.readers.formats import (
    archive,
    clinical_trials,
    docx,
    edgar,
    feed,
    html,
    json_lines,
    json_one,
    pdf,
    table,
    text,
)
from kg.readers.source import Format

#: In the order in which a file's first bytes are tried; plain text takes what no other format knows.
FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    docx.FORMAT,
    archive.FORMAT,
    edgar.FORMAT,
    feed.FORMAT,
    html.FORMAT,
    clinical_trials.FORMAT,
    json_lines.FORMAT,
    json_one.FORMAT,
    table.FORMAT,
    text.FORMAT,
)

#: Endings of the files that are read in a folder, whatever is in them.
ENDINGS: tuple[str, ...] = tuple(ending for format in FORMATS for ending in format.endings)


def format_of(head: bytes, ending: str) -> Format:
    """The format of a file by its first bytes; the ending counts where these leave it open."""
    return next(format for format in FORMATS if format.recognises(head, ending))


def known_by_content(head: bytes) -> bool:
    """Whether the first bytes alone tell a format other than plain text."""
    return format_of(head, "") is not text.FORMAT


def named(name: str) -> Format:
    """The format of a name."""
    return next(format for format in FORMATS if format.name == name)
