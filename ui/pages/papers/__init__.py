"""The preview of a paper and its printing."""
