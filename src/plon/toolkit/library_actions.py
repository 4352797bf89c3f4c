"""What a team does with its library: upload what was made elsewhere, describe it, say where it was used."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.evidence.receiving import Received
from plon.files import storing
from plon.history.record import changed, record, snapshot
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile
from plon.results.models import Result
from plon.toolkit.enums import Origin
from plon.toolkit.models import Material, MaterialUse, MaterialVersion
from plon.toolkit.refusals import MaterialRefused

FIELDS = ("title", "tool", "language", "licence")


@dataclass(frozen=True, slots=True)
class Description:
    """What the team says of something that was made elsewhere."""

    title: str
    language: str
    tool: str = ""
    licence: str = ""
    results: Sequence[Result] = ()


@transaction.atomic
def upload_material(project: Project, *, by: User, received: Received, description: Description) -> Material:
    """Take something made elsewhere into the library; a received file that is there already gives what it made first.

    Raises:
        ValidationError: a value is malformed.
    """
    twin = MaterialVersion.objects.select_related("material").filter(
        material__project=project, material__origin=Origin.UPLOADED, material__removed_at__isnull=True,
        sha256=received.sha256,
    ).first()  # fmt: skip
    if twin is not None:
        transaction.on_commit(partial(storing.forget, [received.path]))
        return twin.material
    material = Material(
        project=project, origin=Origin.UPLOADED, made_by=by, made_label=str(by)[:200], shows_cover=False
    )
    _describe(material, description)
    material.full_clean()
    material.save()
    material.results.set(description.results)
    _add(material, received, by, note="")
    record("material.uploaded", by=by, subject=material, project_id=project.pk)
    return material


@transaction.atomic
def upload_version(material: Material, *, by: User, received: Received, note: str = "") -> MaterialVersion:
    """Add a newer file of something made elsewhere; the older ones stay.

    Raises:
        MaterialRefused: it was made with Plon, lies in the bin, or this file is its newest already.
        ValidationError: a value is malformed.
    """
    material = _locked(material)
    if material.origin != Origin.UPLOADED:
        raise MaterialRefused(_("This tool was made with Plon: make it again instead of uploading it."))
    if material.removed_at is not None:
        raise MaterialRefused(_("This is in the bin. Put it back first."))
    newest = material.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == received.sha256:
        raise MaterialRefused(_("This file is the newest version already."), field="file")
    version = _add(material, received, by, note=note.strip())
    material.save(update_fields=["updated_at"])
    record("material.version_uploaded", by=by, subject=material, project_id=material.project_id)
    return version


def _add(material: Material, received: Received, by: User, *, note: str) -> MaterialVersion:
    last = material.versions.aggregate(last=Max("number"))["last"] or 0
    version = MaterialVersion(
        material=material, number=last + 1, language=material.language, name=received.name, path=received.path,
        sha256=received.sha256, size=received.size, media_type=received.media_type, licence=material.licence,
        note=note, made_by=by, made_label=str(by)[:200],
    )  # fmt: skip
    # The language belongs to the key of a number; that of an upload may be corrected later.
    version.language = ""
    version.full_clean()
    version.save()
    return version


@transaction.atomic
def describe_material(
    material: Material, *, by: User, description: Description, version: int | None = None
) -> Material:
    """Correct what is said of something made elsewhere.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        MaterialRefused: it was made with Plon.
        ValidationError: a value is malformed.
    """
    material = _locked(material)
    if material.origin != Origin.UPLOADED:
        raise MaterialRefused(_("This tool was made with Plon: change it where it was set up."))
    if version is not None and material.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    before, results = snapshot(material, FIELDS), _ids(material)
    _describe(material, description)
    material.results.set(description.results)
    changes = changed(before, material)
    if (now := _ids(material)) != results:
        changes["results"] = [results, now]
    if changes:
        material.version += 1
        material.full_clean()
        material.save()
        record("material.changed", by=by, subject=material, project_id=material.project_id, changes=changes)
    return material


def _ids(material: Material) -> list[object]:
    return [result.public_id for result in material.results.order_by("pk")]


def _describe(material: Material, description: Description) -> None:
    material.title, material.language = description.title.strip(), description.language
    material.tool, material.licence = description.tool, description.licence


@transaction.atomic
def note_use(
    material: Material, activity: Activity, *, by: User, copies: int | None = None, note: str = ""
) -> MaterialUse:
    """Say that something was handed out or shown at an activity; said again, the newer number counts.

    Raises:
        MaterialRefused: the activity is of another project.
        ValidationError: a value is malformed.
    """
    if activity.project_id != material.project_id:
        raise MaterialRefused(_("Choose one of the project's activities."), field="activity")
    material = _locked(material)
    use = MaterialUse.objects.filter(material=material, activity=activity).first()
    use = use or MaterialUse(material=material, activity=activity)
    use.copies, use.note = copies, note.strip()
    use.noted_by, use.noted_label = by, str(by)[:200]
    use.full_clean()
    use.save()
    record("material.used", by=by, subject=material, project_id=material.project_id,
           changes={"activity": ["", str(activity)]})  # fmt: skip
    return use


@transaction.atomic
def forget_use(use: MaterialUse, *, by: User) -> None:
    """Take back that something was used at an activity."""
    material, activity = use.material, use.activity
    use.delete()
    record("material.unused", by=by, subject=material, project_id=material.project_id,
           changes={"activity": [str(activity), ""]})  # fmt: skip


def _locked(material: Material) -> Material:
    return Material.objects.select_for_update(of=("self",)).select_related("project").get(pk=material.pk)
