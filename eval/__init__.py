"""Were we right, and where not: cases, scorers, runs, reports, comparisons and synthetic reports. Judges, never answers."""
