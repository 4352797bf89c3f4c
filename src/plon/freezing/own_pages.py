"""The pages that only a frozen site has: its first page, its lists, and partners with their part in this project."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from plon.catalogue import presenting
from plon.freezing.asking import visitor_at
from plon.freezing.scope import Kind, Leaf, Scope
from plon.organisations.models import Organisation
from plon.programme import visibility
from plon.programme.authorities import authority


def own_page(scope: Scope, leaf: Leaf) -> bytes:
    """Return the page `leaf` as the house would show it, in its language."""
    with translation.override(leaf.language):
        if leaf.kind == Kind.CHOICE:
            template, context = "freezing/choice.html", _choice(scope)
        elif leaf.kind == Kind.INDEX:
            template, context = "freezing/index.html", _index(scope, leaf.language)
        else:
            found = next(one for one in scope.organisations() if one.public_id == leaf.thing)
            template, context = "freezing/organisation.html", _organisation(scope, found, leaf.language)
        return render_to_string(template, context, visitor_at(leaf.living, leaf.language)).encode()


def _choice(scope: Scope) -> dict[str, object]:
    titles = []
    for code in scope.languages:
        with translation.override(code):
            # Translators: "in English" becomes the name of your own language.
            words = (_("Results of the project, its story and its partners."), _("Open in English"))
        titles.append((code, presenting.project_summary(scope.project, code), words, f"/{code}/"))
    return {"titles": titles}


def _index(scope: Scope, language: str) -> dict[str, object]:
    project = scope.project
    return {
        "project": project,
        "summary": presenting.project_summary(project, language),
        "results": scope.results,
        "withdrawn": scope.withdrawn,
        "roles": presenting.partners_by_role(scope.partnerships, language),
        "funding": visibility.funding_statement(language, cofunded=project.is_cofunded, programme=project.programme),
        "disclaimer": visibility.disclaimer(
            language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
        ),
    }


def _organisation(scope: Scope, found: Organisation, language: str) -> dict[str, object]:
    part = next((each for each in scope.partnerships if each.organisation_id == found.pk), None)
    return {
        "project": scope.project,
        "project_title": presenting.project_summary(scope.project, language).title,
        "organisation": found,
        "description": found.description_pl if language == "pl" else found.description_en,
        "role": part.get_role_display() if part else "",
        "results": [result for result in scope.results if result.responsible_id == found.pk],
    }


def names_of(scope: Scope) -> dict[str, str]:
    """Return what the project is called in a header, by language."""
    return {
        code: scope.project.acronym or presenting.project_summary(scope.project, code).title
        for code, _name in settings.LANGUAGES
    }
