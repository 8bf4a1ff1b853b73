"""Contact sheets: all pictures small beside one another, with their names, as a page that the browser photographs."""

from pathlib import Path

from playwright.sync_api import Browser

EACH = 24
COLUMNS = 6
STYLE = f"""
body {{ margin: 16px; background: #8a8f8d; font: 13px/1.3 sans-serif; width: 2200px }}
ol {{ display: grid; grid-template-columns: repeat({COLUMNS}, 1fr); gap: 16px; list-style: none }}
ol {{ margin: 0; padding: 0 }}
li {{ background: #fff; padding: 8px }}
div {{ height: 500px; overflow: hidden; background: #ddd }}
img {{ width: 100%; display: block; margin: auto }}
[class^="phone"] {{ width: 243px }}
"""


def sheets(browser: Browser, pictures: list[Path], folder: Path) -> list[Path]:
    """Write contact-1.png, contact-2.png, … of so many pictures each, in the order given."""
    made = []
    for start in range(0, len(pictures), EACH):
        page = folder / "contact.html"
        page.write_text(_page(pictures[start : start + EACH]))
        tab = browser.new_page(viewport={"width": 2232, "height": 800})
        tab.goto(page.as_uri())
        made.append(folder / f"contact-{start // EACH + 1}.png")
        tab.screenshot(path=made[-1], full_page=True)
        tab.close()
        page.unlink()
    return made


def _page(pictures):
    items = "".join(_item(path.name, path.stem.split(".")) for path in pictures)
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><ol>{items}</ol>'


def _item(name, words):
    return f'<li><div><img class="{words[1]}" src="{name}" alt=""></div>{" · ".join(words)}</li>'
