"""Beginning from an agenda that is there: a built-in pattern, a copied round, workshop or consultation."""
