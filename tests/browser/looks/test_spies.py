"""The spies of the browser tests see what they are there to see."""


def test_a_room_gives_the_spies_nothing_to_see(room, person):
    room.do("create_round", workshop_id=room.workshop_id, kind="propose", title="Round")
    aino = person("phone").join(room)
    assert aino.spies.requests
    aino.spies.check()


DEEDS = {
    "console.info('hello')": "console info: hello",
    "setTimeout(() => { throw new Error('oh') })": "error:",
    "document.body.style.color = 'red'": 'inline: style="color: red;"',
    "document.body.append(document.createElement('style'))": "inline: <style>",
    "document.body.insertAdjacentHTML('beforeend', '<div><p onfocus></p></div>')": "inline: onfocus on <p",
    "document.body.insertAdjacentHTML('beforeend', '<div><template><p style></p></template></div>')": 'style="" on <p',
    "document.body.setAttribute('onclick', '')": "policy: script-src-attr",
    "fetch('https://elsewhere.example/').catch(() => {})": "policy: connect-src",
    "void open('https://elsewhere.example/')": "another origin",
    "new Image().src = 'http://elsewhere.example/'": "policy: img-src",
}


def test_each_fault_is_seen(room, person):
    aino = person().join(room)
    for deed, fault in DEEDS.items():
        aino.spies.begin_anew()
        aino.page.evaluate(deed)
        aino.page.wait_for_timeout(100)
        assert any(fault in each for each in aino.spies.unforgiven()), aino.spies.faults
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
