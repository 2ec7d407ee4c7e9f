"""Layouts, scroll areas and floating sheets."""
