"""What goes by itself: kits after their weeks, removed tools after theirs. Each piece bears being done twice."""

import datetime

from django.db import transaction
from django.utils import timezone

from plon.evidence.models import Evidence
from plon.files import storing
from plon.toolkit.models import Kit, Material, MaterialVersion
from plon.toolkit.photos import may_stay
from plon.toolkit.withholding import take_photo_out

# A removed tool can be put back for so long.
GRACE = datetime.timedelta(days=30)


def sweep_toolkit() -> None:
    """Delete the ZIPs of kits that ran out, and for good the tools that were removed a month ago."""
    now = timezone.now()
    for kit in Kit.objects.filter(expires_at__lte=now).exclude(path=""):
        path, kit.path, kit.size = kit.path, "", 0
        kit.save(update_fields=["path", "size"])
        storing.forget([path])
    for material in Material.objects.filter(removed_at__lte=now - GRACE):
        with transaction.atomic():
            versions = MaterialVersion.objects.filter(material=material).exclude(path="")
            paths = list(versions.values_list("path", flat=True))
            material.delete()
        storing.forget(paths)


def sweep_photos() -> None:
    """Take out of tools and kits the photos whose consents ran out, or which may not be shown for another reason."""
    shown = (
        Evidence.objects.filter(material_versions__withheld_at__isnull=True, material_versions__isnull=False)
        | Evidence.objects.filter(materials__isnull=False)
        | Evidence.objects.filter(kits__withheld_at__isnull=True, kits__isnull=False)
    )
    for photo in shown.distinct().prefetch_related("consents").select_related("project"):
        if not may_stay(photo):
            take_photo_out(photo, by=None)
