"""What may pass is done again, so many times and no more; anything else comes out at once."""

import pytest

from workshop.db.again import tried


class Work:
    """Work that fails so many times before it is done."""

    def __init__(self, *failures: Exception):
        self.failures, self.times = list(failures), 0

    def __call__(self) -> str:
        self.times += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


def is_busy(failure: Exception) -> bool:
    return isinstance(failure, TimeoutError)


def test_work_is_done_again_until_it_is_done():
    work = Work(TimeoutError(), TimeoutError())
    assert tried(work, 3, is_busy, pause_seconds=0.001) == "done"
    assert work.times == 3


def test_the_last_failure_comes_out():
    work = Work(TimeoutError("first"), TimeoutError("second"), TimeoutError("third"))
    with pytest.raises(TimeoutError, match="second"):
        tried(work, 2, is_busy)
    assert work.times == 2


def test_what_does_not_pass_comes_out_at_once():
    work = Work(ValueError("a fault"))
    with pytest.raises(ValueError, match="a fault"):
        tried(work, 5, is_busy)
    assert work.times == 1
