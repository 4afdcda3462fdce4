"""Regelwijzer: auditing the knowledge base."""
