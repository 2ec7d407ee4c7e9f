"""Paper: Persian typesetting on reportlab, one module per document."""
