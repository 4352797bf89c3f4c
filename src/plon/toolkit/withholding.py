"""When a photo may not be shown any more: it leaves the tools, and files with it are handed out to nobody."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.accounts.guests import Doer
from plon.evidence.models import Evidence
from plon.evidence.places import Place
from plon.files import storing
from plon.history.record import record
from plon.jobs.lengthy import WorkState
from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.toolkit.enums import Withheld
from plon.toolkit.models import Kit, Material, MaterialVersion


def places_of_photo(evidence: Evidence) -> Iterator[Place]:
    """Tell in which tools and kits a photo is shown now."""
    project = evidence.project
    for material in _materials_with(evidence):
        url = reverse("toolkit:material", args=[project.public_id, material.public_id])
        yield Place(_("Tool: %(title)s") % {"title": material}, url)
    for kit in Kit.objects.filter(photos=evidence, withheld_at__isnull=True).exclude(path=""):
        yield Place(_("Kit: %(name)s") % {"name": kit}, reverse("toolkit:kit", args=[project.public_id, kit.public_id]))


def _materials_with(evidence: Evidence) -> list[Material]:
    chosen = Material.objects.filter(photo=evidence)
    shown = Material.objects.filter(versions__photo=evidence, versions__withheld_at__isnull=True)
    return list((chosen | shown).distinct())


@transaction.atomic
def take_photo_out(evidence: Evidence, *, by: Doer | None) -> None:
    """Take a photo out of every tool, and destroy the files that show it; runs in the caller's transaction."""
    for material in _materials_with(evidence):
        _take_out_of(material, evidence, by)
    kits = Kit.objects.filter(photos=evidence, withheld_at__isnull=True, state=WorkState.DONE)
    for kit in kits:
        _forget([kit.path])
        kit.withheld_at, kit.path, kit.size = timezone.now(), "", 0
        kit.save(update_fields=["withheld_at", "path", "size"])
        record("kit.withheld", by=by, subject=kit, project_id=kit.project_id)


def _take_out_of(material: Material, evidence: Evidence, by: Doer | None) -> None:
    now = timezone.now()
    shown = MaterialVersion.objects.filter(material=material, photo=evidence, withheld_at__isnull=True)
    _forget([version.path for version in shown])
    is_out = shown.update(withheld_at=now, withheld=Withheld.PHOTO, path="") > 0
    if material.photo_id == evidence.pk:
        material.photo = None
        material.version += 1
    if is_out:
        material.photo_lost_at = now
    material.save(update_fields=["photo", "photo_lost_at", "version", "updated_at"])
    record("material.photo_lost", by=by, subject=material, project_id=material.project_id)


def _forget(paths: list[str]) -> None:
    kept = [path for path in paths if path]
    if kept:
        transaction.on_commit(partial(storing.forget, kept))


def remind_of_lost_photos(project: Project) -> Reminder | None:
    """Tell the team on the overview that copies with a photo must not be handed out any more."""
    count = Material.objects.filter(project=project, photo_lost_at__isnull=False).count()
    if not count:
        return None
    text = ngettext(
        "A photo may not be shown any more. Put away the printed copies of %(count)s tool, and make it again.",
        "A photo may not be shown any more. Put away the printed copies of %(count)s tools, and make them again.",
        count,
    ) % {"count": count}
    return Reminder(text, reverse("toolkit:index", args=[project.public_id]), _("See which"))
