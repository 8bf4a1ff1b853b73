"""What a record tells as a whole, as plain JSON: ids, figures and names in all their languages."""

from typing import Any

from workshop.insight.accord import Accord, Division, accords
from workshop.insight.course import Course, courses
from workshop.insight.crossing import crossing
from workshop.insight.shares import Share


def understanding(record: dict[str, Any]) -> dict[str, Any]:
    """Return the counts of themes and phenomena, what groups agree on and differ in, and goals from round to round."""
    found, along = crossing(record), courses(record)
    cells = [
        {"theme_id": theme["id"], "phenomenon_id": phenomenon["id"], "goals": count}
        for theme, row in zip(found.themes, found.cells, strict=True)
        for phenomenon, count in zip(found.phenomena, row, strict=True)
    ]
    return {
        "themes_and_phenomena": cells,
        "between_groups": [_accord(each) for each in accords(record)],
        "from_round_to_round": {
            "goals": [_course(each) for each in along.goals],
            "not_comparable": [each["id"] for each in along.apart],
        },
    }


def _accord(one: Accord) -> dict[str, Any]:
    return {
        "round_id": one.round["id"],
        "breakdown": one.name,
        "groups": one.groups,
        "with_hidden_figures": one.left_out,
        "among_first_three_of_all": [each["goal_id"] for each in one.agreed],
        "divisions": [_division(each) for each in one.divisions],
    }


def _division(each: Division) -> dict[str, Any]:
    about = {"goal_id": each.called["goal_id"], "group": each.group}
    return {**about, "in_group": _share(each.own), "among_others": _share(each.others)}


def _course(each: Course) -> dict[str, Any]:
    points = [
        {"round_id": point.round["id"], "voters": point.voters, "support": _share(point.share)} for point in each.points
    ]
    return {"goal_id": each.called["goal_id"], "reworded": each.reworded, "points": points}


def _share(share: Share) -> dict[str, int]:
    return {"favour": share.favour, "of": share.of, "percent": share.percent}
