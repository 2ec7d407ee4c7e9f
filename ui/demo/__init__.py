"""Plays the manual's walk-in by keyboard where nobody can watch."""
