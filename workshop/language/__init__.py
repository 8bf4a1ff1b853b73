"""Everything that people read in their language: catalogues, labels, sentences, times, sorting; for every surface."""
