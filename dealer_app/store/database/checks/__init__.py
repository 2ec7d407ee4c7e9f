"""Checks for changes that were made by another program: schema, anchor, documents, people and keys."""
