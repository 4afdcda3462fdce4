"""Everything a front end needs, loaded once: base, engines, questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from regelwijzer.advice.advisor import Advisor
from regelwijzer.datapaths import local_folder, questionnaires_folder, rules_folder
from regelwijzer.interview.lists import load_lists
from regelwijzer.interview.questions import Vraag, load_questionnaires
from regelwijzer.interview.session import Interviewer
from regelwijzer.interview.stalled import KorteVraag, load_short_questions
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.regions import Regions, load_regions
from regelwijzer.knowledge.young import for_young, load_rewordings


@dataclass(frozen=True)
class Application:
    """The loaded product; shared by all sessions of one process, holds no case."""

    advisor: Advisor
    interviewer: Interviewer
    wordings: dict[str, dict[str, Vraag]]
    short_questions: tuple[KorteVraag, ...] = ()
    regions: Regions = field(default_factory=Regions)

    @property
    def base(self) -> Kennisbank:
        """The rule base."""
        return self.advisor.base

    def base_for(self, doelgroep: str) -> Kennisbank:
        """The rule base in the words of one audience; the law in it is the same."""
        return self.advisor.base_for(doelgroep)

    def close(self) -> None:
        """Stop the worker of the interactive engine."""
        self.advisor.close()


def load_application(
    local: Path | None = None, *, use_durable: bool = True, base: Kennisbank | None = None
) -> Application:
    """Load the rule base (unless *base* is given) and the questionnaires.

    Without *local*, the folder of the environment (``regelwijzer app --lokaal``) is used.
    Raises KnowledgeErrors with every fault found.
    """
    local = local or local_folder()
    base = base or load_base(rules_folder(), local)
    young = for_young(base, load_rewordings(questionnaires_folder(), base))
    advisor = Advisor(base, use_durable=use_durable, young=young)
    wordings = load_questionnaires(questionnaires_folder(), advisor.base)
    lists = load_lists(questionnaires_folder(), advisor.base, wordings)
    interviewer = Interviewer(advisor.base, advisor.program, advisor.chooser, wordings, lists)
    short = load_short_questions(questionnaires_folder(), advisor.base)
    regions = load_regions(rules_folder(), local)
    return Application(advisor, interviewer, wordings, short, regions)
