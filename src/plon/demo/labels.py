"""A labelled example project, another one that is proposed, and a list for a competition."""

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.labels.actions import Judgement, decide_label, give_opinion, make_list, nominate, propose_label
from plon.labels.criteria import criteria
from plon.labels.facts import facts_about
from plon.projects.models import Project
from plon.projects.queries import public_projects

_WHY = {
    "policy": ("strong", "Odpowiada na priorytet „środowisko i klimat”; gmina wpisała pomiary do planu. (Przykład)"),
    "impact": ("strong", "Szkoły spoza partnerstwa prowadzą lekcje same. (Przykład)"),
    "communication": ("partly", "Zdjęcia i mapa mówią same; brakuje krótkiego filmu. (Przykład)"),
    "transferability": ("strong", "Otwarta licencja, dwa języki, opis krok po kroku. (Przykład)"),
    "innovation": ("partly", "Pomiary uczniów na wspólnej mapie; same lekcje nie są nowe. (Przykład)"),
}
_REASON_PL = (
    "Lekcji nad rzeką używają szkoły, które nie były w projekcie. Są w dwóch językach, na otwartej licencji, z opisem, "
    "jak zacząć w jedno popołudnie. (Przykład)"
)
_REASON_EN = (
    "Schools that were not in the project use the lessons by the river. They come in two languages, under an open "
    "licence, with a description of how to begin in one afternoon. (Example)"
)


def add_labels(acronym: str, people: dict[str, User]) -> None:
    """Give the fullest example project a label, propose one for another, begin a list of nominations."""
    officer, other = people["officer@example.org"], people["admin@example.org"]
    assert other.role == PlatformRole.ADMINISTRATOR  # noqa: S101  who is no officer has no say
    project = Project.objects.get(acronym=acronym, is_example=True)
    label = propose_label(project, by=officer, kind="good_practice", judgements=_judgements(project))
    give_opinion(label, by=other, supports=True, text="Zgadzam się: użycia są potwierdzone. (Przykład)")
    given = decide_label(label, by=other, give=True, reason_pl=_REASON_PL, reason_en=_REASON_EN)
    nominate(make_list(by=officer, name="EITA 2027 (przykład)"), by=officer, label=given)
    second = public_projects().filter(is_example=True, results__state="published").exclude(pk=project.pk).first()
    if second is not None:
        propose_label(second, by=officer, kind="good_practice", judgements=_judgements(second))


def _judgements(project: Project) -> dict[str, Judgement]:
    known = facts_about(project)
    return {
        each.code: Judgement(*_WHY[each.code], [code for code in each.facts if code in known]) for each in criteria()
    }
