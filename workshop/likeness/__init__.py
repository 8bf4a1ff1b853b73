"""How like texts are: by the meaning of their words, inflected, compounded, mistyped, and in three languages.

Words become lemmas (`lemmas`), lemmas concepts of the field (`glossary`), texts meanings (`meaning`); `scoring`
compares two of these, `index` finds what is alike among many, and `finder` what a word is in. Nothing here knows Flask
or the database: whoever fills an index decides what is in it, and who is told.
"""

from workshop.likeness.finder import Finder
from workshop.likeness.index import Index, Pair, Similar
from workshop.likeness.meaning import Reader

__all__ = ["Finder", "Index", "Pair", "Reader", "Similar"]
