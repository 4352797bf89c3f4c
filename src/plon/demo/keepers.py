"""Who keeps results of the example world: two people, one who is silent, nobody any more."""

from datetime import timedelta

from django.utils import timezone

from plon.accounts.models import User
from plon.corner.models import SentLetter
from plon.keepers.actions import accept, name_keeper
from plon.keepers.actions.answering import guest_of
from plon.keepers.actions.ending import end_keeping
from plon.keepers.enums import Follows, How, Silence
from plon.keepers.models import Keeping
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.sustainability.letters.periods import half_of

# (name, e-mail, language): nobody's addresses.
Person = tuple[str, str, str]
ANNA: Person = ("Anna Przykładowa", "anna.keeper@example.org", "pl")
MARIA: Person = ("María Ejemplo", "maria.keeper@example.org", "en")
JAN: Person = ("Jan Dawny", "jan.keeper@example.org", "pl")
EWA: Person = ("Ewa Dawna", "ewa.keeper@example.org", "pl")


def add_keepers(acronym: str, by: User) -> None:
    """Let two people keep one result of a project, one who is silent another; a result of another project loses its."""
    project = Project.objects.get(acronym=acronym, is_example=True)
    kept, silent = project.results.filter(state=ResultState.PUBLISHED).order_by("position")[:2]
    partner = project.organisations.order_by("partnerships__position").last()
    _keep(kept, ANNA, kept.responsible, by, days=200, confirmed=20)
    _keep(kept, MARIA, partner, by, days=120, confirmed=20)
    quiet = _keep(silent, JAN, silent.responsible, by, days=400, confirmed=310)
    since = timezone.now() - timedelta(days=9)
    Keeping.objects.filter(pk=quiet.pk).update(silence=Silence.REMINDED, silent_since=since)
    _say_that_letters_went(project)
    elsewhere = Result.objects.filter(is_example=True, state=ResultState.PUBLISHED).exclude(project=project)
    lost = elsewhere.order_by("pk")[0]
    gone = _keep(lost, EWA, lost.responsible, by, days=400, confirmed=310)
    reason = "Zmieniam szkołę. (Przykład)"
    end_keeping(gone, by=guest_of(gone), how=How.STEPPED_DOWN, follows=Follows.AGENCY, reason=reason)


def _say_that_letters_went(project: Project) -> None:
    """Let the letters of this half-year have gone and been answered: nothing goes out to nobody's addresses."""
    went = timezone.now() - timedelta(days=25)
    for keeping in Keeping.objects.filter(result__project=project).select_related("keeper"):
        SentLetter.objects.get_or_create(
            project=project, email=keeping.keeper.email if keeping.keeper else "", about=half_of(went.date()).about,
            defaults={"claimed_at": went, "sent_at": went},
        )  # fmt: skip


def _keep(
    result: Result, person: Person, organisation: Organisation | None, by: User, *, days: int, confirmed: int
) -> Keeping:
    """Let somebody keep a result since so many days; they confirmed it so many days ago."""
    name, email, language = person
    (asked,) = name_keeper([result], by=by, email=email, name=name, language=language, organisation=organisation)
    kept = accept(asked, by=guest_of(asked))
    now = timezone.now()
    Keeping.objects.filter(pk=kept.pk).update(
        asked_at=now - timedelta(days=days + 3), accepted_at=now - timedelta(days=days),
        confirmed_at=now - timedelta(days=confirmed),
    )  # fmt: skip
    kept.refresh_from_db()
    return kept
