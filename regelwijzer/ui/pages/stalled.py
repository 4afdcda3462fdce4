"""'Vastgelopen?': five short questions, without the interview, to an ordered plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.wording import day_text
from regelwijzer.application import Application
from regelwijzer.interview.dates import OLDEST, born_at
from regelwijzer.interview.questions import question
from regelwijzer.interview.stalled import Antwoord, KorteVraag, Picked, change, picked_from
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.regions import Place
from regelwijzer.knowledge.text import spoken
from regelwijzer.reasoning.case import EARLIEST, Case
from regelwijzer.reasoning.values import Period, Value
from regelwijzer.report.html import plan_html
from regelwijzer.report.stalled import PlanView, plan_view
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.flow import procedures_section
from regelwijzer.ui.pages.start import ROLES
from regelwijzer.ui.profiles import profile_section
from regelwijzer.ui.stalled_files import take_plan_along
from regelwijzer.ui.text import safe

_PLACE = "vast_gemeente"
_INTRO = (
    "Vijf korte vragen, en u ziet wie u nu belt, welke stap daarna komt en welke termijnen lopen, "
    "als u de datums weet. Sla gerust iets over: wat u niet zegt, telt nooit als nee."
)
_INTRO_YOUNG = (
    "Vijf korte vragen, en je ziet wie je nu belt, welke stap daarna komt en welke termijnen "
    "lopen, als je de datums weet. Sla gerust iets over: wat je niet zegt, telt nooit als nee."
)
OPEN_GROUPS = 2
"""So many groups of answers are unfolded: more would fill a phone three times."""
DANGER, STALLED, DECISION, TRIED = "gevaar", "vast", "besluit", "gedaan"


def show() -> None:
    """Draw the page."""
    application = state.application()
    st.title("Vastgelopen?", anchor=False)
    st.html(f'<p class="rw-intro">{state.say(_INTRO, _INTRO_YOUNG)}</p>')
    case = state.answers().case if state.started() else Case(date.today(), doelgroep="")
    role, born = _who(case)
    viewer = Viewer(application.base_for(role), role)
    vragen = {item.vraag: item for item in application.short_questions}
    before = picked_from(application.base, application.short_questions, case.values)
    after = _Chooser(viewer, before, case)
    if DANGER in vragen:
        after.ask(vragen[DANGER], "2. ")
        after.ask(vragen[STALLED], "3. ")
    name = _where(application)
    if DECISION in vragen:
        after.ask(vragen[DECISION], "5. ")
        after.ask(vragen[TRIED], "")
    values = change(
        application.base, application.short_questions, case.values, before, after.picked
    )
    if born is not None:
        values[BIRTH] = born
    _store(case, role, values, name)
    place = application.regions.find(name.removeprefix("Regio ")) if name else None
    with st.container(key="rw_vast_plan"):  # on paper: this part without the questions
        _plan(application, viewer, place)


def _who(case: Case) -> tuple[str, Period | None]:
    """Ask who somebody is, and how old the young person is; None when that is known already."""
    asked = state.say("Wie bent u, en hoe oud is de jongere?", "Wie ben je, en hoe oud ben je?")
    st.header(f"1. {asked}", anchor=False)
    roles = list(ROLES)
    role = st.radio(
        state.say("Wie bent u?", "Wie ben je?"),
        roles,
        format_func=ROLES.__getitem__,
        index=roles.index(case.doelgroep) if case.doelgroep in roles else None,
        label_visibility="collapsed",
        width="stretch",
        key="vast_rol",
    )
    known = case.values.get(BIRTH)
    years = st.number_input(
        "Leeftijd van de jongere in jaren",
        value=_age(known, case.peildatum),
        min_value=0,
        max_value=OLDEST,
        step=1,
        key="vast_leeftijd",
    )
    if years is None or years == _age(known, case.peildatum):
        return str(role or "ouder"), None
    return str(role or "ouder"), born_at(int(years), None, case.peildatum)


def _age(known: Value | None, day: date) -> int | None:
    """Return the age on *day* when it is known to the year."""
    if not isinstance(known, Period):
        return None
    ages = {
        day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        for born in (known.first, known.last)
    }
    return ages.pop() if len(ages) == 1 and min(ages) >= 0 else None


class _Chooser:
    """Asks the short questions and collects what is chosen."""

    def __init__(self, viewer: Viewer, before: Picked, case: Case) -> None:
        self.viewer, self.before, self.case = viewer, before, case
        self.answers: dict[str, tuple[str, ...]] = {}
        self.days: dict[str, Period] = {}

    @property
    def picked(self) -> Picked:
        """What is chosen so far."""
        return Picked(self.answers, self.days)

    def ask(self, vraag: KorteVraag, number: str) -> None:
        """Ask one question."""
        title = number + self.viewer.words(vraag.titel)
        if number:
            st.header(title, anchor=False)
        else:
            st.subheader(title, anchor=False)
        if vraag.hulp:
            st.caption(self.viewer.words(vraag.hulp))
        if vraag.meer:
            self._many(vraag)
        else:
            self._one(vraag)
        for name in self.answers[vraag.vraag]:
            self._day(vraag.answer(name))

    def _many(self, vraag: KorteVraag) -> None:
        if not vraag.groepen:
            title = self.viewer.words(vraag.titel)
            self.answers[vraag.vraag] = self._pills(vraag, title, vraag.antwoorden, shown=False)
            return
        found: tuple[str, ...] = ()
        for number, group in enumerate(vraag.groepen):
            items = [item for item in vraag.antwoorden if item.groep == group.groep]
            title = self.viewer.words(group.titel)
            if number < OPEN_GROUPS:
                found += self._pills(vraag, title, items, shown=True)
                continue
            given = {item.antwoord for item in items} & set(self.before.answers[vraag.vraag])
            with st.expander(title, expanded=bool(given)):
                found += self._pills(vraag, title, items, shown=False)
        self.answers[vraag.vraag] = found

    def _pills(
        self, vraag: KorteVraag, title: str, items: Sequence[Antwoord], *, shown: bool
    ) -> tuple[str, ...]:
        words = {item.antwoord: self.viewer.words(item.woorden) for item in items}
        chosen = st.pills(
            title,
            list(words),
            format_func=words.__getitem__,
            selection_mode="multi",
            default=[name for name in words if name in self.before.answers[vraag.vraag]],
            label_visibility="visible" if shown else "collapsed",
            key=f"vast_{vraag.vraag}_{items[0].antwoord}",
        )
        return tuple(chosen)

    def _one(self, vraag: KorteVraag) -> None:
        words = {item.antwoord: self.viewer.words(item.woorden) for item in vraag.antwoorden}
        given = self.before.answers[vraag.vraag]
        chosen = st.selectbox(
            self.viewer.words(vraag.titel),
            list(words),
            format_func=words.__getitem__,
            index=list(words).index(given[0]) if given else None,
            placeholder="Kies wat past, of sla over",
            label_visibility="collapsed",
            key=f"vast_{vraag.vraag}",
        )
        self.answers[vraag.vraag] = (str(chosen),) if chosen else ()

    def _day(self, item: Antwoord) -> None:
        if item.datum is None or item.datum_vraag is None:
            return
        known = self.case.values.get(item.datum)
        exact = known.first if isinstance(known, Period) and known.exact else None
        day = st.date_input(
            self.viewer.words(item.datum_vraag),
            value=exact,
            min_value=EARLIEST,
            max_value=self.case.peildatum,
            format="DD-MM-YYYY",
            key=f"vast_dag_{item.antwoord}",
        )
        if isinstance(day, date):
            self.days[item.datum] = Period(day, day)
        elif isinstance(known, Period) and not known.exact:
            self.days[item.datum] = known
            st.caption(
                f"Uit eerdere antwoorden: tussen {day_text(known.first)} en {day_text(known.last)}."
            )


def _where(application: Application) -> str:
    """Ask the gemeente or the regio; return its name, '' when none is chosen."""
    asked = state.say("In welke gemeente woont de jongere?", "In welke gemeente woon je?")
    st.header(f"4. {asked}", anchor=False)
    names = application.regions.names()
    kept = state.answers().place if state.started() else ""
    if kept in names and _PLACE not in st.session_state:
        st.session_state[_PLACE] = kept
    chosen = st.selectbox(
        "Gemeente of jeugdregio",
        names,
        index=None,
        placeholder="Typ de naam van de gemeente",
        label_visibility="collapsed",
        key=_PLACE,
    )
    return str(chosen or "")


def _store(case: Case, role: str, values: dict[str, Value], place: str) -> None:
    """Keep what was told here with the other answers; the interview goes on with it."""
    if not state.started() and values == dict(case.values) and not place:
        return
    if not state.started() or role != case.doelgroep:
        state.begin(role, case.peildatum, case.hulpvragen)
    kept = state.answers()
    if dict(kept.case.values) != values or kept.place != place:
        state.restore(replace(kept, case=replace(kept.case, values=values), place=place))


def _plan(application: Application, viewer: Viewer, place: Place | None) -> None:
    st.header(spoken(viewer.doelgroep, "Uw plan", "Jouw plan"), anchor=False)
    if not state.started():
        st.info("Kies hierboven wat er speelt. Dan staat hier wie kan helpen en wat eerst komt.")
        return
    advice = state.advice()
    view = shown_plan(application, viewer, advice, place)
    for line in view.place:
        st.markdown(f":material/location_on: {safe(line)}")
    take_plan_along(view, advice.case.peildatum)
    st.html(plan_html(view))
    procedures_section(viewer, advice, "vast")
    profile_section(viewer, advice)
    _lessons(viewer, advice)


def shown_plan(
    application: Application, viewer: Viewer, advice: Advice, place: Place | None
) -> PlanView:
    """Return the plan in the words of this reader."""

    def ask(name: str) -> str:
        return question(application.base, application.wordings, advice.case.doelgroep, name).text

    return plan_view(viewer, advice, place, ask)


def _lessons(viewer: Viewer, advice: Advice) -> None:
    if not advice.lessons:
        return
    st.header("Is hieraan gedacht?", anchor=False)
    st.caption("Lessen uit zaken van anderen die vastliepen. Het zijn vragen, geen oordelen.")
    for item in advice.lessons[:5]:
        st.markdown(f"**{safe(item.titel)}**  \n{safe(viewer.words(item.tekst))}")


__all__ = ["show", "shown_plan"]
