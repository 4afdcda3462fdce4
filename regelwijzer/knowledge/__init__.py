"""Regelwijzer: knowledge."""
