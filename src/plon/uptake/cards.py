"""The card of thanks of one declared use."""

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.pages import whole_address
from plon.programme import places
from plon.programme.visibility import funding_statement
from plon.texts import INTERFACE_LANGUAGES
from plon.typeset.thanks import ThanksCard, render_thanks
from plon.uptake.models import Use


def thanks_card(use: Use, language: str, output: Literal["png", "pdf"]) -> bytes:
    """Return the card that who uses a result may hang up or share.

    Raises:
        TypesetError: the compiler refused.
    """
    shown, project = language if language in INTERFACE_LANGUAGES else "en", use.result.project
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    with override(shown):
        card = ThanksCard(
            language=shown,
            thanks=_("Thank you for using"),
            title=use.result.title_in(shown),
            who=use.organisation,
            place=", ".join(part for part in (use.town, places.country_name(use.country, shown)) if part),
            project=str(project),
            address=whole_address(use.result.get_permanent_url()).partition("://")[2],
            funding=statement.text if statement else "",
            example_label=_("example") if use.result.is_example else "",
        )
        return render_thanks(card, output)
