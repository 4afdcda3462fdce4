"""Regelwijzer: reasoning."""
