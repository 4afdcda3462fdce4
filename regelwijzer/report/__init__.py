"""Regelwijzer: reports of an advice."""
