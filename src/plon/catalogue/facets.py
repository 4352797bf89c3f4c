"""Facets of results and projects that take more than a column: whoever counts the catalogue counts these alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from plon.labels.queries import Given
from plon.plans.models import Message, TargetGroup
from plon.programme.codelists import codelist


def topic_codes(topics: Iterable[str]) -> tuple[str, ...]:
    """Return topics as codes where the list knows them, so that both languages of a name are one filter."""
    known = codelist("topics")
    return tuple(known.recognise(topic) or topic[:100] for topic in topics)


def label_kinds(given: Iterable[Given], *, is_marked: bool) -> tuple[str, ...]:
    """Return the kinds of labels, each once: what the results platform marks is a good practice, too."""
    marked = {"good_practice"} if is_marked else set()
    return tuple(sorted(marked | {each.kind.value for each in given}))


def groups_of(project_of: Mapping[int, int]) -> dict[int, set[str]]:
    """Return the kinds of people whom results are for: those one has a message for, else those of its project.

    Args:
        project_of: the key of the project by that of the result. It is asked for in 2 queries.
    """
    of_result: dict[int, set[str]] = defaultdict(set)
    told = Message.objects.filter(result__in=list(project_of)).exclude(group__kind="")
    for result, kind in told.values_list("result_id", "group__kind"):
        of_result[result].add(kind)
    of_project: dict[int, set[str]] = defaultdict(set)
    groups = TargetGroup.objects.filter(project__in=set(project_of.values())).exclude(kind="")
    for project, kind in groups.values_list("project_id", "kind"):
        of_project[project].add(kind)
    return {result: of_result[result] or of_project[project] for result, project in project_of.items()}
