"""Whoever waits for a large document's file sees how much of it is made, and can stop the making."""

from dataclasses import replace

import pytest

from tests.exports.documents.adopted import document
from workshop.content import LARGE, Content, GoalEntry
from workshop.exports.document.docx import write_docx
from workshop.exports.document.pdf import write_pdf


def large() -> Content:
    """Return the document with its first goal many times over."""
    content = document()
    theme = next(section for section in content.sections if section.kind == "theme")
    goal = next(block for block in theme.blocks if isinstance(block, GoalEntry))
    many = tuple(replace(goal, number=f"1.{number}") for number in range(1, 41))
    sections = [replace(each, blocks=many) if each is theme else each for each in content.sections]
    return replace(content, sections=tuple(sections))


@pytest.mark.parametrize("write", [write_docx, write_pdf])
@pytest.mark.parametrize("beside", [False, True])
def test_the_share_grows_to_nearly_all_of_it(write, beside):
    shares: list[float] = []
    write(large(), ("fi", "sv"), beside=beside, told=shares.append)
    assert len(shares) > 10 and 0 < shares[0] < 0.2, shares
    # The setting may begin a page again, so that the same number comes twice.
    assert max(shares) == shares[-1] <= 1.0 and shares[-1] > 0.6, shares


@pytest.mark.parametrize("write", [write_docx, write_pdf])
def test_what_the_telling_raises_ends_the_making(write):
    class StoppedError(Exception):
        pass

    def stop(share):
        raise StoppedError

    with pytest.raises(StoppedError):
        write(large(), ("fi",), told=stop)
    # The next one is told of none of the first one's pages.
    told: list[float] = []
    assert write(document(), ("fi",), told=told.append) and len(told) < 30


def test_large_is_told_by_goals_measures_and_languages():
    content = large()
    goals = [block for section in content.sections for block in section.blocks if isinstance(block, GoalEntry)]
    entries = sum(1 + len(goal.measures) for goal in goals)
    most = LARGE // entries
    assert not content.is_large(most) and content.is_large(most + 1)
