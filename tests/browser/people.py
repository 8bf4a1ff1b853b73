"""The people of the browser tests: each at a device of their own, with a browser in which nobody else has been."""

from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.spies import Spies
from tests.entry.visitor import new_link
from tests.faults.room import Room
from tests.nodes.server import Server

DEVICES = {
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "wall": {"viewport": {"width": 1920, "height": 1080}},
}
EMAIL = "facilitator@example.org"
SECONDS = 20
# Requests that a service worker answers are out of a test's hands, so that most people have none, as over plain http.
NO_WORKERS = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })"
# Whether a test has taken the time of this browser into its hands, which it can't be given back.
CLOCK = "'__pwClock' in globalThis"


class Person:
    """One person at one device; `page` is the tab that they look at.

    `is_plain` while nothing was asked of their browser that another person could not sit down to.
    """

    def __init__(
        self,
        browser: Browser,
        server: Server,
        device: str,
        lang: str,
        origin: str | None = None,
        *,
        workers: bool = False,
        **more,
    ):
        self.server, self.lang = server, lang
        self.origin = origin or server.url
        self.size = DEVICES[device]["viewport"]
        self.is_plain = not origin and not workers and not more
        self._context = browser.new_context(locale=lang, **DEVICES[device], **more)
        self._context.set_default_timeout(SECONDS * 1000)
        if not workers:
            self._context.add_init_script(NO_WORKERS)
        self.spies = Spies(self._context, self.origin)
        self.page: Page = self._context.new_page()

    @property
    def context(self) -> BrowserContext:
        """Their browser. What a test does to it may stay in it, so that nobody sits down to it afterwards."""
        self.is_plain = False
        return self._context

    def go(self, path: str) -> Page:
        """Open a page of the app, and wait until its script is at work where it has one."""
        self.page.goto(self.origin + path)
        self.wait_until_live()
        return self.page

    def wait_until_live(self) -> None:
        """Wait until a live page has heard from the server."""
        expect(self.page.locator("body:not([data-state=starting])")).to_be_attached()

    def tab(self, path: str) -> Page:
        """Open another tab of the same browser."""
        page = self._context.new_page()
        page.goto(self.origin + path)
        expect(page.locator("body:not([data-state=starting])")).to_be_attached()
        return page

    def join(self, room: Room, name: str = "Aino", path: str | None = None) -> "Person":
        """Join a room by the door's own form, but without looking at it, and enter, or open another page at once."""
        self.enter(room.code, name, path)
        return self

    def enter(self, code: str, name: str, path: str | None = None) -> Page:
        """Join by a code, and open the room, or another page at once."""
        form = {"code": code, "name": name, "body": "-", "key": str(uuid4())}
        # To whom the app has not given a cookie before, it says no welcome that would be waiting for their next page.
        self._post("/join", form, follow=bool(self._context.cookies()))
        return self.go(path or f"/w/{code}")

    def sign_in(self, email: str = EMAIL) -> "Person":
        """Sign in by a link, as from a mail, and choose one's language: the account has that of whoever came before."""
        # The page that says who has signed in; the lobby would list what all tests have made.
        self._post(new_link(self.server, email), {"next": "/privacy"})
        self._post("/language", {"lang": self.lang, "page": "/"}, follow=False)
        return self

    def close(self) -> None:
        """Leave, and fail if the spies saw a fault."""
        self._context.close()
        self.spies.check()

    def clear(self) -> bool:
        """Make the browser as if nobody had been in it; False where that can't be, or the spies saw a fault."""
        if not self.is_plain or self.page.is_closed():
            return False
        try:
            # What the browser has still to tell comes before this answer; what it says of being left is nobody's fault.
            self._context.cookies()
            if self.spies.unforgiven():
                return False
            for each in self._context.pages:
                if each is not self.page:
                    each.close()
            self.page.unroute_all(behavior="ignoreErrors")
            # A page without scripts, in the same process: to begin another takes a third of a visit.
            self.page.goto(f"{self.origin}/healthz")
            if self.page.evaluate(CLOCK):
                return False
            self.page.evaluate("sessionStorage.clear()")
            self._context.clear_cookies()
            devtools = self._context.new_cdp_session(self.page)
            devtools.send("Storage.clearDataForOrigin", {"origin": self.origin, "storageTypes": "all"})
            devtools.detach()
            self.page.set_viewport_size(self.size)
            self.page.emulate_media(media="null", color_scheme="null", reduced_motion="null", forced_colors="null")
        except Error:
            return False
        return True

    def _post(self, path, form, *, follow=True):
        # A language that is not named here would become the account's, whatever the browser's.
        headers = {"Origin": self.origin, "Accept-Language": self.lang}
        more = {} if follow else {"max_redirects": 0}
        answer = self._context.request.post(self.origin + path, form=form, headers=headers, **more)
        assert answer.ok or (answer.status == 303 and not follow), answer.text()
