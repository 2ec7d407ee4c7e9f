"""Words of number plates: the letters in use and the word before the province's number."""

IRAN = "ایران"
ALEF = "الف"
PLATE_LETTERS = frozenset("ابپتثجدزژسشصطعفقکگلمنوهیds")
