"""Tests of regelwijzer.interview."""
