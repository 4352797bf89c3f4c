"""Organisations: not doubled, found by their words, their record checked."""

import pytest
from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.history.models import Event
from plon.organisations.actions import UnknownOrganisationField, add_organisation, change_organisation
from plon.organisations.forms import OrganisationForm
from plon.organisations.models import Organisation
from plon.organisations.queries import find_organisations
from plon.search.models import IndexChange
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Szkoła Podstawowa nr 1", "SZKOŁA PODSTAWOWA NR 1", " Szkola  podstawowa, nr 1 "])
def test_one_organisation_is_not_added_twice(stranger: User, name: str) -> None:
    first = add_organisation(by=stranger, name="Szkoła Podstawowa nr 1", country="PL", city="Łódź")

    assert add_organisation(by=stranger, name=name, country="PL", city="łodz") == first
    assert Event.objects.filter(kind="organisation.added").count() == 1
    assert IndexChange.objects.filter(kind="organisation", key=first.pk).count() == 1


def test_the_same_name_in_another_town_is_another_organisation(stranger: User) -> None:
    for country, city in (("PL", "Łódź"), ("PL", "Opole"), ("CZ", "Opole")):
        add_organisation(by=stranger, name="Szkoła Podstawowa nr 1", country=country, city=city)

    assert Organisation.objects.count() == 3


def test_a_malformed_field_adds_nothing(stranger: User) -> None:
    with pytest.raises(ValidationError):
        add_organisation(by=stranger, name="A school", country="PL", website="javascript:alert(1)")
    with pytest.raises(UnknownOrganisationField):
        add_organisation(by=stranger, name="A school", country="PL", public_id="mine")

    assert not Organisation.objects.exists()


def test_a_change_is_told_and_matched_anew(stranger: User) -> None:
    school = OrganisationFactory(name="Old", country="PL", city="Opole")

    change_organisation(school, by=stranger, name="New")

    assert Event.objects.get().changes == {"name": ["Old", "New"]}
    assert add_organisation(by=stranger, name="new", country="PL", city="Opole") == school


def test_two_organisations_do_not_share_an_oid(stranger: User) -> None:
    OrganisationFactory(oid="E10000001")
    other = OrganisationFactory()

    with pytest.raises(ValidationError):
        change_organisation(other, by=stranger, oid="E10000001")


@pytest.mark.parametrize(
    ("words", "found"),
    [("lodz szkola", 1), ("SZKOŁ", 1), ("szkoła opole", 0), ("sz", 0), ("", 0), ("%%%", 0)],
)
def test_an_organisation_is_found_by_its_words(words: str, found: int) -> None:
    OrganisationFactory(name="Szkoła w Łodzi", city="Łódź")

    assert find_organisations(words).count() == found


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("oid", "10012345", "An OID is the letter E and eight digits"),
        ("oid", "E1001234٥", "An OID is the letter E and eight digits"),
        ("pic", "12345", "A PIC is nine digits"),
        ("website", "javascript:alert(1)", "Enter a valid URL"),
        ("website", "ftp://example.org", "Enter a valid URL"),
        ("country", "XX", "Select a valid choice"),
        ("description_pl", "x" * 3001, "at most 3000 characters"),
    ],
)
def test_the_form_refuses_what_can_not_be(field: str, value: str, words: str) -> None:
    form = OrganisationForm({"name": "A", "country": "PL", field: value}, instance=OrganisationFactory())

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]


def test_ids_are_tidied_and_odd_ones_warned_of() -> None:
    usual = OrganisationForm(
        {"name": "A", "country": "PL", "oid": " e10012345 ", "pic": "999 123 456"}, instance=OrganisationFactory()
    )
    odd = OrganisationForm({"name": "B", "country": "PL", "oid": "E90012345"}, instance=OrganisationFactory())

    assert usual.is_valid()
    assert (usual.cleaned_data["oid"], usual.cleaned_data["pic"], usual.warnings()) == ("E10012345", "999123456", [])
    assert odd.is_valid()
    assert odd.warnings() == ["The OID E90012345 was saved, yet they usually begin with E1. Compare it once more."]


def test_an_odd_id_from_an_import_does_not_stand_in_the_way() -> None:
    imported = OrganisationFactory(oid="ESIP-77")
    form = OrganisationForm(
        {"name": imported.name, "country": "PL", "oid": "ESIP-77", "city": "Opole"}, instance=imported
    )

    assert form.is_valid()
