"""Tell the register of consents on which public pages a piece of evidence stands."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.catalogue.queries import published_results
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.evidence.places import Place
from plon.evidence.published import public_evidence


def public_pages_of(evidence: Evidence) -> Iterator[Place]:
    """Yield the project's public page, and the pages of results that a proven activity showed."""
    if not evidence.is_public or not public_evidence().filter(pk=evidence.pk).exists():
        return
    project = evidence.project
    yield Place(_("public page of the project %(project)s") % {"project": project}, project.get_absolute_url())
    if evidence.kind != EvidenceKind.PHOTO:
        return
    shown = published_results().filter(activities__proofs__evidence=evidence).distinct().prefetch_related("texts")
    for result in shown:
        title = result.title_in(get_language() or "pl")
        yield Place(_("public page of the result %(result)s") % {"result": title}, result.get_absolute_url())
