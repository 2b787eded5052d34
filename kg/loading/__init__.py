"""Vocabularies that users bring: read, checked, and kept beside the graph that is built with them."""

from kg.loading.keep import Clash, Loaded, load, loaded, remove

__all__ = ["Clash", "Loaded", "load", "loaded", "remove"]
