"""The interactive engine: forward chaining by durable_rules in a process of its own.

Only :class:`DurableEngine` and its errors are for others. The modules below it, in
the direction in which they depend on each other: ``engine`` (the client), ``protocol``
(messages over the pipe), ``layout`` (clauses to rulesets), ``limits`` (what the library
bears); ``worker`` is the other process and is never imported here.
"""

from regelwijzer.reasoning.durable.engine import DurableEngine
from regelwijzer.reasoning.durable.limits import LayoutError
from regelwijzer.reasoning.durable.protocol import EngineUnavailable

__all__ = ["DurableEngine", "EngineUnavailable", "LayoutError"]
