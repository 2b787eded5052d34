"""What all pictures have in common: colours, titles, legends and files."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from kg.extras import extra

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

#: The colours of Okabe and Ito (2008), which colour-blind people tell apart, in the order that pictures use.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
VERMILION, SKY, YELLOW, BLACK = "#D55E00", "#56B4E9", "#F0E442", "#000000"
GREY = "#8A8A8A"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, YELLOW, BLACK)


class Look(NamedTuple):
    """A colour and a shape; no two kinds have both in common."""

    colour: str
    marker: str


#: How things look, by kind. What is not here looks like `OTHER`.
LOOKS: Mapping[str, Look] = {
    "Company": Look(BLUE, "o"),
    "Organization": Look(SKY, "s"),
    "Person": Look(GREY, "v"),
    "Compound": Look(ORANGE, "o"),
    "Technology": Look(GREEN, "s"),
    "Payload": Look(VERMILION, "D"),
    "Linker": Look(YELLOW, "D"),
    "Target": Look(PURPLE, "^"),
    "Condition": Look(VERMILION, "o"),
    "Trial": Look(YELLOW, "s"),
    "Conference": Look(SKY, "^"),
    "Phase": Look(GREEN, "o"),
    "Designation": Look(YELLOW, "o"),
    "Modality": Look(PURPLE, "o"),
    "Payment": Look(BLACK, "D"),
    "Outcome": Look(BLACK, "o"),
}
OTHER = Look(BLACK, "s")
_LONGEST = 42
_SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.axisbelow": True,
    "legend.frameon": False,
}


def shown(text: str, longest: int = _LONGEST) -> str:
    """A text for a picture: on one line, only what can be printed, not too long."""
    line = "".join(mark if mark.isprintable() else " " for mark in text)
    line = " ".join(line.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def figure(width: float, height: float) -> Figure:
    """An empty figure, in inches; its pixels are points, as sizes of marks and letters are.

    Raises:
        ExtraError: matplotlib is not installed.
    """
    with extra("plot"):
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - not always installed
        from matplotlib.figure import Figure  # noqa: PLC0415

    page = Figure(figsize=(width, height), dpi=72)
    FigureCanvasAgg(page)
    return page


def entitle(page: Figure, title: str, about: str) -> None:
    """Write the title, and lines on what the picture was made of, above all that is drawn."""
    drawn = page.get_tightbbox()
    left, above = drawn.x0 / page.get_figwidth(), drawn.y1 / page.get_figheight()
    inch = 1 / page.get_figheight()
    lines = about.splitlines()
    for number, line in enumerate(reversed(lines)):
        height = above + (0.2 + 0.17 * number) * inch
        page.text(left, height, line, fontsize=9, color="#555555", va="bottom")
    height = above + (0.27 + 0.17 * len(lines)) * inch
    page.text(left, height, shown(title, 120), fontsize=14, fontweight="bold", va="bottom")


def mark(label: str, look: Look, *, hollow: bool = False) -> Line2D:
    """An entry of a legend."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - not always installed

    face = "white" if hollow else look.colour
    return Line2D([], [], ls="", marker=look.marker, mfc=face, mec=look.colour, ms=7, label=shown(label))


def line(label: str, colour: str) -> Line2D:
    """An entry of a legend for lines."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - not always installed

    return Line2D([], [], color=colour, lw=1.5, label=shown(label))


def legend(page: Figure, marks: Iterable[Line2D]) -> None:
    """A legend to the right of all that is drawn."""
    right = page.get_tightbbox().x1 / page.get_figwidth()
    page.legend(handles=list(marks), loc="upper left", bbox_to_anchor=(right, 1), borderaxespad=1)


@contextmanager
def settings() -> Iterator[None]:
    """The settings under which pictures are drawn and written, whatever those of the user are.

    Raises:
        ExtraError: matplotlib is not installed.
    """
    with extra("plot"):
        from matplotlib import rc_context, rcdefaults, rcParams  # noqa: PLC0415 - not always installed

    with warnings.catch_warnings(), rc_context():
        rcdefaults()
        rcParams.update(_SETTINGS)
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def save(page: Figure, format: str, output: IO[bytes]) -> None:
    """Write a figure as png or svg, without the time and the version of the library."""
    empty = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
    page.savefig(output, format=format, dpi=130, bbox_inches="tight", pad_inches=0.2, metadata=empty[format])
