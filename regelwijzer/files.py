"""Files that are written whole or not at all, and why one could not be, in Dutch."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from regelwijzer.knowledge.errors import CaseError

_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte die u mag gebruiken is vol",
    errno.EFBIG: "zo groot mag een bestand hier niet zijn",
    errno.EROFS: "hier mag niet worden geschreven",
    errno.EACCES: "hier mag u niet schrijven",
    errno.EPERM: "hier mag u niet schrijven",
    errno.ENOENT: "die map bestaat niet",
    errno.ENOTDIR: "die map bestaat niet",
    errno.EISDIR: "dat is een map",
    errno.EEXIST: "er staat al iets met die naam",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def reason(error: OSError) -> str:
    """Return in a few Dutch words why something could not be written.

    >>> reason(OSError(errno.ENOSPC, "No space left on device"))
    'de schijf is vol'
    """
    return _REASONS.get(error.errno or 0, error.strerror or "de schijf geeft een fout")


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what was there stays until the new one is complete.

    Raises CaseError with one sentence when it cannot be written (a full disk, no permission).
    """
    half = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.half")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has no half
            path.write_bytes(content)
            return
        try:
            with half.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            half.replace(path.resolve())
        finally:
            with contextlib.suppress(OSError):
                half.unlink()
    except OSError as error:
        raise CaseError(
            f"Het bestand {path} kan niet worden geschreven ({reason(error)}); er is niets "
            "veranderd. Kies een andere plek, of maak ruimte."
        ) from None
