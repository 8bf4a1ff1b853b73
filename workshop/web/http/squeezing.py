"""Scripts and sheets without what only their readers need: comments, blanks, and the length of names."""

import re

# Parts of a sheet that are only for readers of its source.
ASIDE = re.compile(r"^[ \t]*/\*(?:.|\n)*?\*/|^[ \t]+", re.MULTILINE)


def squeezed_script(text: str) -> str:
    """Return a script with short names inside its functions; names at its top, which others may use, stay."""
    # Go's threads come with it, which no fork survives: only a process that serves may have it.
    import minify

    return minify.string("text/javascript", text)


def squeezed_sheet(text: str) -> str:
    """Return a sheet without comments on lines of their own, indents and ends of lines."""
    bare = re.sub(r"^([\w-]+): ", r"\1:", re.sub(r"\n+", "\n", ASIDE.sub("", text)), flags=re.MULTILINE)
    return re.sub(r";\n}", "}", re.sub(r" {\n", "{", re.sub(r"([,;}])\n(?!})", r"\1", bare)))
