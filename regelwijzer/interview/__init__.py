"""Regelwijzer: interview."""
