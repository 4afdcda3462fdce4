"""Damages good inputs, in their structure and in their bytes; the same seed, the same damage."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

ODD: list[Any] = [
    None,
    True,
    False,
    "ja",
    "nee",
    "onbekend",
    "Ja",
    "",
    " ",
    0,
    -1,
    10**400,
    1.5,
    1e308,
    float("inf"),
    float("nan"),
    [],
    {},
    [[[[]]]],
    {"van": 5, "tot": 3},
    {"van": "2009-01-01", "tot": "2009-12-31"},
    {"van": None},
    {"niet": {"niet": {"niet": "x"}}},
    "2026-02-30",
    "2009-05",
    "2009",
    "9999-99-99",
    "0000-00-00",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "x" * 5000,
    "\x00",
    "‮omgekeerd",
    "🧒",
    ["ja", "ja"],
    {"": ""},
    {1: 2},
]
"""Values that a field does not expect."""

SNIPPETS = [
    b"&a ",
    b"*a",
    b"<<: *a\n",
    b"!!python/object/apply:os.system ['true']",
    b"!!binary aGk=",
    b"!!set {a, b}",
    b"!!timestamp x",
    b"{{",
    b"}}",
    b"[" * 60,
    b"{a: " * 60,
    b"- " * 60,
    b"? ",
    b": ",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"\r",
    b"\t",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"|\n",
    b">\n",
    b'"',
    b"'",
    b"#",
    b"9" * 5000,
    b"1e400",
    b".inf",
    b".nan",
    b"0x1F",
    b"0o17",
    b"1_000",
    b"190:20:30",
    b"2026-11-22T10:00:00Z",
    b"null",
    b"~",
    b"yes",
    b"=HYPERLINK(1)",
    b",",
    b";",
    b"\n",
    b"\n\n",
]
"""Pieces of text that are special to a reader of YAML, JSON or CSV."""


def structure(document: Any, rng: random.Random, names: list[str]) -> Any:
    """Return a copy of *document* with one to four faults in its structure.

    *names* are words that may stand as a key or value (real and wrong ones).
    """
    made = copy.deepcopy(document)
    for _ in range(rng.randint(1, 4)):
        places = list(_places(made))
        if not places:
            return rng.choice(ODD)
        holder, key = rng.choice(places)
        _damage(holder, key, rng, names)
    return made


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(node, dict):
        for key in node:
            yield node, key
            yield from _places(node[key])
    elif isinstance(node, list):
        for index in range(len(node)):
            yield node, index
            yield from _places(node[index])


def _damage(holder: Any, key: Any, rng: random.Random, names: list[str]) -> None:
    kind = rng.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = copy.deepcopy(rng.choice(ODD))
    elif kind == 2 and isinstance(holder, dict):
        holder[rng.choice(names)] = holder.pop(key)
    elif kind == 3:
        holder[key] = rng.choice(names)
    elif kind == 4:
        holder[key] = [holder[key]] * rng.randint(1, 3)
    else:
        holder[key] = {rng.choice(names): holder[key]}


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Return *content* with one to five faults in its bytes."""
    made = bytearray(content)
    for _ in range(rng.randint(1, 5)):
        at = rng.randint(0, len(made))
        kind = rng.randrange(5)
        if kind == 0:
            made[at:at] = rng.choice(SNIPPETS)
        elif kind == 1 and made:
            made[at % len(made)] = rng.randrange(256)
        elif kind == 2:
            del made[at : at + rng.randint(1, 40)]
        elif kind == 3:
            made[at:at] = made[at : at + rng.randint(1, 80)]
        else:
            made = made[:at] if rng.random() < 0.2 else made
    return bytes(made)
