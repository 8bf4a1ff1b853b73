"""The identities of themes and phenomena: keys of colours and icons, and which of them a new one gets."""

from collections.abc import Collection, Sequence

# In the order in which themes get them: those that stand side by side are told apart, also by the colour-blind
# (tests/brand/test_theme_colours.py). css/base/themes.css has their values.
COLOURS = (
    *("fjord", "rowan", "moss", "heather", "amber", "lagoon"),
    *("berry", "spruce", "bark", "night", "lichen", "slate"),
)
# Signs of nature say nothing of a subject, so these are given without asking; facilitators choose the others.
_SIGNS = (
    *("sprout", "mountain", "sun", "waves", "tree", "snowflake"),
    *("feather", "flame", "anchor", "bird", "fish", "compass"),
)
_SUBJECTS = (
    *("house", "heart", "school", "bus", "leaf", "factory", "wifi", "handshake", "coins", "scale"),
    *("people", "landmark", "briefcase", "book", "shield", "globe", "palette", "ball"),
)
# Themes are given the first ones, phenomena the last of the signs, so that the two look different on one page.
ICONS = (*_SIGNS, *_SUBJECTS)
ICONS_OF_PHENOMENA = (*reversed(_SIGNS), *_SUBJECTS)


def next_of(keys: Sequence[str], taken: Collection[str]) -> str:
    """Return the first key that is not taken; where all are, they are taken in turn again."""
    return next((key for key in keys if key not in taken), keys[len(taken) % len(keys)])
