"""The type size, palette and window of each walk over every page."""

from itertools import product

from ui.look.palettes import PALETTES
from ui.look.theme import SCALES

Area = tuple[int, int]
Walk = tuple[int, str, Area]
"""The type size (percent), the palette and the free area of the screen (pixels)."""

SMALLEST, USUAL = (1024, 700), (1366, 728)
"""Free areas of the smallest screen and of a usual one with its task bar, in pixels."""

SHORT: tuple[tuple[Walk, ...], ...] = (
    ((100, "light", SMALLEST), (150, "dark", USUAL)),
    ((125, "light", USUAL), (200, "dark", SMALLEST)),
)
"""The walks of every run of the tests: each size once; a palette changes no layout."""

EVERY: tuple[tuple[Walk, ...], ...] = tuple(tuple(product([size], PALETTES, [SMALLEST, USUAL])) for size in SCALES)
"""The walks of ``--every-look``: each size in each palette and window."""
