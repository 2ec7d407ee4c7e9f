"""Tests of the calendar: days, months, working days."""
