"""Desktop user interface of the counter: window, pages, forms, tables and worker lanes."""
