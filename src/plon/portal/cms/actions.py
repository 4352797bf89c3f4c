"""What editors do beside writing: say that a translation is up to date."""

from django.db import transaction
from django.utils import timezone

from plon.accounts.models import User
from plon.history.record import record
from plon.portal.cms.models import TranslationNote
from plon.portal.models import Article


@transaction.atomic
def mark_up_to_date(article: Article, *, by: User) -> TranslationNote:
    """Note that a translation says what its source says now; it is marked again when the source changes."""
    note, _is_new = TranslationNote.objects.update_or_create(article=article, defaults={"at": timezone.now(), "by": by})
    record("article.compared", by=by, subject=article)
    return note
