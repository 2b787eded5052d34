"""The graph as files for other tools; the same graph always gives the same bytes."""

from __future__ import annotations

from kg.export.files import write_whole
from kg.export.flat import as_json
from kg.export.formats import FORMATS, Content, Format, export, format_named, format_of
from kg.export.workbook import Cell, Link, Sheet

__all__ = [
    "FORMATS",
    "Cell",
    "Content",
    "Format",
    "Link",
    "Sheet",
    "as_json",
    "export",
    "format_named",
    "format_of",
    "write_whole",
]
