"""What a team does with its tools: give them a look, set them up, change them, remove them and put them back."""

import secrets
from functools import partial
from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import changed, record, snapshot
from plon.organisations.logos import prepare_logo
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile
from plon.toolkit.choices import Choices, trimmed
from plon.toolkit.labels import PERSONAL_FIELDS
from plon.toolkit.models import Material, ToolkitLook
from plon.toolkit.refusals import MaterialRefused
from plon.typeset.tools import table

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LOOK_FIELDS = ("theme", "accent", "contact", "hashtags")
_MEANWHILE = _("Somebody else saved this meanwhile. Look at both and save again.")


@transaction.atomic
def set_look(project: Project, *, by: User, version: int | None = None, **fields: str) -> ToolkitLook:
    """Say how the tools of a project look and what all of them carry.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ValidationError: the colour is malformed, or a text too long.
    """
    look = _locked_look(project)
    if version is not None and look.version != version:
        raise ChangedMeanwhile(_MEANWHILE)
    before = snapshot(look, LOOK_FIELDS)
    for name in LOOK_FIELDS:
        if name in fields:
            setattr(look, name, fields[name].strip())
    look.accent = look.accent.lower()
    if changes := changed(before, look):
        look.version += 1
        look.full_clean()
        look.save()
        record("toolkit.look_changed", by=by, subject=look, project_id=project.pk, changes=changes)
    return look


def _locked_look(project: Project) -> ToolkitLook:
    ToolkitLook.objects.get_or_create(project=project)
    return ToolkitLook.objects.select_for_update().get(project=project)


@transaction.atomic
def set_project_logo(project: Project, *, by: User, upload: "UploadedFile[bytes]") -> ToolkitLook:
    """Give the project's tools its own logo; an older one is forgotten once that is safe.

    Raises:
        LogoRefused: it is no picture that can be a logo.
    """
    content = prepare_logo(upload, upload.size or 0)
    look = _locked_look(project)
    old = look.logo.name
    look.logo.save(f"{project.public_id}-{secrets.token_hex(4)}.png", content, save=False)
    look.version += 1
    look.save()
    record("toolkit.logo_set", by=by, subject=look, project_id=project.pk)
    _forget_logo(old)
    return look


@transaction.atomic
def remove_project_logo(project: Project, *, by: User) -> ToolkitLook:
    """Take the project's own logo off its tools; those of the partners stay."""
    look = _locked_look(project)
    old = look.logo.name
    if old:
        look.logo = ""
        look.version += 1
        look.save()
        record("toolkit.logo_removed", by=by, subject=look, project_id=project.pk)
        _forget_logo(old)
    return look


def _forget_logo(name: str | None) -> None:
    if name:
        transaction.on_commit(partial(storages["default"].delete, name))


@transaction.atomic
def set_up_material(project: Project, *, by: User, tool: str, choices: Choices, keeps_names: bool = False) -> Material:
    """Set up a tool.

    Args:
        project: whose.
        by: who sets it up.
        tool: its key.
        choices: what the person chose.
        keeps_names: whether names of people among the answers are kept; by default they are not.

    Raises:
        MaterialRefused: there is no such tool, or nothing is chosen.
        ValidationError: a value is malformed.
    """
    if tool not in table.tools():
        raise MaterialRefused(_("There is no such tool."))
    material = Material(project=project, tool=tool, made_by=by, made_label=str(by)[:200])
    _take(material, choices, keeps_names=keeps_names)
    material.full_clean()
    material.save()
    material.results.set(choices.results)
    record("material.set_up", by=by, subject=material, project_id=project.pk)
    return material


def _take(material: Material, choices: Choices, *, keeps_names: bool) -> None:
    if not choices.results:
        raise MaterialRefused(_("Choose at least one result: a tool says something of it."), field="results")
    tool = table.tools()[material.tool]
    said = trimmed(choices.fields, tool.fields)
    fields = {key: value for key, value in said.items() if value and (keeps_names or key not in PERSONAL_FIELDS)}
    texts = {language: trimmed(own, tool.texts) for language, own in choices.texts.items()}
    material.title, material.language, material.group = choices.title.strip(), choices.language, choices.group
    material.texts = {language: own for language, own in texts.items() if own}
    material.fields = fields
    material.photo, material.shows_cover = choices.photo, choices.shows_cover


_MATERIAL_FIELDS = ("title", "language", "group", "texts", "fields", "photo", "shows_cover")


@transaction.atomic
def change_material(
    material: Material, *, by: User, choices: Choices, version: int | None = None, keeps_names: bool = False
) -> Material:
    """Change what a tool says and shows; its files stay as they were made, and say that they are outdated.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        MaterialRefused: nothing is chosen.
        ValidationError: a value is malformed.
    """
    material = _locked(material)
    if version is not None and material.version != version:
        raise ChangedMeanwhile(_MEANWHILE)
    before = {**snapshot(material, _MATERIAL_FIELDS), "results": _titles(material)}
    _take(material, choices, keeps_names=keeps_names)
    material.results.set(choices.results)
    changes = changed({key: before[key] for key in _MATERIAL_FIELDS}, material)
    if (titles := _titles(material)) != before["results"]:
        changes["results"] = [before["results"], titles]
    if changes:
        material.version += 1
        material.photo_lost_at = None
        material.full_clean()
        material.save()
        told = {key: values for key, values in changes.items() if key != "fields"}
        record("material.changed", by=by, subject=material, project_id=material.project_id, changes=told)
    return material


def _titles(material: Material) -> list[object]:
    return [result.public_id for result in material.results.order_by("pk")]


def _locked(material: Material) -> Material:
    return Material.objects.select_for_update(of=("self",)).select_related("project").get(pk=material.pk)


@transaction.atomic
def remove_material(material: Material, *, by: User) -> Material:
    """Take a tool out of the list; its files stay until the weeks of grace are over (see `sweeping`)."""
    material = _locked(material)
    if material.removed_at is None:
        material.removed_at = timezone.now()
        material.save(update_fields=["removed_at"])
        record("material.removed", by=by, subject=material, project_id=material.project_id)
    return material


@transaction.atomic
def restore_material(material: Material, *, by: User) -> Material:
    """Put a removed tool back, with all its files."""
    material = _locked(material)
    if material.removed_at is not None:
        material.removed_at = None
        material.save(update_fields=["removed_at"])
        record("material.restored", by=by, subject=material, project_id=material.project_id)
    return material


@transaction.atomic
def confirm_put_away(material: Material, *, by: User) -> Material:
    """Note that copies with a photo that may not be shown any more were put away; the reminder goes."""
    material = _locked(material)
    if material.photo_lost_at is not None:
        material.photo_lost_at = None
        material.save(update_fields=["photo_lost_at"])
        record("material.put_away", by=by, subject=material, project_id=material.project_id)
    return material
