"""Regelwijzer: ui."""
