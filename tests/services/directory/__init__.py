"""Tests of the directory and the holidays at the counter."""
