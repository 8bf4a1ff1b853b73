"""How like two meanings are, from 0 to 1."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from workshop.likeness.glossary import Concepts
from workshop.likeness.meaning import MARK, Meaning

# Words in no glossary that are so like each other are one: digitalisaatio, digitalisering.
ALIKE = 0.88
# Where one goal wants more of what the other wants less of.
OPPOSITE = 0.4
# A word that is in no glossary says much where both have it, and little where one has: often it is a turn of speech.
ALONE = 0.5
# So much has to be shared before anything is like: a common word alone says nothing.
LEAST_SHARED = 0.9


def likeness(one: Meaning, other: Meaning, near: dict[str, dict[str, float]] | None = None) -> float:
    """Return how like two meanings are; `near`: by feature of the first, features that are nearly the same word."""
    shared, apart = _shared(one.features, other.features, near or {})
    if shared < LEAST_SHARED:
        return 0.0
    return 2 * shared / (2 * shared + apart) * (OPPOSITE if one.direction * other.direction < 0 else 1.0)


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


def _shared(one: Concepts, other: Concepts, near: dict[str, dict[str, float]]) -> tuple[float, float]:
    """Return the weight that two share, and the weight of what one has alone."""
    shared, found = 0.0, set()
    apart = 0.0
    for feature, weight in one.items():
        if feature in other:
            shared += min(weight, other[feature])
            apart += abs(weight - other[feature])
            found.add(feature)
            continue
        alike = {each: score for each, score in near.get(feature, {}).items() if each in other and each not in found}
        if alike:
            each = max(alike, key=alike.__getitem__)
            shared += min(weight, other[each]) * alike[each]
            found.add(each)
        else:
            apart += _alone(feature, weight)
    return shared, apart + sum(_alone(feature, weight) for feature, weight in other.items() if feature not in found)


def _alone(feature: str, weight: float) -> float:
    return weight * ALONE if feature.startswith(MARK) else weight
