from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultState(models.TextChoices):
    """The life of a result (design.md §4)."""

    PLANNED = "planned", _("planned")
    IN_WORK = "in_work", _("in work")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Which state may follow which; publishing and withdrawing have use cases of their own.
TRANSITIONS: dict[ResultState, frozenset[ResultState]] = {
    ResultState.PLANNED: frozenset({ResultState.IN_WORK, ResultState.READY}),
    ResultState.IN_WORK: frozenset({ResultState.PLANNED, ResultState.READY}),
    ResultState.READY: frozenset({ResultState.PLANNED, ResultState.IN_WORK, ResultState.PUBLISHED}),
    ResultState.PUBLISHED: frozenset({ResultState.WITHDRAWN}),
    ResultState.WITHDRAWN: frozenset({ResultState.PUBLISHED}),
}


class LinkKind(models.TextChoices):
    RESULT = "result", _("the result itself")
    PAGE = "page", _("a page about it")
    SOURCE = "source", _("editable source")
    OTHER = "other", _("other")


class YesNo(models.TextChoices):
    """An answer to a question that may also stay open ("")."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class IdentifierScheme(models.TextChoices):
    """By whose rules a result is named elsewhere."""

    DOI = "doi", "DOI"
    HANDLE = "handle", "Handle"
    ISBN = "isbn", "ISBN"
    URN = "urn", "URN"
    URL = "url", _("permanent address")
