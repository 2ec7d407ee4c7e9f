"""The tests mirror the source; architecture, journeys, benchmarks and faults stand beside."""
