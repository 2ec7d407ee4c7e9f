"""The blocks of a paper: each has a height at a given width, draws itself and may be split."""
