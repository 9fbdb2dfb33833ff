"""A finding in words: text, figures, calculations, citations, warnings."""
