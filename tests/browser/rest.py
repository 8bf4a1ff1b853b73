"""Whether a page has come to rest: it has stopped growing, and its browser has time for other things."""

from playwright.sync_api import Page

MOST_ELEMENTS = 6000
# Two samples with idle time between them; a page that draws without end never gets there, or is larger each time.
AT_REST = """
async (most) => {
  const count = () => document.getElementsByTagName("*").length;
  const idle = () => new Promise((done) => requestIdleCallback(done));
  await idle();
  const before = count();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await idle();
  return count() === before && before < most;
}
"""


def rest(page: Page, seconds: float = 15) -> dict[str, int]:
    """Wait until the page is at rest; gives how many elements and forms it has. A page that hangs fails here."""
    page.wait_for_function(AT_REST, arg=MOST_ELEMENTS, timeout=seconds * 1000)
    return page.evaluate("() => ({elements: document.querySelectorAll('*').length, forms: document.forms.length})")
