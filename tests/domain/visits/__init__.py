"""Tests of the rules of visits."""
