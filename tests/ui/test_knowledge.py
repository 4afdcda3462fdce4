"""The page about the rule base: what is known stands there at once, what takes time on request."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.helpers import go_to

PAGE = "kennisbank"


def test_the_page_of_the_whole_base(repository: Path) -> None:
    st.cache_resource.clear()
    app = go_to(AppTest.from_file(str(repository / "app.py"), default_timeout=120).run(), PAGE)
    assert not app.exception and not app.error
    headers = [header.value for header in app.header]
    assert "De gaten tussen de wetten" in headers and "Hoe vers zijn de bronnen?" in headers
    shown = " ".join(block.proto.body for block in app.get("html"))
    assert "Wet langdurige zorg" in shown and "keer beslissend" not in shown
    app.button(key="kennisbank_draai").click().run()
    assert not app.exception and not app.error
    shown = " ".join(block.proto.body for block in app.get("html"))
    assert "Geen fouten." in shown and "keer beslissend" in shown
    st.cache_resource.clear()
