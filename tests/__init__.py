"""Tests, in the folders of the source; architecture, journeys, benchmarks and faults have their own folders."""
