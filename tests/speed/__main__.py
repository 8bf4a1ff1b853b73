"""Measures the pages: `bin/lighthouse` prints scores, a phone's patience, a key, what a crowd costs, an hour leaves."""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from tests.entry.visitor import database_of
from tests.nodes.client import Client
from tests.nodes.server import Server
from tests.pictures.camera import cookies_of
from tests.pictures.stage import ENVIRONMENT, Stages
from tests.speed import crowded, hour, keys, phone, scores
from tests.speed.crowd import gather
from workshop.models import Account

PARTS = ("scores", "phone", "keys", "crowd", "hour")


def main() -> int:
    """Measure what is asked for; 1 if Lighthouse's scores are less than they must be."""
    parser = argparse.ArgumentParser(prog="bin/lighthouse", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; by default all")
    asked = parser.parse_args().parts or PARTS
    enough = True
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if "crowd" in asked:
            _crowd(playwright, Path(folder))
        if set(asked) & {"scores", "phone", "keys", "hour"}:
            enough = _pages(playwright, Path(folder), asked)
    return 0 if enough else 1


def _pages(playwright, folder, asked) -> bool:
    server = Server(folder / "pages", env=ENVIRONMENT, installed=True)
    server.make_example()
    server.start()
    try:
        stages = Stages(server)
        stage = stages.stage("few", "propose")
        cookies = cookies_of("member", stage, "fi")
        pages = {
            "room": f"/w/{stage.code}",
            "consultation": f"/c/{stage.slug}",
            "goal": f"/c/{stage.slug}/goals/{stage.goal_ids[4]}",
        }
        if "phone" in asked:
            browser = playwright.chromium.launch(executable_path=scores.CHROMIUM, args=["--no-sandbox"])
            _say("The room on a phone, slow 4G, 4× slower", phone.usable(browser, server.url + pages["room"], cookies))
            browser.close()
        if "keys" in asked:
            browser = playwright.chromium.launch(executable_path=scores.CHROMIUM, args=["--no-sandbox"])
            for state in keys.PLACES:
                crowd = stages.stage("crowd", state)
                url, who = f"{server.url}/w/{crowd.code}", cookies_of("member", crowd, "fi")
                for place, typed in keys.measure(browser, url, who, state).items():
                    print(f"A key in the {place}, 500 goals, 4× slower: {typed}", flush=True)
            browser.close()
        if "hour" in asked:
            browser = playwright.chromium.launch(executable_path=scores.CHROMIUM, args=["--no-sandbox"])
            hour.measure(browser, server.url + pages["room"], cookies, stage.lead, stage.slug, stage.goal_ids)
            browser.close()
        found = []
        if "scores" in asked:
            with scores.browser(playwright, folder / "profile", cookies) as port:
                for name, path in pages.items():
                    found.append(scores.scores(port, name, server.url + path))
                    print(found[-1], flush=True)
        return all(each.enough for each in found)
    finally:
        server.stop()


def _crowd(playwright, folder):
    server = Server(folder / "crowd", env=ENVIRONMENT, installed=True)
    example = server.make_example()
    slug, code = example["consultation"], example["workshop"]["code"]
    with database_of(server) as database:
        with database.read() as session:
            lead = session.scalars(select(Account.id)).one()
        gather(database, slug, code, [each["id"] for each in example["rounds"]], lead)
    server.start()
    browser = playwright.chromium.launch(executable_path=scores.CHROMIUM, args=["--no-sandbox"])
    try:
        context = browser.new_context(locale="fi")
        form = {"code": code, "name": "Aino", "key": "00000000-0000-4000-8000-000000000001"}
        context.request.post(f"{server.url}/join", form=form, headers={"Origin": server.url})
        with Client(server.url, example["facilitator"]["token"]) as wire:
            figures = crowded.measure(browser, f"{server.url}/w/{code}", context.cookies(), wire, slug)
        _say("The room with 500 goals and 3,000 comments", figures)
    finally:
        browser.close()
        server.stop()


def _say(what: str, figures: dict[str, float]) -> None:
    print(f"{what}: " + ", ".join(f"{name} {figure:.2f}" for name, figure in figures.items()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
