"""Regelwijzer: advice."""
