"""What the people of the smoke test do, by single keys and clicks, in whichever engine."""

from tests.browser.cable import Cable
from tests.browser.steps import opened, titles
from tests.browser.walls import close
from tests.engines.screen import SEEN, Screen
from tests.engines.waiting import wait_for
from tests.faults.room import Room

# Words that Firefox would divide where it may.
FIBRE, BUS = "Reliable fibre connections to every single household", "A regional bus on Sundays and holidays too"
SCHOOL = "The primary school of the village stays near"
PROPOSE, VOTE = "#propose_goal", "form.ballot"


def join(member: Screen, room: Room) -> None:
    """Join by the code's own page, and come to the room."""
    member.go(f"/join/{room.code}")
    member.write("#join-name", "Aino Äijälä")
    member.click("#join button.big")
    member.until("return location.pathname.startsWith('/w/')")
    member.wait_until_live()


def propose_and_hear_others(member: Screen, room: Room) -> None:
    """Propose; another goal that comes meanwhile waits, and what is typed stays, also over a reload."""
    member.seen(f"{PROPOSE} button.big")
    member.click(f"{PROPOSE} .theme-chip")
    member.write(f"{PROPOSE} [name=title]", FIBRE)
    room.do("propose_goal", theme_id=room.theme_id, title=BUS)
    member.seen("[data-news]", "1 new goal")
    assert member.value(f"{PROPOSE} [name=title]") == FIBRE
    member.reload()
    assert member.value(f"{PROPOSE} [name=title]") == FIBRE
    member.click(f"{PROPOSE} button.big")
    member.seen(f"{PROPOSE} .dock[data-dock=sent]", "Saved")
    member.seen(".goal.mine", FIBRE)
    assert titles(room) == sorted([FIBRE, BUS])
    assert member.value(f"{PROPOSE} [name=title]") == ""


def lose_the_network(member: Screen, room: Room, cable: Cable) -> None:
    """Send while the network is gone: it waits, and is sent once when the network is back."""
    cable.cut()
    member.click(f"{PROPOSE} .theme-chip")
    member.write(f"{PROPOSE} [name=title]", SCHOOL)
    member.click(f"{PROPOSE} button.big")
    member.until(
        "return ['waiting', 'offline'].some((state) => document.getElementById('sync').classList.contains(state))"
    )
    cable.mend()
    member.seen(".goal.mine", SCHOOL)
    assert titles(room) == sorted([FIBRE, BUS, SCHOOL])


def comment(member: Screen, room: Room) -> None:
    """Comment on one's own goal on its page."""
    held(room, "comment")
    goal = goal_named(room, FIBRE)
    member.open(f"/c/{room.slug}/goals/{goal}")
    member.click("#write label.comment-stance-choice.for")
    member.write("#write textarea", "Also to the cottages.")
    member.click("#write button.big")
    member.seen(".comment.mine", "Also to the cottages.")
    assert [each["text"]["en"] for each in room.lead.snapshot(room.slug)["comments"]] == ["Also to the cottages."]


def vote_and_see_the_results(member: Screen, room: Room) -> None:
    """Vote by dots, of which one can't be read at first; see the results when they are shown."""
    round_id, goal = held(room, "vote", method="dots"), goal_named(room, FIBRE)
    field = f"{VOTE} [name='choices.{goal}']"
    member.open(f"/w/{room.code}")
    type_into(member, field, "2x")
    member.click(f"{VOTE} button.big")
    member.seen(f"{VOTE} .fault")
    assert not room.lead.snapshot(room.slug)["turnouts"].get(str(round_id))
    type_into(member, field, "2")
    member.click(f"{VOTE} .ballot-choice[data-id='{goal}'] [data-step='1']")
    assert member.value(field) == "3"
    member.click(f"{VOTE} button.big")
    member.seen(f"{VOTE} .dock[data-dock=sent]", "saved")
    room.do("close_round", round_id=round_id)
    room.do("reveal_results", round_id=round_id)
    member.seen("#now", "1 person voted")
    member.open(f"/c/{room.slug}/results")
    member.seen("#counted", FIBRE)
    tally = room.tally(round_id)
    assert (tally["voters"], tally["goals"][str(goal)]["points"]) == (1, 3)


def type_into(member: Screen, field: str, text: str) -> None:
    """Come to a number by the keyboard, since a pointer's press on it counts, and type over what it holds."""
    member.js("const field = document.querySelector(args[0]); field.focus(); field.select();", field)
    member.keys(text)


def press_step(lead: Screen, command: str) -> None:
    """Press the desk's one next step."""
    lead.seen(f".next form[action$={command}] button")
    lead.click(f".next form[action$={command}] button")


def propose_goals(room: Room, number: int) -> None:
    """Let a member propose so many goals, while a round is open for it."""
    member = room.people(1)[0]
    held(room, "propose")
    for place in range(number):
        member.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {place}")
    close(room)


def hide_first_goal(lead: Screen, room: Room) -> None:
    """Hide a goal from the desk, by its dialog."""
    before = len(titles(room))
    lead.click("#list a[data-dialog=hide]")
    lead.seen("dialog[open] [name=reason]")
    lead.write("dialog[open] [name=reason]", "Said twice")
    lead.click("dialog[open] button.danger")
    lead.seen("#undo")
    wait_for(lambda: len(titles(room)) == before - 1, "the goal is hidden")


def rows_in_view(wall: Screen) -> list[int]:
    """The places of the rows that the wall shows now."""
    return wall.js(
        """const list = [...document.querySelectorAll('.wall-list')].find((each) => each.checkVisibility());
        const frame = list.getBoundingClientRect();
        const inside = ({ left, right, top, bottom }) =>
          left >= frame.left - 1 && right <= frame.right + 1 && top >= frame.top - 1 && bottom <= frame.bottom + 1;
        return [...list.querySelectorAll('.wall-row')]
          .map((row, place) => [place, row.getBoundingClientRect()])
          .filter(([, box]) => box.width && inside(box)).map(([place]) => place);"""
    )


def broken_words(screen: Screen) -> list[str]:
    """The short words of headings that stand on two lines, though each has room on one."""
    return screen.js(
        f"""{SEEN}
        const broken = [];
        for (const heading of seen("h1, h2, h3, h4, .wall-question, .wall-row-title")) {{
          const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
            for (const found of node.data.matchAll(/[^\\s-]+/g)) {{
              const range = document.createRange();
              range.setStart(node, found.index);
              range.setEnd(node, found.index + found[0].length);
              const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
              if (lines.size > 1 && found[0].length <= 10) broken.push(found[0]);
            }}
          }}
        }}
        return broken;"""
    )


def held(room: Room, kind: str, **more) -> int:
    """Open a round after the one that is open was closed; gives its id."""
    close(room)
    return opened(room, kind, **more)


def goal_named(room: Room, title: str) -> int:
    """The id of a goal."""
    return next(
        each["id"] for each in room.lead.snapshot(room.slug)["goals"] if title in each.get("title", {}).values()
    )
