"""An Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING, NamedTuple, TypeAlias

from kg.errors import InputError
from kg.export.flat import plain
from kg.extras import extra

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: What Excel can hold; see its specifications and limits.
_LONGEST_CELL = 32_767
_LONGEST_LINK = 2_079
_MOST_LINKS = 65_530
_MOST_ROWS = 1_048_575
_WIDEST = 60
#: What else would be the time of writing.
_CREATED = datetime(2000, 1, 1)


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: str
    url: str


Cell: TypeAlias = str | int | float | Link


class Sheet(NamedTuple):
    """A sheet of a workbook: a name of at most 31 letters, a header and rows as long as it."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_workbook(sheets: Iterable[Sheet], output: IO[bytes]) -> None:
    """Write sheets. No text is taken for a formula, and what is longer than Excel's longest cell is cut.

    Raises:
        ExtraError: XlsxWriter is not installed.
        InputError: A sheet has more rows than Excel can hold.
    """
    with extra("excel"):
        from xlsxwriter import Workbook  # noqa: PLC0415 - not always installed

    book = Workbook(output, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        if len(sheet.rows) > _MOST_ROWS:
            raise InputError(
                f"sheet {sheet.name}: {len(sheet.rows):,} rows are more than Excel holds; use csv"
            )
        page = book.add_worksheet(sheet.name)
        page.write_row(0, 0, sheet.header, bold)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
        _fill(page, sheet)
    book.close()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    linked = len(sheet.rows) * len(sheet.header) <= _MOST_LINKS
    for column, (name, *cells) in enumerate(zip(sheet.header, *sheet.rows, strict=True)):
        for row, cell in enumerate(cells, 1):
            if isinstance(cell, int | float):
                page.write_number(row, column, cell)
            elif isinstance(cell, Link) and linked and len(cell.url) <= _LONGEST_LINK:
                page.write_url(row, column, cell.url, string=_text(cell))
            else:
                page.write_string(row, column, _text(cell))
        widest = max(len(_text(cell)) for cell in (name, *cells))
        page.set_column(column, column, min(widest + 2, _WIDEST))


def _text(cell: Cell) -> str:
    return str(plain(cell.text if isinstance(cell, Link) else cell))[:_LONGEST_CELL]
