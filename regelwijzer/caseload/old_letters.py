"""Text that is UTF-8, but for some letters in the old Windows encoding (cp1252).

Excel in the Netherlands long wrote CSV in that encoding. Here a byte that cannot be UTF-8 is
read as cp1252, so that one letter never spoils a file.

>>> decode(b"caf\\xe9 na\\xc3\\xafef")
'café naïef'
"""

from __future__ import annotations

import codecs
from typing import Any

NAME = "regelwijzer-utf8-of-cp1252"
"""The name of the codec, as Arrow asks for it."""
ERRORS = "regelwijzer-cp1252"
"""The name of the error handler: what cannot be UTF-8 is cp1252."""


def decode(raw: bytes) -> str:
    """Return the text of *raw*; every byte becomes some letter."""
    return raw.decode("utf-8", errors=ERRORS)


def _old(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _decode(raw: Any, errors: str = "strict") -> tuple[str, int]:
    return codecs.utf_8_decode(raw, ERRORS, True)


class _Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input: Any, errors: str, final: bool) -> tuple[str, int]:
        return codecs.utf_8_decode(input, ERRORS, final)


def _find(name: str) -> codecs.CodecInfo | None:
    if name != NAME.replace("-", "_"):
        return None
    return codecs.CodecInfo(codecs.utf_8_encode, _decode, incrementaldecoder=_Decoder, name=NAME)


codecs.register_error(ERRORS, _old)
codecs.register(_find)
