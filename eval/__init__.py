"""Were we right: cases, scorers, runs and their comparison."""
