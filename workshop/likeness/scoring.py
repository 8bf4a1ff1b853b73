"""How like two meanings are, from 0 to 1."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from workshop.likeness.glossary import BESIDES, PLACE, Concepts, acts, implied
from workshop.likeness.meaning import MARK, Meaning

# Words in no glossary that are so like each other are one: digitalisaatio, digitalisering.
ALIKE = 0.88
# Where one goal wants more of what the other wants less of.
OPPOSITE = 0.4
# Where each names people, places or languages, and not the same ones: lessons for the old and lessons for the young.
FOR_OTHERS = 0.6
# Concepts of people, by what they are alike in.
PEOPLE = {
    "child": "children",
    "family": "children",
    "young": "young",
    "student": "young",
    "old": "old",
    "immigrant": "immigrant",
    "disabled": "disabled",
    "women": "women",
    "company": "company",
    "association": "association",
    "resident": "resident",
    "pupil": "pupil",
    "teacher": "teacher",
    "labour": "staff",
}
# Whose it is: a municipality and a wellbeing services county have different duties.
INSTITUTIONS = {name: name for name in ("municipality", "wellbeing-county")}
LANGUAGES = {name: name for name in ("swedish", "finnish", "english")}
# A word that is in no glossary says much where both have it, and little where one has: often it is a turn of speech.
ALONE = 0.35
# Two goals that each want something of their own beside what they share want less of the same than one goal and
# another that only says more.
BOTH_APART = 0.5
# And less still where each is about something of its own, and not only wants it done otherwise: libraries and sports
# halls. So much a concept weighs at least that a goal is about.
OBJECTS, LEAST_OBJECT = 0.75, 0.4
# Where each is about something, and about nothing together: for whom and where may be the same, but not what.
NOTHING_IN_COMMON = 0.7
WHO_AND_WHERE = frozenset(
    {
        "municipality",
        "small",
        "large",
        "rural",
        "village",
        "city",
        "centre",
        "archipelago",
        "region",
        "state",
        "eu",
        "wellbeing-county",
        "resident",
        "labour",
        "young",
        "child",
        "family",
        "old",
        "immigrant",
        "disabled",
        "women",
        "near",
    }
)
# Where each is about one of a kind, and not the same one: by sun and by wind.
OF_A_KIND, OF_ITS_OWN = 0.8, 0.9
# So much has to be shared before anything is like: a common word alone says nothing.
LEAST_SHARED = 0.9


def likeness(one: Meaning, other: Meaning, near: dict[str, dict[str, float]] | None = None) -> float:
    """Return how like two meanings are; `near`: by feature of the first, features that are nearly the same word."""
    shared, one_more, other_more = _shared(*_without_implied(one.features, other.features), near or {})
    if shared < LEAST_SHARED:
        return 0.0
    more, less = sum(one_more.values()), sum(other_more.values())
    apart = more + less + BOTH_APART * min(more, less) + OBJECTS * min(_object(one_more), _object(other_more))
    alike = 2 * shared / (2 * shared + apart)
    if one.direction * other.direction < 0:
        alike *= OPPOSITE
    if _nothing_in_common(one.features, other.features):
        alike *= NOTHING_IN_COMMON
    elif _of_a_kind(one_more, other_more):
        alike *= OF_A_KIND
    return alike * (FOR_OTHERS if _for_others(one.features, other.features) else 1.0)


def weight_of_its_own(features: Concepts) -> float:
    """Return the weight of what a text is sure to have apart from another one that does not share it."""
    return sum(_alone(feature, weight) for feature, weight in features.items() if weight > BESIDES)


def at_most(shared: float, one: float, other: float) -> float:
    """Return a bound of the likeness of two texts that share at most so much, with so much of their own."""
    if shared < LEAST_SHARED:
        return 0.0
    return 2 * shared / (2 * shared + max(one - shared, 0.0) + max(other - shared, 0.0))


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


def _without_implied(one: Concepts, other: Concepts) -> tuple[Concepts, Concepts]:
    """Leave out what is shared only because a word that says it too is shared, so that no word counts twice."""
    twice = {name for both in one.keys() & other.keys() for name in implied().get(both, ())}
    twice = {name for name in twice if max(one.get(name, 0.0), other.get(name, 0.0)) <= BESIDES}
    if not twice:
        return one, other
    kept = [{name: weight for name, weight in each.items() if name not in twice} for each in (one, other)]
    return kept[0], kept[1]


def _shared(one: Concepts, other: Concepts, near: dict[str, dict[str, float]]) -> tuple[float, Concepts, Concepts]:
    """Return the weight that two share, and what each has beyond it, by feature."""
    shared, found = 0.0, set()
    more, other_more = dict[str, float](), dict[str, float]()
    for feature, weight in one.items():
        if feature in other:
            shared += min(weight, other[feature])
            more[feature] = max(weight - other[feature], 0.0)
            other_more[feature] = max(other[feature] - weight, 0.0)
            found.add(feature)
            continue
        alike = {each: score for each, score in near.get(feature, {}).items() if each in other and each not in found}
        if alike:
            each = max(alike, key=alike.__getitem__)
            shared += min(weight, other[each]) * alike[each]
            found.add(each)
        else:
            more[feature] = _alone(feature, weight)
    other_more |= {feature: _alone(feature, weight) for feature, weight in other.items() if feature not in found}
    return shared, more, other_more


def _object(more: Concepts) -> float:
    """Return the weight of what a goal is about beyond what it shares: not of what it wants done."""
    about = more.keys() - acts()
    return sum(more[feature] for feature in about if more[feature] >= LEAST_OBJECT and not feature.startswith(MARK))


def _nothing_in_common(one: Concepts, other: Concepts) -> bool:
    """Whether both are about something, and about nothing together."""
    mine, theirs = (_about(each) for each in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _of_a_kind(one: Concepts, other: Concepts) -> bool:
    """Whether each has a thing of its own of a kind of which the other has another."""
    mine, theirs = (
        {kind for name, weight in each.items() if weight >= OF_ITS_OWN for kind in implied().get(name, ())}
        for each in (one, other)
    )
    return not mine.isdisjoint(theirs)


def _about(features: Concepts) -> set[str]:
    """Return what a goal is about: not what it wants done, nor for whom or where."""
    return {
        name
        for name in features.keys() - acts() - WHO_AND_WHERE
        if features[name] >= LEAST_OBJECT and not name.startswith((MARK, PLACE))
    }


def _for_others(one: Concepts, other: Concepts) -> bool:
    """Whether both name people, or places, or languages, and none that the other names."""
    for named in (PEOPLE.get, _place, LANGUAGES.get, INSTITUTIONS.get):
        mine, theirs = ({named(concept) for concept in each} - {None} for each in (one, other))
        if mine and theirs and mine.isdisjoint(theirs):
            return True
    return False


def _place(concept: str) -> str | None:
    return concept if concept.startswith(PLACE) else None


def _alone(feature: str, weight: float) -> float:
    return weight * ALONE if feature.startswith(MARK) else weight
