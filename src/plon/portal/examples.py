"""Results that show what a guide speaks of.

The rule: a result is shown if everybody may see it, its licence is open, none of its links or files is known to be
gone, and it is strong: counted as lasting, or labelled by the agency (itself or its project). Of these a guide shows
those that have what its theme is about:

- results: there is a form of it that others can edit;
- dissemination: others told that they use it, and confirmed it;
- tools: it is described in more than one language;
- sustainability: it is counted as lasting;
- evaluation: the agency judged it, or its project, by its criteria and gave a label.

The most lasting stand first, the newest of equal ones; of one project there is one. If none fits, none is shown.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.labels.enums import State
from plon.labels.models import Label
from plon.labels.queries import labels_of, labels_of_results
from plon.programme.codelists import codelist
from plon.programme.sharing import licence_is_open
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.sustainability.enums import Word
from plon.uptake.queries import counted_uses, counts_of

MOST = 3
# Several results of one project may stand before those of the next.
_LOOKED_AT = 60
# Which results these are is kept so long; whether they are still public is asked each time.
KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Example:
    """A result beside a guide, and why it stands there."""

    result: Result
    why: str


def examples_for(theme: str) -> list[Example]:
    """Return up to three results for the guides of a theme; in 5 queries, 1 more if they are looked for anew."""
    keys = _keys(theme)
    if not keys:
        return []
    public = Result.objects.filter(state=ResultState.PUBLISHED).select_related("project", "responsible", "fit")
    loaded = public.prefetch_related("texts").in_bulk(keys)
    found = [loaded[key] for key in keys if key in loaded]
    uses = counts_of([each.pk for each in found])
    own, of_project = labels_of_results([each.pk for each in found]), labels_of([each.project_id for each in found])
    labels = {each.pk: [*own.get(each.pk, ()), *of_project.get(each.project_id, ())] for each in found}
    names = {key: [str(one.kind.label) for one in given] for key, given in labels.items()}
    return [Example(each, _why(theme, each, uses.get(each.pk, 0), names[each.pk])) for each in found]


def _keys(theme: str) -> list[int]:
    known = cache.get(f"portal.examples.{theme}")
    if isinstance(known, list):
        return known
    keys = _look(theme)
    cache.set(f"portal.examples.{theme}", keys, KEPT_SECONDS)
    return keys


def _look(theme: str) -> list[int]:
    chosen: dict[int, int] = {}
    found = _fitting(theme).order_by("-standing__score", "-published_at", "-pk")
    for key, project in found.values_list("pk", "project_id")[:_LOOKED_AT]:
        chosen.setdefault(project, key)
    return list(chosen.values())[:MOST]


def _fitting(theme: str) -> QuerySet[Result]:
    given = Label.objects.filter(state=State.GIVEN)
    labelled = Exists(given.filter(result=OuterRef("pk"), is_of_result=True)) | Exists(
        given.filter(project=OuterRef("project"), is_of_result=False)
    )
    lasting = Q(standing__word=Word.LASTING)
    open_ones = [term.code for term in codelist("licences").terms if licence_is_open(term.code)]
    strong = (
        Result.objects.filter(state=ResultState.PUBLISHED, licence__in=open_ones)
        .filter(lasting | Q(labelled))
        .filter(_not_gone("links"), _not_gone("files"))
    )
    match theme:
        case "results":
            return strong.filter(standing__facts__editable=True)
        case "dissemination":
            return strong.filter(Exists(counted_uses().filter(result=OuterRef("pk"))))
        case "tools":
            return strong.annotate(told=Count("texts", distinct=True)).filter(told__gt=1)
        case "sustainability":
            return strong.filter(lasting)
        case "evaluation":
            return strong.filter(labelled)
    return strong.none()


def _not_gone(fact: str) -> Q:
    """Ask for results of which a fact holds, is not asked, or was never counted (a JSON key that is absent is NULL)."""
    return Q(**{f"standing__facts__{fact}": True}) | Q(**{f"standing__facts__{fact}__isnull": True})


def _why(theme: str, result: Result, uses: int, labels: list[str]) -> str:
    """Say in the reader's language why a result stands beside the guide."""
    match theme:
        case "results":
            return _("Its licence is open, and there is a form of it that others can edit.")
        case "dissemination":
            return ngettext("%(count)s confirmed use by others.", "%(count)s confirmed uses by others.", uses) % {
                "count": uses
            }
        case "tools":
            count = len(result.texts.all())
            return ngettext("Described in %(count)s language.", "Described in %(count)s languages.", count) % {
                "count": count
            }
        case "sustainability":
            return _("Counted as lasting: people, a plan and copies stand behind it.")
    return _("Judged by the agency: %(labels)s.") % {"labels": ", ".join(dict.fromkeys(labels))}
