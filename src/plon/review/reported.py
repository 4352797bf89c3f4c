"""What an officer can do about a result that somebody reported."""

from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _

from plon.contact.actions_offered import Offer, register_offer
from plon.results.models import Result


def register_hiding() -> None:
    """Offer it on the pages of results."""
    for view_name in ("catalogue:result", "catalogue:result_without_slug"):
        register_offer(view_name, _offer)


def _offer(page: ResolverMatch) -> Offer | None:
    """Lead to where a result is taken out of public; None if it was never public."""
    public_id = page.kwargs["public_id"]
    if not Result.objects.filter(public_id=public_id, published_at__isnull=False).exists():
        return None
    return Offer(_("Take this result out of public"), reverse("office_review:hide", args=[public_id]))
