"""When something in a frozen site is not public any more: the ZIP is destroyed, and can be made anew."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.evidence.models import Evidence
from plon.evidence.places import Place
from plon.evidence.published import public_evidence
from plon.files import storing
from plon.freezing.models import FrozenSite
from plon.history.record import record
from plon.results.enums import ResultState
from plon.results.models import Result


def places_in_sites(evidence: Evidence) -> Iterator[Place]:
    """Tell which frozen sites hold a photo or a document."""
    for site in FrozenSite.objects.filter(evidence=evidence).exclude(path=""):
        url = reverse("freezing:site", args=[evidence.project.public_id, site.public_id])
        yield Place(_("Frozen site: %(name)s") % {"name": site}, url)


@transaction.atomic
def take_out_of_sites(evidence: Evidence, *, by: Doer | None) -> None:
    """Destroy the ZIPs that hold a photo or a document; runs in the caller's transaction."""
    _withhold(FrozenSite.objects.filter(evidence=evidence), by)


def _withhold(sites: QuerySet[FrozenSite], by: Doer | None) -> None:
    for site in sites.exclude(path=""):
        transaction.on_commit(partial(storing.forget, [site.path]))
        site.withheld_at, site.path, site.size = timezone.now(), "", 0
        site.save(update_fields=["withheld_at", "path", "size"])
        record("frozen.withheld", by=by, subject=site, project_id=site.project_id)


def sweep_frozen_sites() -> None:
    """Delete ZIPs after their weeks, and those that hold what may not be shown any more."""
    for site in FrozenSite.objects.filter(expires_at__lte=timezone.now()).exclude(path=""):
        path, site.path, site.size = site.path, "", 0
        site.save(update_fields=["path", "size"])
        storing.forget([path])
    hidden = Evidence.objects.filter(frozen_sites__isnull=False).exclude(pk__in=public_evidence().values("pk"))
    _withhold(FrozenSite.objects.filter(evidence__in=hidden).distinct(), None)
    withdrawn = Result.objects.filter(
        project=OuterRef("project"), state=ResultState.WITHDRAWN, withdrawn_at__gte=OuterRef("requested_at")
    )
    _withhold(FrozenSite.objects.filter(Exists(withdrawn)), None)
