"""What the page of the application shows: cards with their counters, states and comparisons."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from plon.programme.application import Limit
from plon.programme.rulebook import Demand, rulebook_for
from plon.reports.comparing import Piece, words_compared
from plon.reports.drafting import Facts
from plon.reports.drafting.grammar import number
from plon.reports.missing import Missing, missing_for
from plon.reports.places import NO_SUBJECT, Place
from plon.reports.queries import Application, Field, language_of, redrafted


@dataclass(frozen=True)
class Conflict:
    """Somebody else's text, shown beside the one that could not be saved."""

    text: str
    theirs: str
    seen: int
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """One field as the page shows it."""

    field: Field
    name: str
    question: str
    text: str
    seen: int
    counted: str
    missing: list[Missing]
    demands: list[Demand]
    limits: list[tuple[Limit, str]]
    changed: list[Piece]
    theirs: str
    errors: tuple[str, ...]
    urls: dict[str, str]

    @property
    def anchor(self) -> str:
        return self.field.place.anchor

    @property
    def state(self) -> str:
        return state_of(self.field)


@dataclass(frozen=True)
class Part:
    """A section of the form, or one work package of it."""

    key: str
    name: str
    cards: list[Card]
    is_without_packages: bool = False


def state_of(field: Field) -> str:
    """Return "draft" (it follows the plan), "edited", or "outdated" (edited, and the plan has changed since)."""
    if field.answer is None:
        return "draft"
    return "outdated" if field.is_outdated else "edited"


def urls_of(place: Place) -> dict[str, str]:
    """Return the addresses of what can be done with a field; the limit's source goes along."""
    keys = [place.project.public_id, place.form.key, place.language, place.question.key, place.subject or NO_SUBJECT]
    query = f"?limits={place.source}" if place.source else ""
    return {name: reverse(f"reports:{name}", args=keys) + query for name in ("write", "save", "take_draft", "keep")}


def page_url(place: Place) -> str:
    """Return the address of the page with this field in view."""
    return application_url(place.project.public_id, place.form.key, place.language, place.source) + f"#{place.anchor}"


def application_url(project: str, form: str, language: str, source: str) -> str:
    query = f"?form={form}&language={language}" + (f"&limits={source}" if source else "")
    return reverse("reports:application", args=[project]) + query


def counted(characters: int, limit: int, interface: str) -> str:
    """Return "812 of 3,000 characters", or how many there are too many."""
    language = language_of(interface)
    said = {"count": number(characters, language), "limit": number(limit, language)}
    if not limit:
        return _("%(count)s characters") % said
    if characters > limit:
        said["over"] = number(characters - limit, language)
        return _("%(count)s of %(limit)s characters: too long by %(over)s") % said
    return _("%(count)s of %(limit)s characters") % said


def parts_of(application: Application, interface: str, conflicts: dict[str, Conflict] | None = None) -> list[Part]:
    """Return the form's sections with their cards; work packages each as a part of its own."""
    parts = []
    for key, name in application.form.sections.items():
        fields = [field for field in application.fields if field.place.question.section == key]
        asks_packages = any(q.is_per_work_package and q.section == key for q in application.form.questions)
        packages = {field.place.work_package: field.place.subject_label for field in fields if field.place.work_package}
        whole = [field for field in fields if field.place.work_package is None]
        if whole or (asks_packages and not packages):
            cards = [_card(application, field, interface, conflicts or {}) for field in whole]
            parts.append(Part(key, name(interface), cards, is_without_packages=asks_packages and not packages))
        for package, label in packages.items():
            cards = [
                _card(application, field, interface, conflicts or {})
                for field in fields
                if field.place.work_package == package
            ]
            parts.append(Part(f"{key}-{package.public_id}", f"{name(interface)}: {label}", cards))
    return parts


def _card(application: Application, field: Field, interface: str, conflicts: dict[str, Conflict]) -> Card:
    place, question = field.place, field.place.question
    facts = application.facts
    if place.work_package:
        facts = Facts(facts.plan, facts.language, place.work_package)
    conflict = conflicts.get(place.anchor)
    demands = rulebook_for(application.form.call_year).demands
    changed = []
    if field.answer and field.is_outdated:
        now = redrafted(place, application.facts, field.answer, field.draft)
        changed = words_compared(field.answer.drafted_text, now)
    return Card(
        field=field,
        name=question.name(interface),
        question=question.text(interface),
        text=conflict.text if conflict else field.text,
        seen=conflict.seen if conflict else field.seen,
        counted=counted(field.characters, field.limit, interface),
        missing=missing_for(question, facts, interface),
        demands=[demands[letter] for letter in question.criteria if letter in demands],
        limits=[(limit, application.form.sources[limit.source](interface)) for limit in question.limits],
        changed=changed,
        theirs=conflict.theirs if conflict else "",
        errors=conflict.errors if conflict else (),
        urls=urls_of(place),
    )


def source_of(request: HttpRequest, sources: Any) -> str:
    """Return the source of limits that a request asks for, "" (the strictest) for none or an unknown one."""
    asked = request.GET.get("limits", "")
    return asked if asked in sources else ""
