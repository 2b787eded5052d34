"""Pictures of the graph: PNG and SVG by matplotlib, and a page for exploring a network.

The same graph always gives the same bytes, with the same version of matplotlib.
"""

from __future__ import annotations

from kg.plot.pictures import PICTURES, Wanted, format_of, plot

__all__ = ["PICTURES", "Wanted", "format_of", "plot"]
