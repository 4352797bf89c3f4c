import pytest
from django.test import Client

from plon.accounts.models import User
from plon.accounts.office import OfficeSection, office_for, register_office_section


def test_the_office_opens_on_all_its_pages_group_by_group(client: Client, officer: User) -> None:
    client.force_login(officer)

    page = client.get("/office/").content.decode()

    assert page.index("Projects and results") < page.index("Claims") < page.index("Imports")


def test_the_page_that_is_open_is_marked_with_its_group_and_its_neighbours() -> None:
    office = office_for("/office/imports/12/", is_administrator=False)

    assert [group.label for group in office.groups if group.is_current] == ["Projects and results"]
    assert [section.label for section in office.sections if section.is_current] == ["Imports"]
    assert "Claims" in [section.label for section in office.sections]


def test_elsewhere_no_group_is_open() -> None:
    office = office_for("/office/", is_administrator=False)

    assert not any(group.is_current for group in office.groups)
    assert office.sections == ()


def test_a_page_can_not_stand_in_a_group_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no group"):
        register_office_section(OfficeSection("cellar", 1, "Barrels", "office", ""))
