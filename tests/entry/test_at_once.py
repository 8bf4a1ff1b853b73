"""What several send at once through a door: one of it counts, on either database."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.entry.visitor import Visitor, invited, named, new_link

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite", "postgres"], indirect=True, scope="module")


def test_a_double_click_before_the_first_answer_joins_once(shared_server):
    code = shared_server.example["workshop"]["code"]
    form = Visitor(shared_server).fill(Visitor(shared_server).get(f"/join/{code}"), "join", name="Click", body="-")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda visitor: visitor.post(*form), [Visitor(shared_server) for _ in range(8)]))
    assert {answer.status_code for answer in answers} == {303}
    assert len(named(shared_server, "Click")) == 1


def test_of_ten_uses_of_a_link_at_once_one_signs_in(shared_server):
    path = new_link(shared_server, invited(shared_server, "ten@example.org"))
    visitors = [Visitor(shared_server) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(lambda visitor: visitor.post(path, {"next": "/"}).status_code, visitors))
    assert sorted(statuses) == [303] + [404] * 9
