"""Files → Sources: one reader a format behind one door, the only place that opens a report."""

from index.reading.route import read

__all__ = ["read"]
