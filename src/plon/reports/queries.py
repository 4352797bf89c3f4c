"""Reading an application: its fields with their drafts and answers, in a constant number of queries."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.plans.queries import Plan, load_plan
from plon.programme.application import STRICTEST, ApplicationForm, all_forms, count_characters, form_of, forms_for
from plon.projects.models import Project, WorkPackage
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.reports.drafting import LANGUAGES, Draft, Facts, Language
from plon.reports.models import Answer
from plon.reports.places import NO_SUBJECT, Place, fingerprint_of, seen_of


@dataclass(frozen=True)
class Field:
    """One field of the form as it stands today.

    Attributes:
        text: what would be pasted: the edited answer, else the draft.
        is_outdated: whether the draft that the edited answer began from is another today, because the plan changed.
        seen: what a page that shows `text` has seen of it.
    """

    place: Place
    draft: Draft
    answer: Answer | None
    text: str
    characters: int
    is_outdated: bool
    seen: int

    @property
    def limit(self) -> int:
        return self.place.limit

    @property
    def over(self) -> int:
        """How many characters too long it is, 0 if it fits or if there is no limit."""
        return max(0, self.characters - self.limit) if self.limit else 0

    @property
    def is_official(self) -> bool:
        """Whether the limit is one of a form, not our advice."""
        return bool(self.place.question.limits)


@dataclass(frozen=True)
class Application:
    """All fields of one form in one language."""

    plan: Plan
    form: ApplicationForm
    language: Language
    source: str
    facts: Facts
    fields: tuple[Field, ...]


def load_application(
    project: Project, form: ApplicationForm, language: Language, source: str = STRICTEST
) -> Application:
    """Return the form as it stands today, in the queries of a plan and one more."""
    plan = load_plan(project)
    facts, fingerprint = Facts(plan, language), fingerprint_of(plan)
    written = {
        (answer.question, answer.subject): answer
        for answer in Answer.objects.filter(project=project, form=form.key, language=language)
    }
    fields = []
    for question in form.questions:
        for package in plan.work_packages if question.is_per_work_package else (None,):
            place = Place(project, form, question, language, package, source)
            fields.append(field_of(place, facts, fingerprint, written.get((question.key, place.subject))))
    return Application(plan, form, language, source, facts, tuple(fields))


def field_of(place: Place, facts: Facts, fingerprint: str, answer: Answer | None) -> Field:
    draft = place.draft(facts)
    text = draft.text if answer is None else answer.text
    return Field(
        place=place,
        draft=draft,
        answer=answer,
        text=text,
        characters=count_characters(text, place.form.line_break),
        is_outdated=answer is not None
        and answer.fingerprint != fingerprint
        and answer.drafted_text != redrafted(place, facts, answer, draft),
        seen=answer.version if answer else seen_of(draft.text),
    )


def redrafted(place: Place, facts: Facts, answer: Answer, draft: Draft) -> str:
    """Return today's draft within the limit of the answer's own draft, so that nothing but the plan differs."""
    return draft.text if answer.drafted_for == place.limit else place.draft(facts, answer.drafted_for).text


def suggested_form(project: Project) -> ApplicationForm | None:
    """Return the form of the project's action: of its call year if Plon has it, else the newest."""
    forms = forms_for(project.action_type)
    return next((form for form in forms if form.call_year == project.call_year), forms[0] if forms else None)


def chosen_form(project: Project, key: str) -> ApplicationForm:
    """Return the form that a page asks for, else the suggested one, else the first there is."""
    return form_of(key) or suggested_form(project) or all_forms()[0]


def language_of(code: str | None) -> Language:
    """Return the language of answers for a code of any kind: Polish for Polish, else English."""
    return "pl" if (code or "").startswith("pl") else "en"


def get_place_for(
    user: User | AnonymousUser,
    project_id: str,
    keys: tuple[str, str, str, str],
    permission: str = VIEW,
    *,
    source: str = STRICTEST,
) -> Place:
    """Return a field of a project's form, if `user` may do `permission` in the project.

    Args:
        user: who asks.
        project_id: public id of the project.
        keys: form, language, question, and public id of the work package ("all" for none).
        permission: see `plon.projects.rules`.
        source: whose limit the draft keeps to.

    Raises:
        Http404, PermissionDenied: see `get_project_for`; also when there is no such field.
    """
    project = get_project_for(user, project_id, permission)
    form_key, language, question_key, subject = keys
    form = form_of(form_key)
    question = form.question(question_key) if form else None
    if form is None or question is None or language not in LANGUAGES:
        raise Http404
    if question.is_per_work_package == (subject == NO_SUBJECT):
        raise Http404
    package = None if subject == NO_SUBJECT else get_object_or_404(WorkPackage, project=project, public_id=subject)
    return Place(project, form, question, language_of(language), package, source)


def answer_at(place: Place) -> Answer | None:
    return Answer.objects.filter(
        project=place.project,
        form=place.form.key,
        question=place.question.key,
        subject=place.subject,
        language=place.language,
    ).first()


def load_field(place: Place) -> tuple[Field, Facts, str]:
    """Return one field as it stands today, with the facts and the fingerprint that it was made from."""
    plan = load_plan(place.project)
    facts, fingerprint = Facts(plan, place.language), fingerprint_of(plan)
    return field_of(place, facts, fingerprint, answer_at(place)), facts, fingerprint
