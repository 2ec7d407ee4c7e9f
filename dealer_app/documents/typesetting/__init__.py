"""Persian typesetting on reportlab: bidi, shaping, lines, blocks, pages."""
