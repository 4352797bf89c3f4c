"""The register's listings name organisations by bare ids, which no column of the database follows."""

from django.db.models import TextField
from django.db.models.functions import Cast

from plon.exchange.models import ImportedProject


def rename_listed(gone_id: int, kept_id: int) -> dict[str, bool]:
    """Let listings name the one in place of the other: an import takes away only partners that it listed before.

    Returns:
        For the key of each listing that changed, whether it named both.
    """
    listings, named_both = _naming(gone_id), {}
    for each in listings:
        named_both[str(each.pk)] = kept_id in each.organisations
        each.organisations = list(dict.fromkeys(kept_id if one == gone_id else one for one in each.organisations))
    ImportedProject.objects.bulk_update(listings, ["organisations"], batch_size=200)
    return named_both


def give_listed_back(named_both: dict[str, bool], *, kept_id: int, gone_id: int) -> None:
    """Let listings name the record that is back; one that by now does not name what stayed is left alone."""
    listings = [each for each in ImportedProject.objects.filter(pk__in=named_both) if kept_id in each.organisations]
    for each in listings:
        names = [kept_id, gone_id] if named_both[str(each.pk)] else [gone_id]
        each.organisations = [*(one for one in each.organisations if one not in {kept_id, gone_id}), *names]
    ImportedProject.objects.bulk_update(listings, ["organisations"], batch_size=200)


def _naming(organisation_id: int) -> list[ImportedProject]:
    """Return the listings that name an organisation; SQLite can't look into a list, so its text is looked at first."""
    written = ImportedProject.objects.annotate(written=Cast("organisations", TextField()))
    near = written.filter(written__contains=str(organisation_id)).order_by("pk")
    return [each for each in near if organisation_id in each.organisations]
