"""Shows an SVG picture: ``st.html`` leaves SVG out, so a small component puts it on the page.

The picture comes from a template that escapes everything; here it is read as XML, and only what
draws is put on the page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

_SCRIPT = """export default function (component) {
  const { data, parentElement } = component;
  const gelezen = new DOMParser().parseFromString(data.plaatje, 'application/xml');
  if (gelezen.querySelector('parsererror, script, foreignObject')) return;
  const doos = document.importNode(gelezen.documentElement, true);
  const oud = parentElement.querySelector('.rw-plaatje');
  if (oud) oud.remove();
  const hier = document.createElement('div');
  hier.className = 'rw-plaatje';
  hier.lang = 'nl';
  const vak = document.createElement('section');
  for (const { name, value } of doos.attributes) vak.setAttribute(name, value);
  for (const kind of [...doos.childNodes]) vak.append(kind);
  hier.append(vak);
  parentElement.append(hier);
}"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("regelwijzer_plaatje", js=_SCRIPT, isolate_styles=False)


def picture(markup: str, key: str) -> None:
    """Draw *markup*: one ``section`` with an ``svg`` in it, as ``report.html.graph_html`` makes."""
    _component()(key=key, data={"plaatje": markup})
