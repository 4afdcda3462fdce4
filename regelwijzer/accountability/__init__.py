"""What an organisation has to account for when it uses Regelwijzer, made from the rule base."""

from regelwijzer.accountability.kit import FILES, kit

__all__ = ["FILES", "kit"]
