"""What belongs to a frozen project: which pages, in which languages, and where each of them lies."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from plon.catalogue import queries
from plon.catalogue.presenting import shown_text
from plon.freezing import layout
from plon.freezing.asking import Address
from plon.freezing.kept import copies_of
from plon.freezing.refusals import FreezeRefused
from plon.keptcopies.models import KeptCopy
from plon.organisations.models import Organisation
from plon.projects.models import Partnership, Project
from plon.results.enums import ResultState
from plon.results.models import Result


class Kind(StrEnum):
    """What a page is about."""

    CHOICE = "choice"
    INDEX = "index"
    PROJECT = "project"
    RESULT = "result"
    WITHDRAWN = "withdrawn"
    ORGANISATION = "organisation"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a frozen site.

    Attributes:
        file: where it lies, from the top of the site.
        language: in which it is.
        kind: what it is about.
        living: where the house answers with it, or with the page of which it is a part.
        thing: the public id of what it is about.
        also: another question to which the house answers with the same page.
    """

    file: str
    language: str
    kind: Kind
    living: Address
    thing: str = ""
    also: str = ""


@dataclass(frozen=True)
class Scope:
    """A project with everything of it that the public may see."""

    project: Project
    partnerships: tuple[Partnership, ...]
    results: tuple[Result, ...]
    withdrawn: tuple[Result, ...]
    copies: tuple[KeptCopy, ...]
    leaves: tuple[Leaf, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(code for code, _name in settings.LANGUAGES)

    def by_living(self) -> Mapping[tuple[str, str], Leaf]:
        """Return the pages by path and question of the address at which the house answers with them."""
        found = {(leaf.living.path, leaf.also): leaf for leaf in self.leaves if leaf.also}
        return found | {(leaf.living.path, leaf.living.query): leaf for leaf in self.leaves}

    def twin(self, leaf: Leaf, language: str) -> Leaf:
        """Return the same page in another language of the house, with the same description where one was chosen."""
        same = [
            each for each in self.leaves if (each.language, each.kind, each.thing) == (language, leaf.kind, leaf.thing)
        ]
        chosen = leaf.living.query
        return next((each for each in same if chosen and chosen in {each.living.query, each.also}), same[0])

    def organisations(self) -> list[Organisation]:
        """Return the partners, and whoever else answers for a result."""
        found = {part.organisation_id: part.organisation for part in self.partnerships}
        for result in self.results:
            if result.responsible is not None:
                found.setdefault(result.responsible.pk, result.responsible)
        return list(found.values())


def scope_of(key: str) -> Scope:
    """Return what is public of the project with this number or public id.

    Raises:
        FreezeRefused: the public may see nothing of it.
    """
    project = queries.project_with_page(key)
    if project is None:
        raise FreezeRefused(_("Nothing of the project %(key)s is public yet: publish a result first."), {"key": key})
    results = tuple(queries.results_of_project(project))
    withdrawn = tuple(
        Result.objects.filter(project=project, state=ResultState.WITHDRAWN)
        .select_related("project", "responsible")
        .prefetch_related("texts")
        .order_by("position", "id")
    )
    copies = tuple(copy for result in results for copy in copies_of(result))
    scope = Scope(project, tuple(project.partnerships.all()), results, withdrawn, copies, ())
    leaves = [leaf for language in scope.languages for leaf in _in_language(scope, language)]
    return dataclasses.replace(scope, leaves=tuple(leaves))


def _in_language(scope: Scope, language: str) -> Iterator[Leaf]:
    with translation.override(language):
        project = scope.project
        home = project.get_absolute_url()
        # The list of a site's results stands where visitors of the house would look for all results.
        yield Leaf(layout.index_file(language), language, Kind.INDEX, Address(f"/{language}/"))
        yield Leaf(layout.project_file(language), language, Kind.PROJECT, Address(home), project.public_id)
        yield from _of_results(scope.results, language)
        for result in scope.withdrawn:
            file = layout.result_file(language, result.public_id, result.slug)
            living = Address(result.get_absolute_url())
            yield Leaf(file, language, Kind.WITHDRAWN, living, result.public_id)
        for one in scope.organisations():
            file = layout.organisation_file(language, one.public_id, one.slug)
            yield Leaf(file, language, Kind.ORGANISATION, Address(one.get_absolute_url()), one.public_id)
        for copy in scope.copies:
            file = layout.copy_file(language, copy.public_id)
            yield Leaf(file, language, Kind.COPY, Address(copy.get_absolute_url()), copy.public_id)


def _of_results(results: Iterable[Result], language: str) -> Iterator[Leaf]:
    """Yield a page for each language in which a result is described; the reader's own is the first."""
    for result in results:
        by_itself = shown_text(result, "", language)
        path = result.get_absolute_url()
        key = result.public_id
        file = layout.result_file(language, key, result.slug)
        also = f"text={by_itself.language}" if by_itself else ""
        yield Leaf(file, language, Kind.RESULT, Address(path), key, also)
        for text in result.texts.all():
            if text.title and by_itself is not None and text.language != by_itself.language:
                file = layout.result_file(language, key, result.slug, text.language)
                yield Leaf(file, language, Kind.RESULT, Address(path, f"text={text.language}"), key)
