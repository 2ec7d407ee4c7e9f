"""The counter on the screen: window, pages, forms, tables and lanes."""
