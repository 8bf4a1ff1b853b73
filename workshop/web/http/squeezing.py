"""Scripts and sheets without what only their readers need: comments, blanks, and the length of names."""

import re

# Parts of a sheet that are only for readers of its source.
ASIDE = re.compile(r"^[ \t]*/\*(?:.|\n)*?\*/|^[ \t]+", re.MULTILINE)
# A `const` that takes something apart, after another statement than a `let`, with comments and blanks between them.
APART = re.compile(r"^([ \t]*(?!let |//)\S.*;(?: *//.*)?\n(?:[ \t]*(?://.*)?\n)*[ \t]*)const (?=[\[{])", re.MULTILINE)


def squeezed_script(text: str) -> str:
    """Return a script with short names inside its functions; names at its top, which others may use, stay."""
    # Go's threads come with it, which no fork survives: only a process that serves may have it.
    import minify

    # Of constants in a row, it moves one that takes something apart before those that it does not name, though what
    # they call may have effects (tdewolff/minify#958, in 2.24.12). It leaves kinds of declarations that differ where
    # they are.
    return minify.string("text/javascript", APART.sub(r"\1let ", text))


def squeezed_sheet(text: str) -> str:
    """Return a sheet without comments on lines of their own, indents and ends of lines."""
    bare = re.sub(r"^([\w-]+): ", r"\1:", re.sub(r"\n+", "\n", ASIDE.sub("", text)), flags=re.MULTILINE)
    return re.sub(r";\n}", "}", re.sub(r" {\n", "{", re.sub(r"([,;}])\n(?!})", r"\1", bare)))
