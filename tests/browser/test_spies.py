"""The spies of the browser tests see what they are there to see."""

import pytest


def test_a_room_gives_the_spies_nothing_to_see(room, person):
    room.do("create_round", workshop_id=room.workshop_id, kind="propose", title="Round")
    aino = person("phone").join(room)
    assert aino.spies.requests
    aino.spies.check()


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("console.info('hello')", "console info"),
        ("setTimeout(() => { throw new Error('oh') })", "error"),
        ("document.body.style.color = 'red'", "inline"),
        ("document.body.append(document.createElement('style'))", "inline"),
        ("document.body.setAttribute('onclick', '')", "inline"),
        ("fetch('https://elsewhere.example/').catch(() => {})", "policy"),
        ("void open('https://elsewhere.example/')", "another origin"),
        ("new Image().src = 'http://elsewhere.example/'", "policy"),
    ],
)
def test_a_fault_is_seen(room, person, deed, kind):
    aino = person().join(room)
    aino.page.evaluate(deed)
    aino.page.wait_for_timeout(100)
    assert any(kind in fault for fault in aino.spies.unforgiven()), aino.spies.faults
    aino.spies.forgive("")


def test_what_is_read_out_is_heard_once(room, person):
    aino = person().join(room)
    for text in ("One.", "One.", "Two."):
        aino.page.evaluate(
            """text => {
              const sentence = document.createElement("span");
              sentence.textContent = text;
              document.getElementById("announce").append(sentence);
            }""",
            text,
        )
    aino.page.wait_for_timeout(100)
    assert [text for text in aino.spies.said if text in ("One.", "Two.")] == ["One.", "One.", "Two."]
