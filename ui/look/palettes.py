"""Define the colour tokens of the light and the dark palette, named as in the design."""

LIGHT = {
    "window": "#F5F6F8",
    "card": "#FFFFFF",
    "field": "#F3F5F7",
    "line": "#E2E6EB",
    "edge": "#CBD2DA",
    "hover": "#EDF0F3",
    "text": "#1C2530",
    "muted": "#5F6A78",
    "accent": "#0B6E75",
    "accent_hover": "#095C62",
    "accent_soft": "#E1F1F2",
    "on_accent": "#FFFFFF",
    "amber": "#9A5B00",
    "amber_soft": "#FDF1D8",
    "red": "#B42318",
    "red_soft": "#FDE7E4",
    "green": "#0B6B45",
    "green_soft": "#DFF3E8",
    "neutral": "#3E4957",
    "neutral_soft": "#EDF0F3",
    "shadow": "#1C2530",
    "paper_well": "#DFE3E8",
}
"""Light tokens; ``muted`` is slightly darker than in the design, for a contrast of 4.5:1 on the window too."""

DARK = {
    "window": "#13171C",
    "card": "#1B2128",
    "field": "#13171C",
    "line": "#2C343E",
    "edge": "#414C59",
    "hover": "#242C35",
    "text": "#E6EAF0",
    "muted": "#97A3B2",
    "accent": "#4FBBC3",
    "accent_hover": "#6CCBD2",
    "accent_soft": "#173437",
    "on_accent": "#0A2326",
    "amber": "#F2C063",
    "amber_soft": "#3A2E14",
    "red": "#FF9A8F",
    "red_soft": "#3C1F1C",
    "green": "#6FD3A1",
    "green_soft": "#15342A",
    "neutral": "#C3CCD6",
    "neutral_soft": "#262E37",
    "shadow": "#000000",
    "paper_well": "#0E1115",
}
"""Dark tokens."""

PALETTES = {"light": LIGHT, "dark": DARK}
TONES = {
    "accent": ("accent", "accent_soft"),
    "amber": ("amber", "amber_soft"),
    "red": ("red", "red_soft"),
    "green": ("green", "green_soft"),
    "neutral": ("neutral", "neutral_soft"),
}
"""Foreground and background of each tone; amber and red are always shown with a word and an icon."""
