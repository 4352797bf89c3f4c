"""Finding organisations."""

from django.db.models import QuerySet

from plon.organisations.models import Organisation
from plon.texts import fold


def find_organisations(words: str) -> QuerySet[Organisation]:
    """Return the organisations whose name or town has all the `words`, whatever their accents and case."""
    bare = "".join(character if character.isalnum() else " " for character in fold(words)).split()
    if len("".join(bare)) < 3:
        return Organisation.objects.none()
    found = Organisation.objects.all()
    for word in bare[:8]:
        found = found.filter(match_key__contains=word)
    return found
