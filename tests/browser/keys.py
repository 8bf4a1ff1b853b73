"""A person who has only a keyboard: gets to things by Tab, and must always see where they are."""

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 120

# Where the focus is: whether it can be seen there, and whether something else hides it.
SEEN = """
() => {
  const focused = document.activeElement;
  const box = focused.getBoundingClientRect();
  const style = getComputedStyle(focused);
  const label = focused.labels?.[0];
  const around = [focused, label, focused.closest("label"), focused.parentElement].filter(Boolean);
  const marked = around.some((each) => {
    const its = getComputedStyle(each);
    return (its.outlineStyle !== "none" && parseFloat(its.outlineWidth) >= 2) || its.boxShadow !== "none";
  });
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const free = !top || around.some((each) => each.contains(top) || top.contains(each));
  const name = `<${focused.localName} id="${focused.id}">${(focused.innerText ?? "").slice(0, 30)}`;
  return { name, marked, inside, free, opacity: style.opacity };
}
"""


def reach(page: Page, target: Locator, *, back: bool = False) -> None:
    """Press Tab until the target has the focus, which can be seen at each stop."""
    expect(target).to_be_attached()
    for _ in range(MOST_STOPS):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
        check(page)
    raise AssertionError(f"{target} is not reached by Tab; the focus is at {page.evaluate(SEEN)}")


def check(page: Page) -> None:
    """Fail unless one sees where the focus is."""
    seen = page.evaluate(SEEN)
    if seen["name"].startswith("<body"):
        return
    # Scrolling into view takes a frame.
    if not (seen["inside"] and seen["free"]):
        page.wait_for_timeout(150)
        seen = page.evaluate(SEEN)
    assert seen["marked"], f"no mark of the focus on {seen['name']}"
    assert seen["inside"], f"the focus is out of sight at {seen['name']}"
    assert seen["free"], f"something covers {seen['name']}"


def press(page: Page, target: Locator) -> None:
    """Get to a button or link and use it."""
    reach(page, target)
    page.keyboard.press("Enter")


def write(page: Page, field: Locator, text: str) -> None:
    """Get to a field and type."""
    reach(page, field)
    page.keyboard.type(text)


def choose(page: Page, field: Locator, words: str) -> None:
    """Get to a closed list and choose what begins with these words."""
    reach(page, field)
    page.keyboard.type(words)
    chosen = field.evaluate("each => each.selectedOptions[0].text")
    assert chosen.startswith(words), f"{chosen} was chosen"


def tick(page: Page, box: Locator) -> None:
    """Get to a box, or to the group that a radio button is in, and choose it."""
    expect(box).to_be_attached()
    if box.get_attribute("type") == "radio":
        name = box.get_attribute("name")
        first = box.locator(f"xpath=ancestor::form[1]//input[@type='radio' and @name='{name}']").first
        reach(page, first)
        for _ in range(10):
            if box.is_checked():
                return
            page.keyboard.press("Space" if box.evaluate("each => each === document.activeElement") else "ArrowDown")
        raise AssertionError(f"{box} can't be chosen by keys")
    reach(page, box)
    page.keyboard.press("Space")
