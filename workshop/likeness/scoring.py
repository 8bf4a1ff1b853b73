"""How like two meanings are, from 0 to 1."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from workshop.likeness.glossary import PLACE, Concepts
from workshop.likeness.meaning import MARK, Meaning

# Words in no glossary that are so like each other are one: digitalisaatio, digitalisering.
ALIKE = 0.88
# Where one goal wants more of what the other wants less of.
OPPOSITE = 0.4
# Where each goal names people or places, and not the same ones: lessons for the old and lessons for the young.
FOR_OTHERS = 0.75
# Concepts of people, by what they are alike in; a municipality is one of its own.
PEOPLE = {
    **dict.fromkeys(("child", "family"), "children"),
    **dict.fromkeys(("young", "student"), "young"),
    **{name: name for name in ("old", "immigrant", "disabled", "women", "company", "association")},
}
# A word that is in no glossary says much where both have it, and little where one has: often it is a turn of speech.
ALONE = 0.5
# Two goals that each want something of their own beside what they share want less of the same than one goal and
# another that only says more.
BOTH_APART = 0.5
# So much has to be shared before anything is like: a common word alone says nothing.
LEAST_SHARED = 0.9


def likeness(one: Meaning, other: Meaning, near: dict[str, dict[str, float]] | None = None) -> float:
    """Return how like two meanings are; `near`: by feature of the first, features that are nearly the same word."""
    shared, more, other_more = _shared(one.features, other.features, near or {})
    if shared < LEAST_SHARED:
        return 0.0
    apart = more + other_more + BOTH_APART * min(more, other_more)
    alike = 2 * shared / (2 * shared + apart)
    if one.direction * other.direction < 0:
        alike *= OPPOSITE
    return alike * (FOR_OTHERS if _for_others(one.features, other.features) else 1.0)


def near_features(features: Concepts, among: Iterable[str]) -> dict[str, dict[str, float]]:
    """Return, by each feature that is in no glossary, those `among` which are nearly the same word, and how nearly."""
    words = list(among)
    found = {}
    for feature in features:
        if feature.startswith(MARK):
            alike = process.extract(
                feature, words, scorer=JaroWinkler.normalized_similarity, score_cutoff=ALIKE, limit=5
            )
            found[feature] = {each: score for each, score, _ in alike if each != feature}
    return found


def _shared(one: Concepts, other: Concepts, near: dict[str, dict[str, float]]) -> tuple[float, float, float]:
    """Return the weight that two share, and the weight of what each has beyond it."""
    shared, found = 0.0, set()
    more = other_more = 0.0
    for feature, weight in one.items():
        if feature in other:
            shared += min(weight, other[feature])
            more += max(weight - other[feature], 0.0)
            other_more += max(other[feature] - weight, 0.0)
            found.add(feature)
            continue
        alike = {each: score for each, score in near.get(feature, {}).items() if each in other and each not in found}
        if alike:
            each = max(alike, key=alike.__getitem__)
            shared += min(weight, other[each]) * alike[each]
            found.add(each)
        else:
            more += _alone(feature, weight)
    other_more += sum(_alone(feature, weight) for feature, weight in other.items() if feature not in found)
    return shared, more, other_more


def _for_others(one: Concepts, other: Concepts) -> bool:
    """Whether both name people, or both places, and none that the other names."""
    for called in (_people, _place):
        mine, theirs = ({called(concept) for concept in each} - {""} for each in (one, other))
        if mine and theirs and mine.isdisjoint(theirs):
            return True
    return False


def _people(concept: str) -> str:
    return PEOPLE.get(concept, "")


def _place(concept: str) -> str:
    return concept if concept.startswith(PLACE) else ""


def _alone(feature: str, weight: float) -> float:
    return weight * ALONE if feature.startswith(MARK) else weight
