"""What the owner of a collection is told when the agency hides it or shows it again."""

from plon.accounts.letters import post_words_to
from plon.agency.letters import Words, words_of
from plon.collections.models import Collection
from plon.pages import whole_address


def tell_hidden(collection: Collection) -> None:
    """Write to the owner why everybody no longer sees it; the agency's own has nobody to write to."""
    _tell("hidden", collection)


def tell_shown_again(collection: Collection) -> None:
    """Write to the owner that everybody sees it again."""
    _tell("shown_again", collection)


def _tell(kind: str, collection: Collection) -> None:
    owner = collection.owner
    if owner is None:
        return

    def words() -> Words:
        context = {
            "name": owner.name,
            "title": collection.title_in(owner.language),
            "reason": collection.hidden_reason,
            "address": whole_address(collection.get_absolute_url()),
        }
        return words_of(f"collections/letters/{kind}.txt", context)

    post_words_to(owner, words)
