"""Regelwijzer: .."""
