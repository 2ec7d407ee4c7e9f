"""Tests of the rules of edits."""
