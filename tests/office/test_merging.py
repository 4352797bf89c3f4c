"""Two records of one organisation become one, and two again."""

import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.corner.actions import make_calendar
from plon.corner.models import Subscription
from plon.exchange.models import ImportedProject
from plon.exchange.organisations import match_organisations
from plon.exchange.rows import OrganisationRow
from plon.history.models import Event
from plon.office.merging import queries
from plon.office.merging.actions import MergeRefused, forget_merges, merge_organisations, undo_merge
from plon.office.merging.references import WORDS, references
from plon.office.models import Merge
from plon.organisations.actions import find_same
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from tests.conftest import client_of
from tests.exchange.conftest import Importer, bring
from tests.exchange.tables import record
from tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ResultFactory,
)

__all__ = ["bring"]  # a fixture
INDEX = "/office/house/organisations/"


@pytest.fixture
def kept(db: None) -> Organisation:
    return OrganisationFactory(name="School No. 5", city="Opole")


@pytest.fixture
def gone(db: None) -> Organisation:
    return OrganisationFactory(name="Szkoła nr 5", city="Opole", oid="E10000001", website="https://five.example.org")


def test_every_column_that_points_at_an_organisation_has_its_words() -> None:
    names = {each.name for each in references()}

    assert names == set(WORDS)


def test_everything_moves(kept: Organisation, gone: Organisation, officer: User) -> None:
    project = ProjectFactory()
    part = PartnershipFactory(project=project, organisation=gone)
    result = ResultFactory(project=project, responsible=gone)
    act = ActivityFactory(project=project, responsible=gone)
    piece = EvidenceFactory(project=project, organisation=gone)
    member = MembershipFactory(project=project, organisation=gone)

    merge = merge_organisations(kept, gone, by=officer)

    for thing, column in ((part, "organisation"), (result, "responsible"), (act, "responsible"),
                          (piece, "organisation"), (member, "organisation")):  # fmt: skip
        thing.refresh_from_db()
        assert getattr(thing, column) == kept
    assert merge.moved == 5
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    kept.refresh_from_db()
    assert (kept.name, kept.oid, kept.website) == ("School No. 5", "E10000001", "https://five.example.org")
    assert Event.objects.get(kind="organisation.merged").changes == {"name": ["Szkoła nr 5", "School No. 5"]}


def test_no_reference_is_left_behind_whatever_points(kept: Organisation, gone: Organisation, officer: User) -> None:
    make_calendar(PartnershipFactory(organisation=gone).project, by=officer, organisation=gone)

    merge_organisations(kept, gone, by=officer)

    assert [each.name for each in references() if each.rows(gone.pk).exists()] == []
    assert Subscription.objects.get().organisation == kept


def test_the_part_in_a_common_project_is_set_aside_and_the_coordinator_stays_one(
    kept: Organisation, gone: Organisation, officer: User
) -> None:
    project = ProjectFactory()
    PartnershipFactory(project=project, organisation=gone, role=PartnershipRole.COORDINATOR)
    PartnershipFactory(project=project, organisation=kept, role=PartnershipRole.PARTNER)
    assert [(each.count, each.clashing) for each in queries.preview(kept, gone)] == [(1, 1)]

    merge = merge_organisations(kept, gone, by=officer)
    assert [(part.organisation, part.role) for part in project.partnerships.all()] == [(kept, "coordinator")]

    assert undo_merge(merge, by=officer) == 0
    roles = dict(project.partnerships.values_list("organisation__name", "role"))
    assert roles == {"Szkoła nr 5": "coordinator", "School No. 5": "partner"}


def test_undo_gives_back_what_moved_and_leaves_what_came_since(
    kept: Organisation, gone: Organisation, officer: User
) -> None:
    moved, deleted = PartnershipFactory(organisation=gone), PartnershipFactory(organisation=gone)
    own = PartnershipFactory(organisation=kept)
    merge = merge_organisations(kept, gone, by=officer)
    since = PartnershipFactory(organisation=kept)
    deleted.delete()

    assert undo_merge(merge, by=officer) == 1

    back = Organisation.objects.get(public_id=gone.public_id)
    assert (back.pk, back.oid, back.created_at) == (gone.pk, "E10000001", gone.created_at)
    kept.refresh_from_db()
    assert (kept.oid, kept.website) == ("", "")
    assert set(back.partnerships.all()) == {moved}
    assert set(kept.partnerships.all()) == {own, since}
    with pytest.raises(MergeRefused, match="can't be undone any more"):
        undo_merge(merge, by=officer)


def test_a_part_set_aside_has_no_place_in_a_project_that_is_gone(
    kept: Organisation, gone: Organisation, officer: User
) -> None:
    project = ProjectFactory()
    for one in (kept, gone):
        PartnershipFactory(project=project, organisation=one)
    merge = merge_organisations(kept, gone, by=officer)
    project.delete()

    assert undo_merge(merge, by=officer) == 1
    assert Partnership.objects.count() == 0


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_partner_that_the_register_drops_leaves_whatever_was_merged_meanwhile(
    kept: Organisation, officer: User, bring: Importer, *, is_undone: bool
) -> None:
    bring([record(1)])
    project = Project.objects.get()
    listed = Organisation.objects.get(partnerships__role=PartnershipRole.PARTNER)
    merge = merge_organisations(kept, listed, by=officer)
    assert Partnership.objects.filter(project=project, organisation=kept).exists()
    if is_undone:
        undo_merge(merge, by=officer)
        assert Partnership.objects.filter(project=project, organisation__public_id=listed.public_id).exists()

    bring([record(1, partner="")])

    assert [one.role for one in project.partnerships.all()] == [PartnershipRole.COORDINATOR]


def test_two_partners_of_one_listing_that_became_one_are_two_again(officer: User, bring: Importer) -> None:
    bring([record(1)])
    listing = ImportedProject.objects.get()
    first, second = (Organisation.objects.get(pk=pk) for pk in listing.organisations)

    merge = merge_organisations(first, second, by=officer)
    listing.refresh_from_db()
    assert listing.organisations == [first.pk]

    undo_merge(merge, by=officer)
    listing.refresh_from_db()
    assert listing.organisations == [first.pk, second.pk]


def test_undo_leaves_a_listing_that_the_register_changed_since(
    kept: Organisation, officer: User, bring: Importer
) -> None:
    bring([record(1)])
    listed = Organisation.objects.get(partnerships__role=PartnershipRole.PARTNER)
    merge = merge_organisations(kept, listed, by=officer)
    bring([record(1, partner="")])
    since = ImportedProject.objects.get().organisations

    undo_merge(merge, by=officer)

    assert ImportedProject.objects.get().organisations == since


def test_undo_waits_for_the_later_merge(kept: Organisation, gone: Organisation, officer: User) -> None:
    third = OrganisationFactory(name="Third")
    first = merge_organisations(kept, gone, by=officer)
    second = merge_organisations(third, kept, by=officer)
    first.refresh_from_db()

    with pytest.raises(MergeRefused, match="Undo that later merge first"):
        undo_merge(first, by=officer)

    undo_merge(second, by=officer)
    first.refresh_from_db()
    undo_merge(first, by=officer)
    assert Organisation.objects.count() == 3


def test_undo_says_who_has_the_official_id_now(kept: Organisation, gone: Organisation, officer: User) -> None:
    OrganisationFactory(pic="999999999")
    merge = merge_organisations(kept, gone, by=officer)
    Organisation.objects.filter(pk=kept.pk).update(oid="")
    OrganisationFactory(oid="E10000001")

    with transaction.atomic(), pytest.raises(MergeRefused, match="E10000001"):
        undo_merge(merge, by=officer)
    assert Merge.objects.get().undone_at is None


def test_after_thirty_days_nothing_is_kept(kept: Organisation, gone: Organisation, officer: User) -> None:
    merge = merge_organisations(kept, gone, by=officer)
    Merge.objects.update(at=timezone.now() - datetime.timedelta(days=31))

    forget_merges()

    merge.refresh_from_db()
    assert merge.record == {}
    with pytest.raises(MergeRefused):
        undo_merge(merge, by=officer)


def test_the_second_of_two_officers_is_told(kept: Organisation, gone: Organisation, officer: User) -> None:
    merge_organisations(kept, gone, by=officer)
    with pytest.raises(MergeRefused, match="merged them meanwhile"):
        merge_organisations(kept, gone, by=officer)
    with pytest.raises(MergeRefused, match="two different"):
        merge_organisations(kept, kept, by=officer)


def test_the_old_address_and_the_old_name_lead_to_what_stayed(
    client: Any, kept: Organisation, gone: Organisation, officer: User
) -> None:
    old = gone.get_absolute_url()
    merge = merge_organisations(kept, gone, by=officer)

    kept.refresh_from_db()
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
    assert find_same(name="Szkoła nr 5", country="PL", city="Opole") == kept
    row = OrganisationRow(name="Szkoła nr 5", country="PL", city="Opole")
    assert match_organisations([row]).by_row[row] == kept

    undo_merge(merge, by=officer)
    assert find_same(name="Szkoła nr 5", country="PL", city="Opole") == gone


def test_an_officer_finds_looks_merges_and_undoes(kept: Organisation, officer: User) -> None:
    twin = OrganisationFactory(name="School No. 5", city="Opole", pic="911111111")
    like = OrganisationFactory(name="School Number 5", city="Opole")
    PartnershipFactory(organisation=twin)
    client = client_of(officer)
    page = client.get(INDEX).content.decode()
    assert page.count("Let this one stay") == 2

    assert like.public_id in client.get(f"{INDEX}{kept.public_id}/").content.decode()
    address = f"{INDEX}{kept.public_id}/merge/{twin.public_id}/"
    assert "Parts in projects" in client.get(address).content.decode()
    after = client.post(address, follow=True).content.decode()
    assert "You can undo it for 30 days" in after
    assert "1 entry moved" in after

    undone = client.post(f"{INDEX}merges/{Merge.objects.get().pk}/undo/", follow=True).content.decode()
    assert "There are two records again" in undone


@pytest.mark.parametrize("q", ["ab", "a\0b", "x" * 100_000, "\u202e🌾", "nic takiego"])
def test_odd_words_find_nothing(officer: User, q: str) -> None:
    assert "Nothing has these words" in client_of(officer).get(INDEX, {"q": q}).content.decode()


def test_teams_do_not_merge(coordinator: User, kept: Organisation, gone: Organisation) -> None:
    answer = client_of(coordinator).post(f"{INDEX}{kept.public_id}/merge/{gone.public_id}/")

    assert answer.status_code == 403
    assert Organisation.objects.filter(pk=gone.pk).exists()


def test_the_list_asks_as_much_for_three_groups_as_for_one(officer: User) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            client_of(officer).get(INDEX)
        return len(asked)

    def twins(name: str) -> None:
        for pic in ("1", "2"):
            OrganisationFactory(name=name, pic=f"{pic}{name}")

    twins("One")
    before = ask()
    twins("Two")
    twins("Three")
    assert ask() == before
