"""Choices that commands offer and flows take, where importing either would take long."""

from __future__ import annotations

from enum import StrEnum

# How many works to fetch around each resolved one, unless told.
MAX_PER_WORK = 100


class Expansion(StrEnum):
    """The two ways to go on from a work: what it cites, or what cites it."""

    REFERENCES = "references"
    CITATIONS = "citations"


class Picture(StrEnum):
    """What there is to draw, as in ``warehouse.export.pictures``."""

    GRAPH = "graph"
    YEARS = "years"
    VENUES = "venues"
    COMMUNITIES = "communities"
