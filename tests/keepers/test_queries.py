"""Who keeps a result, as everybody may read it."""

from plon.keepers.queries import NOBODY, keepers_of
from plon.organisations.models import Organisation
from plon.results.models import Result
from tests.factories import OrganisationFactory
from tests.keepers.conftest import Ask


def test_all_organisations_are_named_the_one_that_keeps_it_longest_first(
    lessons: Result, school: Organisation, keep: Ask
) -> None:
    assert keepers_of([lessons.pk]) == {lessons.pk: NOBODY}
    keep(lessons)
    library = OrganisationFactory(name="Library of Nysa")
    keep(lessons, "hanna@example.org", organisation=library)
    kept = keepers_of([lessons.pk])[lessons.pk]
    assert (kept.organisation, kept.people) == (f"{school.name}, Library of Nysa", 2)
