"""What the owner of a collection is told when the agency hides it or shows it again."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.collections.models import Collection
from plon.pages import whole_address


def tell_hidden(key: int) -> None:
    """Write to the owner why everybody no longer sees it; the agency's own has nobody to write to."""
    _tell(key, "collections/letters/hidden.txt", is_hidden=True)


def tell_shown_again(key: int) -> None:
    _tell(key, "collections/letters/shown_again.txt", is_hidden=False)


def _tell(key: int, template: str, *, is_hidden: bool) -> None:
    collection = Collection.objects.select_related("owner").prefetch_related("texts").filter(pk=key).first()
    if collection is None or collection.owner is None:
        return
    owner = collection.owner
    with override(owner.language):
        title = collection.title_in(owner.language)
        words = (
            _("Your collection “%(title)s” was hidden")
            if is_hidden
            else _("Your collection “%(title)s” is shown again")
        )
        context = {
            "name": owner.name,
            "title": title,
            "reason": collection.hidden_reason,
            "address": whole_address(collection.get_absolute_url()),
        }
        text = render_to_string(template, context)
        EmailMessage(" ".join((words % {"title": title}).split()), text.strip() + "\n", None, [owner.email]).send()
