"""Papers as PDF: Persian typesetting on reportlab, one module for each kind of paper."""
