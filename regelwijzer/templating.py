"""The jinja2 environment of every page: data never becomes markup, and counts read as Dutch."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from regelwijzer.knowledge.text import dotted


@lru_cache(maxsize=4)
def environment(package: str) -> Environment:
    """Return the environment for the folder ``templates`` of *package*: autoescape always on.

    ``{{ count|dotted }}`` writes 12345 as 12.345. A name that is not there is an error.
    """
    made = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["dotted"] = dotted
    return made
