"""Make a collection, change what it says, say who sees it, remove it and bring it back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.accounts.models import User
from plon.collections.enums import Visibility
from plon.collections.limits import MOST_COLLECTIONS
from plon.collections.models import Collection, CollectionText, new_secret
from plon.collections.refusals import CollectionRefused
from plon.history.record import changed, record, snapshot
from plon.search.changes import mark_changed
from plon.texts import INTERFACE_LANGUAGES

# Title and introduction by language.
Texts = Mapping[str, tuple[str, str]]


def locked(collection: Collection) -> Collection:
    """Lock a collection for this transaction and return it as it is now."""
    return Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)


@transaction.atomic
def make_collection(
    *, by: User, texts: Texts, byline: str = "", for_agency: bool = False, visibility: str = Visibility.PRIVATE
) -> Collection:
    """Make a collection: one's own, or the agency's (the caller has asked `rules.acts_for_agency`).

    Raises:
        CollectionRefused: it has no title, or there are too many.
        ValidationError: a value is malformed.
    """
    kept = Collection.objects.filter(owner=None if for_agency else by, removed_at__isnull=True).count()
    if kept >= MOST_COLLECTIONS and not for_agency:
        raise CollectionRefused(
            ngettext(
                "You have %(n)s collection, and more are not kept: remove one that you no longer need.",
                "You have %(n)s collections, and more are not kept: remove one that you no longer need.",
                kept,
            ),
            {"n": kept},
        )
    collection = Collection(owner=None if for_agency else by, is_agency=for_agency, byline=" ".join(byline.split()))
    _set_visibility(collection, visibility)
    collection.full_clean()
    collection.save()
    _write_texts(collection, texts)
    record("collection.made", by=by, subject=collection)
    _tell_index(collection)
    return collection


@transaction.atomic
def change_collection(collection: Collection, *, by: User, texts: Texts, byline: str = "") -> Collection:
    """Change titles, introductions and the signature.

    Raises:
        CollectionRefused: no title is left.
        ValidationError: a value is malformed.
    """
    collection = locked(collection)
    before = snapshot(collection, ("byline",)) | {"texts": _as_written(collection)}
    collection.byline = " ".join(byline.split())
    collection.full_clean()
    collection.save()
    _write_texts(collection, texts)
    after = _as_written(collection)
    changes = changed({"byline": before["byline"]}, collection)
    if before["texts"] != after:
        changes["texts"] = [before["texts"], after]
    if changes:
        record("collection.changed", by=by, subject=collection, changes=changes)
        _tell_index(collection)
    return collection


def _write_texts(collection: Collection, texts: Texts) -> None:
    if not any(title.strip() for title, _description in texts.values()):
        raise CollectionRefused(_("Give the collection a title, in Polish or in English."), field="title_pl")
    for language in INTERFACE_LANGUAGES:
        title, description = (part.strip() for part in texts.get(language, ("", "")))
        if not title:
            if description:
                raise CollectionRefused(
                    _("An introduction needs a title in the same language."), field=f"title_{language}"
                )
            collection.texts.filter(language=language).delete()
            continue
        text = collection.texts.filter(language=language).first() or CollectionText(
            collection=collection, language=language
        )
        text.title, text.description = " ".join(title.split()), description
        text.full_clean()
        text.save()


def _as_written(collection: Collection) -> dict[str, list[str]]:
    rows = collection.texts.order_by("language").values_list("language", "title", "description")
    return {language: [title, description] for language, title, description in rows}


@transaction.atomic
def show_to(collection: Collection, *, by: User, visibility: str) -> Collection:
    """Say who sees a collection.

    Raises:
        CollectionRefused: it is empty, or was hidden by the agency, and is to be seen by everybody.
    """
    collection = locked(collection)
    if visibility == collection.visibility:
        return collection
    if visibility == Visibility.PUBLIC:
        if not collection.entries.filter(removed_at__isnull=True).exists():
            raise CollectionRefused(_("The collection is empty: add something first, then show it to everybody."))
        if collection.hidden_at:
            raise CollectionRefused(_("The agency has hidden this collection. Write to the agency to have it back."))
    before = snapshot(collection, ("visibility",))
    _set_visibility(collection, visibility)
    if not collection.is_shown:
        collection.featured_at = None
    collection.full_clean()
    collection.save()
    record("collection.visibility_changed", by=by, subject=collection, changes=changed(before, collection))
    _tell_index(collection)
    return collection


def _set_visibility(collection: Collection, visibility: str) -> None:
    collection.visibility = visibility
    if visibility == Visibility.PUBLIC and collection.shown_since is None:
        collection.shown_since = timezone.now()


@transaction.atomic
def renew_link(collection: Collection, *, by: User) -> Collection:
    """Give the collection a new secret address; the old one opens nothing from now on."""
    collection = locked(collection)
    collection.secret = new_secret()
    collection.save()
    record("collection.link_renewed", by=by, subject=collection)
    return collection


@transaction.atomic
def remove_collection(collection: Collection, *, by: User) -> Collection:
    """Remove a collection; it can be brought back."""
    collection = locked(collection)
    if collection.removed_at is None:
        collection.removed_at, collection.featured_at = timezone.now(), None
        collection.save()
        record("collection.removed", by=by, subject=collection)
        _tell_index(collection)
    return collection


@transaction.atomic
def restore_collection(collection: Collection, *, by: User) -> Collection:
    """Bring a removed collection back as it was."""
    collection = locked(collection)
    if collection.removed_at is not None:
        collection.removed_at = None
        collection.save()
        record("collection.restored", by=by, subject=collection)
        _tell_index(collection)
    return collection


def _tell_index(collection: Collection) -> None:
    mark_changed("collection", [collection.pk])
