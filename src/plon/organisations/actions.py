"""What can be done to an organisation's record."""

from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.history.record import changed, record, snapshot
from plon.organisations.logos import prepare_logo
from plon.organisations.models import Organisation, match_key
from plon.search.changes import mark_changed

FIELDS = (
    "name", "kind", "country", "region", "city", "address", "website", "oid", "pic", "description_pl", "description_en",
)  # fmt: skip


class UnknownOrganisationField(DomainError):
    """A field that people may not set."""


def find_same(*, name: str, country: str, city: str) -> Organisation | None:
    """Return the organisation that these words name, if it is known already, also under a name merged into it."""
    key = match_key(name, country, city)
    found = Organisation.objects.filter(match_key=key).order_by("id").first()
    return found or Organisation.objects.filter(former__match_key=key).order_by("id").first()


@transaction.atomic
def add_organisation(*, by: User, name: str, country: str, city: str = "", **fields: str) -> Organisation:
    """Add an organisation, or return the one that is already known under this name in this place.

    Raises:
        ValidationError: a field is malformed.
    """
    if known := find_same(name=name, country=country, city=city):
        return known
    organisation = Organisation(name=name, country=country, city=city, **_only_known(fields))
    organisation.full_clean()
    organisation.save()
    record("organisation.added", by=by, subject=organisation)
    mark_changed("organisation", [organisation.pk])
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: User, **fields: str) -> Organisation:
    """Change an organisation's record and public profile.

    Raises:
        ValidationError: a field is malformed.
    """
    before = snapshot(organisation, FIELDS)
    for field, value in _only_known(fields).items():
        setattr(organisation, field, value)
    organisation.full_clean()
    organisation.save()
    if changes := changed(before, organisation):
        record("organisation.changed", by=by, subject=organisation, changes=changes)
        mark_changed("organisation", [organisation.pk])
    return organisation


def _only_known(fields: dict[str, str]) -> dict[str, str]:
    if strange := set(fields) - set(FIELDS):
        raise UnknownOrganisationField(_("Unknown field: %(name)s"), {"name": ", ".join(sorted(strange))})
    return fields


@transaction.atomic
def set_logo(organisation: Organisation, *, by: User, upload: "UploadedFile[bytes]") -> Organisation:
    """Give an organisation its logo; an older one is forgotten once that is safe.

    Raises:
        LogoRefused: it is no picture that we take.
    """
    content = prepare_logo(upload, upload.size or 0)
    old = organisation.logo.name
    organisation.logo.save(f"{organisation.public_id}.png", content, save=False)
    organisation.full_clean()
    organisation.save()
    record("organisation.logo_set", by=by, subject=organisation)
    _forget_on_commit(organisation, old)
    return organisation


@transaction.atomic
def remove_logo(organisation: Organisation, *, by: User) -> Organisation:
    """Take an organisation's logo away."""
    old = organisation.logo.name
    organisation.logo = ""
    organisation.full_clean()
    organisation.save()
    record("organisation.logo_removed", by=by, subject=organisation)
    _forget_on_commit(organisation, old)
    return organisation


def _forget_on_commit(organisation: Organisation, name: str | None) -> None:
    if name:
        transaction.on_commit(partial(organisation.logo.storage.delete, name))
