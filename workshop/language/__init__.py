"""All that people read in their language: catalogues, labels, sentences, times and sorting, for every surface."""
