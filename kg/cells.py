"""Cells of tables that people open in spreadsheets."""


def harmless(cell: str) -> str:
    """The cell, so that a spreadsheet does not take words of a release for a formula.

    >>> harmless("=1+1"), harmless("TAP")
    ("'=1+1", 'TAP')
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
