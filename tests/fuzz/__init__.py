"""Fuzzing what comes from outside: mutated inputs, and what must hold for each."""
