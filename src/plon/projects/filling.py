"""What is known of a project before anybody types it: told by its number, or by the public register."""

from dataclasses import dataclass

from django.db.models import QuerySet

from plon.accounts.models import User
from plon.programme.authorities import authority_for
from plon.programme.codelists import codelist
from plon.programme.numbers import parse_number
from plon.projects.enums import ClaimState, TeamRole
from plon.projects.models import Claim, Partnership, Project

# Of a register's record; its number stays with it, and its title comes with the texts.
FILLED = (
    "acronym", "programme", "key_action", "action_type", "field", "call_year", "start", "end", "status", "grant",
    "topics", "languages", "countries", "website", "authority",
)  # fmt: skip


@dataclass(frozen=True)
class Filling:
    """What a register's record would fill in a project: only what is empty there.

    Attributes:
        fields: {field: the register's value}.
        kept: the fields that hold something else than the register; they stay as they are.
        texts: {language: (title, summary)} where the project says nothing.
        partners: what the register knows of organisations that the project lacks.
    """

    fields: dict[str, object]
    kept: tuple[str, ...]
    texts: dict[str, tuple[str, str]]
    partners: tuple[Partnership, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.texts or self.partners)


def told_by_number(raw: str) -> dict[str, object]:
    """Return what the grammar of a number tells of the record, by field of `ProjectForm`; {} of a malformed one."""
    number = parse_number(raw)
    if not number.is_wellformed:
        return {}
    term, authority = codelist("action_types").get(number.action), authority_for(number)
    told: dict[str, object] = {
        "action_type": number.action,
        "programme": str(term.extra.get("programme", "")) if term else "",
        "field": number.field,
        "call_year": number.call_year,
        "authority": authority.code if authority else "",
        "countries": [number.country] if number.country else [],
    }
    return {name: value for name, value in told.items() if value}


def filling_from(record: Project, project: Project) -> Filling:
    """Return what `record` would fill in `project` (see `Filling`)."""
    known = {name: getattr(record, name) for name in FILLED if getattr(record, name) not in (None, "", [])}
    fields = {name: value for name, value in known.items() if getattr(project, name) in (None, "", [])}
    kept = tuple(n for n, value in known.items() if n not in fields and getattr(project, n) != value)
    have = {text.language: (text.title, text.summary) for text in project.texts.all()}
    texts = {}
    for text in record.texts.all():
        title, summary = have.get(text.language, ("", ""))
        filled = (title or text.title, summary or text.summary)
        if filled != (title, summary):
            texts[text.language] = filled
    present = set(project.partnerships.values_list("organisation_id", flat=True))
    partners = record.partnerships.select_related("organisation").exclude(organisation_id__in=present)
    return Filling(fields, kept, texts, tuple(partners))


def waiting_claim(person: User, record: Project) -> Claim | None:
    """Return the claim of `record` on which `person` waits for an answer."""
    return Claim.objects.filter(project=record, person=person, state=ClaimState.WAITING).first()


def own_workspace(person: User, record: Project) -> Project | None:
    """Return the workspace that `person` began for `record` while a claim waits: the same title, no number yet."""
    mine: QuerySet[Project] = Project.objects.filter(
        memberships__person=person, memberships__role=TeamRole.COORDINATOR, number_key="", title=record.title
    )
    return mine.exclude(pk=record.pk).order_by("-pk").first()
