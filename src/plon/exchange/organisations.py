"""Find or make the organisations of a chunk of rows in a handful of queries, never one twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from plon.exchange.rows import OrganisationRow
from plon.organisations.models import FormerOrganisation, Organisation, match_key

# What a later row may add to an organisation; what stands there already is never replaced.
_FILLED = ("kind", "region", "address", "website", "oid", "pic")


@dataclass(slots=True)
class Matched:
    """The organisations of a chunk: which row is which, which are new, which learnt something."""

    by_row: dict[OrganisationRow, Organisation] = field(default_factory=dict)
    new: list[Organisation] = field(default_factory=list)
    filled: dict[int, Organisation] = field(default_factory=dict)

    @property
    def touched_ids(self) -> list[int]:
        return [*(organisation.pk for organisation in self.new), *self.filled]


def match_organisations(rows: Iterable[OrganisationRow]) -> Matched:
    """Return an organisation for every row: by OID, else PIC, else folded name + country + town.

    New ones are stored; blanks of known ones are filled. Must run inside the chunk's transaction.
    """
    distinct = dict.fromkeys(rows)
    keys = {row: match_key(row.name, row.country, row.city) for row in distinct}
    known = _Known(keys)
    matched = Matched()
    for row, key in keys.items():
        organisation = known.find(row, key)
        if organisation is None:
            organisation = Organisation(
                name=row.name, match_key=key, kind=row.kind, country=row.country, region=row.region, city=row.city,
                address=row.address, website=row.website, oid=row.oid, pic=row.pic,
            )  # fmt: skip
            matched.new.append(organisation)
            known.add(organisation)
        elif _fill(organisation, row, known) and organisation.pk:
            matched.filled[organisation.pk] = organisation
        matched.by_row[row] = organisation
    Organisation.objects.bulk_create(matched.new, batch_size=1000)
    if matched.filled:
        Organisation.objects.bulk_update(matched.filled.values(), _FILLED, batch_size=200)
    return matched


class _Known:
    """The organisations that a chunk may mean, by each of their names."""

    def __init__(self, keys: dict[OrganisationRow, str]) -> None:
        self.by_oid: dict[str, Organisation] = {}
        self.by_pic: dict[str, Organisation] = {}
        self.by_key: dict[str, Organisation] = {}
        oids = {row.oid for row in keys if row.oid}
        pics = {row.pic for row in keys if row.pic}
        for condition in ({"oid__in": oids}, {"pic__in": pics}, {"match_key__in": set(keys.values())}):
            if next(iter(condition.values())):
                # What was merged leads to what stayed, unless somebody bears that name or id now.
                for former in FormerOrganisation.objects.filter(**condition).select_related("organisation"):
                    self._add_former(former)
                # The oldest wins where a person has made a second one by hand.
                for organisation in Organisation.objects.filter(**condition).order_by("-pk"):
                    self.add(self._same(organisation))

    def _same(self, organisation: Organisation) -> Organisation:
        """Return the object already held for this record, so that it is filled once."""
        for held in (self.by_key.get(organisation.match_key), self.by_oid.get(organisation.oid)):
            if held is not None and held.pk == organisation.pk:
                return held
        return organisation

    def _add_former(self, former: FormerOrganisation) -> None:
        organisation = self._same(former.organisation)
        for names, name in ((self.by_key, former.match_key), (self.by_oid, former.oid), (self.by_pic, former.pic)):
            if name:
                names.setdefault(name, organisation)

    def add(self, organisation: Organisation) -> None:
        self.by_key[organisation.match_key] = organisation
        if organisation.oid:
            self.by_oid[organisation.oid] = organisation
        if organisation.pic:
            self.by_pic[organisation.pic] = organisation

    def find(self, row: OrganisationRow, key: str) -> Organisation | None:
        if row.oid and row.oid in self.by_oid:
            return self.by_oid[row.oid]
        if row.pic and row.pic in self.by_pic:
            return self.by_pic[row.pic]
        found = self.by_key.get(key)
        if found is None or _ids_differ(found, row):
            return None
        return found


def _ids_differ(organisation: Organisation, row: OrganisationRow) -> bool:
    """Whether two of one name are two: each has its own id."""
    return any(a and b and a != b for a, b in ((organisation.oid, row.oid), (organisation.pic, row.pic)))


def _fill(organisation: Organisation, row: OrganisationRow, known: _Known) -> bool:
    """Put what the row says into blanks; True if anything was added."""
    is_filled = False
    for name in _FILLED:
        value = getattr(row, name)
        taken = (name == "oid" and value in known.by_oid) or (name == "pic" and value in known.by_pic)
        if value and not getattr(organisation, name) and not taken:
            setattr(organisation, name, value)
            is_filled = True
    if is_filled:
        known.add(organisation)
    return is_filled
