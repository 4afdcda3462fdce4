"""Make a lesson: choose parts and order, take along the file, the handout and the answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

import streamlit as st

from regelwijzer.datapaths import questionnaires_folder
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.report.formats import as_pdf
from regelwijzer.report.lessondoc import LessonWriter
from regelwijzer.training.lesson import (
    KINDS,
    MOST_PARTS,
    WITH_CASE,
    Lesson,
    Part,
    dump_lesson,
    parse_lesson,
)
from regelwijzer.ui import state, training
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe

_LESSON, _SEEN = "rw_les", "rw_les_gelezen"
_PAGES = {
    "presentatie": "presentatie",
    "vergelijking": "vergelijken",
    "quiz": "quiz",
    "gesprek": "oefenen",
    "gatenkaart": "gaten",
}
MOST_BYTES = 100_000
_log = logging.getLogger("regelwijzer")


def show() -> None:
    """Draw the lesson and what can be done with it."""
    st.title("Maak een les", anchor=False)
    st.html(
        '<p class="rw-intro">Zet casussen in een volgorde. De les is een bestand om te delen '
        "met collega's; er is geen account nodig en er staat niets over iemand in.</p>"
    )
    _open()
    lesson = _current()
    st.session_state.setdefault("les_titel", lesson.titel)
    title = st.text_input("Titel van de les", max_chars=80, key="les_titel")
    if title.strip() and title != lesson.titel:
        lesson = lesson.model_copy(update={"titel": title.strip()})
        _keep(lesson)
    if lesson.onderdelen:
        st.header(f"Programma: {lesson.minutes} minuten", anchor=False)
    for number, part in enumerate(lesson.onderdelen):
        _part(lesson, number, part)
    _add(lesson)
    if lesson.onderdelen:
        _take(lesson)


def _current() -> Lesson:
    found = st.session_state.get(_LESSON)
    return (
        found if isinstance(found, Lesson) else Lesson(schema="regelwijzer/les/1", titel="Mijn les")
    )


def _keep(lesson: Lesson) -> None:
    st.session_state[_LESSON] = lesson


def _open() -> None:
    with st.expander("Open een lesbestand of de voorbeeldles"):
        if st.button("Neem de voorbeeldles van vijftig minuten", key="les_voorbeeld"):
            path = questionnaires_folder() / "training" / "les_vijftig_minuten.yaml"
            _load(path.read_text(encoding="utf-8"))
        sent = st.file_uploader(
            "Lesbestand (YAML)", type=["yaml", "yml"], max_upload_size=1, key="les_bestand"
        )
    if sent is None or st.session_state.get(_SEEN) == sent.file_id:
        return
    st.session_state[_SEEN] = sent.file_id
    if sent.size > MOST_BYTES:
        st.error("Dit bestand is te groot voor een les; kies een lesbestand van Regelwijzer.")
        return
    try:
        text = sent.getvalue().decode("utf-8")
    except UnicodeDecodeError:
        st.error("Dit lesbestand is beschadigd: het is geen tekst; vraag het opnieuw op.")
        return
    _load(text)


def _load(text: str) -> None:
    try:
        lesson = parse_lesson(text, training.library())
    except CaseError as error:
        st.error(safe(str(error)))
        return
    _keep(lesson)
    st.session_state["les_titel"] = lesson.titel
    st.rerun()


def _part(lesson: Lesson, number: int, part: Part) -> None:
    parts = list(lesson.onderdelen)
    title = training.library().cases[part.casus].titel if part.casus else KINDS["gatenkaart"]
    with st.container(key=f"rw_rij_les_{number}", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{number + 1}. {safe(KINDS[part.soort])}** ({part.minuten} min)  \n{safe(title)}"
        )
        name = f"onderdeel {number + 1}"
        if st.button("Start", key=f"les_start_{number}", help=f"Start {name}"):
            if part.casus:
                training.choose(part.casus)
            go(_PAGES[part.soort])
        if st.button("↑", key=f"les_op_{number}", help=f"Zet {name} eerder", disabled=not number):
            parts[number - 1], parts[number] = parts[number], parts[number - 1]
            _change(lesson, parts)
        if st.button("Weg", key=f"les_weg_{number}", help=f"Haal {name} weg"):
            del parts[number]
            _change(lesson, parts)


def _change(lesson: Lesson, parts: list[Part]) -> None:
    _keep(lesson.model_copy(update={"onderdelen": parts}))
    st.rerun()


def _add(lesson: Lesson) -> None:
    cases = training.library().cases
    st.header("Voeg een onderdeel toe", anchor=False)
    with st.container(key="rw_les_nieuw"):
        kind = st.selectbox("Wat", list(KINDS), format_func=KINDS.__getitem__, key="les_soort")
        name: str | None = None
        if kind in WITH_CASE:
            fits = [n for n, item in cases.items() if kind != "vergelijking" or item.varianten]
            name = st.selectbox(
                "Casus", fits, format_func=lambda n: cases[n].titel, key="les_casus"
            )
        minutes = st.number_input("Minuten", 1, 240, 10, key="les_minuten")
        full = len(lesson.onderdelen) >= MOST_PARTS
        if st.button("Voeg toe", type="primary", icon=":material/add:", disabled=full):
            part = Part(soort=kind, casus=name, minuten=int(minutes))
            _change(lesson, [*lesson.onderdelen, part])


def _take(lesson: Lesson) -> None:
    st.header("Neem mee", anchor=False)
    with st.container(key="rw_les_mee", horizontal=True):
        st.download_button(
            "Lesbestand",
            dump_lesson(lesson),
            file_name="regelwijzer-les.yaml",
            mime="application/yaml",
            on_click="ignore",
            icon=":material/save:",
            key="les_bewaar",
        )
        for answers, label in ((False, "Werkblad (PDF)"), (True, "Antwoordblad (PDF)")):
            st.download_button(
                label,
                _paper(lesson, answers),
                file_name=f"regelwijzer-{'antwoordblad' if answers else 'werkblad'}.pdf",
                mime="application/pdf",
                on_click="ignore",
                icon=":material/picture_as_pdf:",
                key=f"les_pdf_{answers}",
            )


def _paper(lesson: Lesson, answers: bool) -> Callable[[], bytes]:
    """Return what makes the PDF when it is asked for; of a fault only its kind is logged."""
    application, library = state.application(), training.library()

    def make() -> bytes:
        try:
            writer = LessonWriter(application.advisor, library, application.wordings)
            return as_pdf(writer.write(lesson, answers), date.today())
        except Exception as error:
            _log.error("lesson paper: %s", type(error).__name__)
            raise RuntimeError("het blad kon niet worden gemaakt") from None

    return make
