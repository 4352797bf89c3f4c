"""What the overview says when a proof of an issued report is not what it was."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.verification.enums import BROKEN
from plon.verification.models import IssuedProof, IssuedReport


def remind_of_broken_proofs(project: Project) -> Reminder | None:
    """Say how many reported proofs broke, of reports that no newer one supersedes; in 1 query while all is well."""
    broken = IssuedProof.objects.filter(
        issued__project=project, issued__superseded_by__isnull=True, standing__in=BROKEN
    )
    keys = set(broken.values_list("key", flat=True))
    if not keys:
        return None
    text = ngettext(
        "%(n)s proof of an issued report is not what it was.",
        "%(n)s proofs of issued reports are not what they were.",
        len(keys),
    ) % {"n": len(keys)}
    newest = IssuedReport.objects.filter(proofs__in=broken).order_by("-number").first()
    where = reverse("verification:issued", args=[project.public_id, newest.public_id]) if newest else ""
    return Reminder(text, where, _("See which"))
