"""What a screen reader is given of each task: names, roles and their order, as the accessibility tree has them."""

from playwright.sync_api import expect

from tests.browser.steps import opened


def test_joining(room, person):
    main = person("phone").go(f"/join/{room.code}").get_by_role("main")
    expect(main).to_match_aria_snapshot("""
      - textbox "Your name"
      - paragraph:
        - button "Join"
    """)


def test_proposing(room, person):
    opened(room, "propose")
    asked = person("phone").join(room).page.get_by_role("region", name="Propose", exact=True)
    expect(asked).to_match_aria_snapshot("""
      - region "Propose":
        - paragraph:
          - strong: Proposing goals
          - text: · open until a facilitator closes it
        - heading "Propose" [level=2]
        - group "Theme":
          - radio "Theme" [checked]
        - textbox "Goal"
        - combobox "Language of the text"
        - group: Why?
        - group: Measure
        - group "What you write here":
          - button "Send the proposal"
    """)


def test_voting(room, person):
    room.goals(2)
    opened(room, "vote", method="dots", points=5, secrecy="confidential")
    asked = person("phone").join(room).page.get_by_role("region", name="Vote", exact=True)
    # Their order is drawn by lot.
    first, second = asked.locator(".ballot-title").all_inner_texts()
    expect(asked).to_match_aria_snapshot(f"""
      - region "Vote":
        - paragraph:
          - strong: Voting
          - text: · open until a facilitator closes it
        - heading "Vote" [level=2]
        - group:
          - strong: "A confidential vote:"
          - text: nobody here sees your choices.
        - link "Skip to sending"
        - 'button "One dot less: {first}" [disabled]'
        - textbox "{first}"
        - 'button "One dot more: {first}"'
        - 'button "One dot less: {second}" [disabled]'
        - textbox "{second}"
        - 'button "One dot more: {second}"'
        - group "Your ballot":
          - paragraph:
            - strong: You have not voted yet.
          - paragraph: 5 dots left
          - button "Cast my vote"
    """)


def test_reading_results(room, person):
    goals = room.goals(2)
    round_id = opened(room, "vote", method="dots", points=5, secrecy="confidential")
    room.lead.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 3})
    room.finish(round_id)
    page = person("phone").join(room, path=f"/c/{room.slug}/results").page
    expect(page.get_by_role("region", name="Vote", exact=True)).to_match_aria_snapshot("""
      - region "Vote":
        - heading "Vote" [level=2]
        - paragraph:
          - strong: 1 person voted.
          - text: "In the first place: 1.1 Goal 1"
        - table "Vote":
          - rowgroup:
            - row "Place Goal Points Voters"
          - rowgroup:
            - row "1 1.1 Goal 1 Points 3 Voters 1"
            - row "2 1.2 Goal 2 Points 0 Voters 0"
    """)


def test_commenting(room, person):
    [goal] = room.goals(1)
    opened(room, "comment")
    page = person("phone").join(room, path=f"/c/{room.slug}/goals/{goal}").page
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
      - article:
        - heading "Goal 1" [level=1]
        - region "Measures"
        - region "Comments":
          - form "What do you think?":
            - group "My stance":
              - radio "For"
              - radio "Against"
              - radio "Neutral"
              - radio "Question"
            - textbox "Your comment"
            - combobox "Language of the text"
            - group "What you write here":
              - button "Send the comment"
    """)
