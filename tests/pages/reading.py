"""The texts of a page as people get them, each with the language that it is said to be in."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "hr", "img", "input", "link", "meta", "rect", "wbr"}
SPOKEN = ("aria-label", "alt", "placeholder", "title")


def texts_of(html: str) -> list[tuple[str, str]]:
    """Return (text, language) of all that a page says, the spoken names of things too."""
    reader = _Texts()
    reader.feed(html)
    assert reader.path == [], f"elements without an end: {reader.path}"
    return [(" ".join(text.split()), lang) for text, lang in reader.texts if text.strip()]


def ids_of(html: str) -> list[str]:
    """Return the ids of a page's elements."""
    reader = _Texts()
    reader.feed(html)
    return reader.ids


class _Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.ids, self.path = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        lang = attrs.get("lang") or (self.path[-1][1] if self.path else "")
        self.texts += [(attrs[name], lang) for name in SPOKEN if attrs.get(name)]
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        if tag not in VOID:
            self.path.append((tag, lang))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.path and self.path[-1][0] == tag, f"</{tag}> ends {self.path[-1:]}"
            self.path.pop()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.path.pop()

    def handle_data(self, data):
        if self.path and self.path[-1][0] not in ("style", "script"):
            self.texts.append((data, self.path[-1][1]))
