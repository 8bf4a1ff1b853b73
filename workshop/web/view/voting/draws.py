"""An order drawn by lot for one person, which is the same whenever it is drawn: no goal is first for everybody."""

# Twin of static/js/view/draws.js: the same numbers, or the ballot would change its order when its script has come.
MASK = 0xFFFFFFFF


def draw(*numbers: int) -> int:
    """Return a whole number below 2 ** 32 that whole numbers, such as a person, a round and a goal, always draw."""
    drawn = 0
    for number in numbers:
        drawn = (drawn ^ number) * 0x9E3779B1 & MASK
        drawn ^= drawn >> 15
        drawn = drawn * 0x85EBCA6B & MASK
        drawn ^= drawn >> 13
    return drawn
