"""What stands around every page: the bar with the name, the pages and 'Wis alles', the footer."""

from __future__ import annotations

import streamlit as st

from regelwijzer.ui import dutch, state
from regelwijzer.ui.pages import go, page

LINKS = {
    "vragen": "Vragen",
    "advies": "Advies",
    "tijdlijn": "Tijdlijn",
    "vastgelopen": "Vastgelopen?",
}
"""The pages in the bar."""

MORE = {
    "oefenen": "Oefenen",
    "gaten": "Gaten tussen de wetten",
    "antwoorden": "Uw antwoorden",
    "kennisbank": "Over deze kennisbank",
    "caseload": "Caseload",
    "twijfel": "Klopt dit niet?",
    "over": "Over Regelwijzer",
}
"""The pages under 'Meer', in order."""
MINE = "Mijn antwoorden"

# Streamlit writes lang="en" on the page; a screen reader would read Dutch with English sounds.
_LANGUAGE = "<script>document.documentElement.lang = 'nl';</script>"

# A new question replaces the old one on the same screen: without this, somebody who cannot see
# the screen would not notice. The text of the heading never enters the script.
_FOCUS = """<script>(() => {{ /* {mark} */
  const kop = document.querySelector('.stMain h1');
  const bezig = document.activeElement;
  if (bezig && bezig.matches('.stMain input, .stMain textarea')) return;  // already typing
  if (kop) {{ kop.setAttribute('tabindex', '-1'); kop.focus({{preventScroll: true}}); }}
  const vak = document.querySelector('.stMain');
  if (vak) vak.scrollTo(0, 0);
}})();</script>"""


LEAVE_KEY = "alt+q"
LEAVE = "Wis alles en verlaat deze pagina"

# Leaving must be seen at once: the screen goes blank at the press, before the server answers,
# and the page goes away even if no answer comes. No other host is asked for anything.
_READY_TO_LEAVE = """<script>(() => {
  if (window.rwVerlaat) return;
  window.rwVerlaat = true;
  const leeg = () => {
    document.title = 'Nieuw tabblad';
    document.body.style.display = 'none';
    if (window.rwWeg) window.rwWeg();
    try { sessionStorage.clear(); } catch (fout) {}
    setTimeout(() => location.replace('about:blank'), 1500);
  };
  document.addEventListener('click', (klik) => {
    if (klik.target.closest && klik.target.closest('.st-key-rw_verlaat')) leeg();
  }, true);
  document.addEventListener('keydown', (toets) => {
    if (toets.altKey && toets.code === 'KeyQ') leeg();
  }, true);
})();</script>"""
# Streamlit puts what a popover holds at the very end of the page: with the keyboard one would
# have to pass the whole page first. Who opens it with a key goes into it; Escape leads back.
_INTO_POPOVER = """<script>(() => {
  if (window.rwUitklap) return;
  window.rwUitklap = true;
  let knop = null;
  document.addEventListener('keyup', (toets) => {
    const hier = document.activeElement;
    if (toets.key === 'Escape' && knop) { knop.focus(); knop = null; return; }
    if (!['Enter', ' '].includes(toets.key) || !hier) return;
    if (!hier.closest('[data-testid="stPopover"], [data-testid="stPopoverButton"]')) return;
    let keer = 0;
    const zoek = () => {
      const vak = document.querySelector('[data-testid="stPopoverBody"]');
      const eerste = vak && vak.querySelector('a[href], button, input');
      if (eerste) { knop = hier; eerste.focus(); }
      else if (keer++ < 20) setTimeout(zoek, 50);
    };
    setTimeout(zoek, 50);
  });
})();</script>"""
_GONE = """<script>
document.title = 'Nieuw tabblad';
try { sessionStorage.clear(); } catch (fout) {}
location.replace('about:blank');
</script>"""


def header() -> None:
    """Draw the bar at the top of every page."""
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
    st.html(_READY_TO_LEAVE, unsafe_allow_javascript=True)
    st.html(_INTO_POPOVER, unsafe_allow_javascript=True)
    dutch.speak()
    with st.container(key="rw_kop", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(page("start"), label="**Regelwijzer**")
        with st.container(key="rw_nav", horizontal=True, gap=None):
            for name, label in LINKS.items():
                st.page_link(page(name), label=label)
            with st.popover("Meer", key="rw_meer"):
                for name, label in MORE.items():
                    mine = name == "antwoorden"
                    st.page_link(page(name), label=state.say(label, MINE) if mine else label)
        with st.container(key="rw_wis", width="content", horizontal=True, gap="small"):
            _wipe()
            leaving = st.button(
                "Verlaat",
                key="rw_verlaat",
                help=f"{LEAVE} (Alt+Q). Er komt meteen een lege pagina.",
                shortcut=LEAVE_KEY,
            )
    if leaving:
        _leave()


def _wipe() -> None:
    with st.popover("Wis alles", icon=":material/delete:"):
        st.write("Alle antwoorden in dit venster gaan weg. Dat is niet terug te draaien.")
        if st.button("Ja, wis alles", key="rw_wis_nu", type="primary", width="stretch"):
            state.wipe()
            st.session_state["rw_gewist"] = True
            go("start")


def _leave() -> None:
    """Forget everything and show an empty page that names nothing."""
    state.wipe()
    state.set_token("")
    st.html(_GONE, unsafe_allow_javascript=True)
    st.stop()


def footer() -> None:
    """Draw the line at the bottom of every page."""
    st.html(
        '<p class="rw-voet">Regelwijzer is geen website van de overheid en beslist niets. '
        "De antwoorden staan alleen in het geheugen en zijn na een half uur weg.</p>"
    )


def focus_heading(mark: str) -> None:
    """Move to the top of the page and its heading, once for each new *mark*."""
    script = _FOCUS.format(mark="".join(sign for sign in mark if sign.isalnum()))
    st.html(script, unsafe_allow_javascript=True)
