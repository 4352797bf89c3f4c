"""What the index may know of files: texts of public files of published results, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import F, QuerySet

from plon.filetexts.models import HAS_TEXT, FileText
from plon.results.enums import ResultState
from plon.results.models import ResultFile

# A result of a hundred files is not a hundred times as important.
MOST_PER_RESULT = 500_000


def public_files() -> QuerySet[ResultFile]:
    """Return the newest versions of the files of published results."""
    return ResultFile.objects.filter(is_public=True, replaced_by=None, result__state=ResultState.PUBLISHED)


def texts_for_index(result_ids: Iterable[int]) -> Mapping[int, list[tuple[str, str]]]:
    """Return {result: [(language, text)]} of what their public files say, in one query.

    The language is the one that the team gave the file, else the result's only one, else what its words seem to be in;
    "" if nobody knows. Results without texts are absent.
    """
    rows = (
        FileText.objects.filter(
            file__in=public_files(), file__result__in=list(result_ids), state__in=HAS_TEXT, sha256=F("file__sha256")
        )
        .order_by("file_id")
        .values_list("file__result_id", "file__language", "file__result__languages", "language", "text")
    )
    texts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    taken: dict[int, int] = defaultdict(int)
    for result, of_file, of_result, of_words, text in rows.iterator(chunk_size=50):
        if taken[result] >= MOST_PER_RESULT:
            continue
        language = of_file or (of_result[0] if len(of_result) == 1 else "") or of_words
        texts[result].append((language, text[: MOST_PER_RESULT - taken[result]]))
        taken[result] += len(text)
    return dict(texts)
