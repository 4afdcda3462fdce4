"""The bill of materials (CycloneDX 1.6, JSON), made from the lock file alone.

The same lock gives the same bytes: there is no time and no chance in it.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

_PACKAGE = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^    #(?: via)?\s+([A-Za-z0-9][\w.-]*)")


@dataclass
class Locked:
    """One package of the lock file."""

    name: str
    version: str
    marker: str
    hashes: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)

    @property
    def purl(self) -> str:
        """The package URL."""
        return f"pkg:pypi/{self.name.lower().replace('_', '-')}@{self.version}"


def locked(text: str) -> list[Locked]:
    """Read the packages of a lock file as uv writes it."""
    found: list[Locked] = []
    for line in text.splitlines():
        package = _PACKAGE.match(line)
        if package:
            found.append(Locked(package[1], package[2], package[3] or ""))
        elif found and (digest := _HASH.search(line)):
            found[-1].hashes.append(digest[1])
        elif found and (via := _VIA.match(line)):
            found[-1].wanted_by.append(via[1])
    return found


def sbom(text: str, version: str) -> dict[str, Any]:
    """Return the bill of materials of the product with the packages of the lock file."""
    packages = locked(text)
    product = f"pkg:pypi/regelwijzer@{version}"
    # A package can be there twice, for an older and a newer Python.
    places: dict[str, list[str]] = {"regelwijzer": [product]}
    for item in packages:
        places.setdefault(item.name, []).append(item.purl)
    wants: dict[str, set[str]] = {ref: set() for refs in places.values() for ref in refs}
    for item in packages:
        for name in item.wanted_by:
            for ref in places.get(name, []):
                wants[ref].add(item.purl)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, product + text)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": product,
                "name": "regelwijzer",
                "version": version,
                "purl": product,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": [_component(item) for item in packages],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(wants.items())
        ],
    }


def _component(item: Locked) -> dict[str, Any]:
    # A package has one digest for each of its files, so they are no digest of the component.
    extra = [("regelwijzer:voorwaarde", item.marker)] if item.marker else []
    extra += [("regelwijzer:sha256", digest) for digest in item.hashes]
    return {
        "type": "library",
        "bom-ref": item.purl,
        "name": item.name,
        "version": item.version,
        "purl": item.purl,
        "properties": [{"name": name, "value": value} for name, value in extra],
    }
