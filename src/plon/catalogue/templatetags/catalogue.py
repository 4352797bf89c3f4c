"""What public templates say about a thing, in the reader's language."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from plon.catalogue import presenting
from plon.catalogue.labels import code_name
from plon.catalogue.listing import Listing
from plon.catalogue.masking import mask_addresses
from plon.programme import places
from plon.results.models import Result, ResultFile, ResultText
from plon.texts import plain_text, render_markdown

register = template.Library()


def _language() -> str:
    return get_language() or "pl"


@register.simple_tag
def text_of(result: Result) -> ResultText | None:
    """Return the description of a result for this reader."""
    return result.text_in(_language())


@register.filter
def title_of(result: Result) -> str:
    return result.title_in(_language())


@register.filter
def named(code: str, codelist: str) -> str:
    """Return the name of a code in the code list."""
    return code_name(codelist, code, _language())


@register.filter
def in_short(name: str) -> str:
    """Return a name without its explanation: "CC BY 4.0: name the author" -> "CC BY 4.0"."""
    return name.partition(":")[0].partition(" (")[0]


@register.filter
def country(code: str) -> str:
    return places.country_name(code, _language()) if code else ""


@register.filter
def language(code: str) -> str:
    return places.language_name(code, _language()) if code else ""


@register.filter
def countries(codes: list[str]) -> str:
    return ", ".join(places.country_name(code, _language()) for code in codes)


@register.filter
def languages(codes: list[str]) -> str:
    return ", ".join(places.language_name(code, _language()) for code in codes)


@register.filter
def markdown(text: str) -> SafeString:
    return render_markdown(text)


@register.filter
def masked_markdown(text: str) -> SafeString:
    """Render a text that others imported: without anyone's e-mail address."""
    return render_markdown(mask_addresses(text))


@register.filter
def plain(text: str) -> str:
    return mask_addresses(plain_text(text))


@register.filter
def kind_of_file(file: ResultFile) -> str:
    return presenting.kind_of_file(file)


@register.filter
def pattern_of(public_id: str) -> int:
    """Choose one of six drawn covers: always the same one for the same thing."""
    return sum(map(ord, public_id)) % 6 + 1


@register.filter
def sun_of(public_id: str) -> int:
    """Return where the sun stands in a drawn cover, 40 to 279 of 320."""
    return 40 + sum(position * ord(letter) for position, letter in enumerate(public_id, 1)) % 240


@register.filter
def page_address(listing: Listing, number: int) -> str:
    return listing.address_of_page(number)
