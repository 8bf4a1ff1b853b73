"""What a screen reader is given of each task: names, roles and their order, as the accessibility tree has them."""

from playwright.sync_api import expect

from tests.browser.steps import opened


def test_joining(room, person):
    main = person("phone").go(f"/join/{room.code}").get_by_role("main")
    expect(main).to_match_aria_snapshot("""
      - textbox "Your name"
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
        - combobox "Theme"
        - textbox "Goal"
        - textbox "Why? (optional)"
        - group: Phenomena and measures
        - combobox "Language of the text"
        - button "Send the proposal"
    """)


def test_voting(room, person):
    room.goals(2)
    opened(room, "vote", method="dots", points=5, secrecy="confidential")
    asked = person("phone").join(room).page.get_by_role("region", name="Vote", exact=True)
    expect(asked).to_match_aria_snapshot("""
      - region "Vote":
        - paragraph:
          - strong: Voting
          - text: · open until a facilitator closes it
        - heading "Vote" [level=2]
        - heading "A confidential vote" [level=3]
        - link "Skip to sending"
        - 'button "One dot less: Goal 1" [disabled]'
        - textbox "Goal 1"
        - 'button "One dot more: Goal 1"'
        - 'button "One dot less: Goal 2" [disabled]'
        - textbox "Goal 2"
        - 'button "One dot more: Goal 2"'
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
        - table "Vote":
          - rowgroup:
            - row "Goal Points Voters"
          - rowgroup:
            - row "1.1 Goal 1 Points 3 Voters 1"
            - row "1.2 Goal 2 Points 0 Voters 0"
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
            - paragraph:
              - button "Send the comment"
    """)
