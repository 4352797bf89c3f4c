"""What public templates say about a thing, in the reader's language."""

from collections.abc import Sequence
from html import escape

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from plon.catalogue import cards, labels, presenting
from plon.catalogue.finding import Row
from plon.catalogue.labels import code_name
from plon.catalogue.listing import Listing
from plon.catalogue.narrowing import Choice
from plon.programme import places
from plon.results.models import Result, ResultFile
from plon.search.snippets import Snippet
from plon.texts import mask_addresses, plain_text, render_markdown

register = template.Library()


def _language() -> str:
    return get_language() or "pl"


@register.simple_tag
def result_card(
    result: Result, level: str = "h3", confirmed: int = 0, row: Row | None = None, *, is_seen_first: bool = False
) -> SafeString:
    """Show a result as a card; see `cards.card`."""
    return cards.card(result, _language(), level=level, confirmed=confirmed, row=row, is_seen_first=is_seen_first)


@register.simple_tag
def cover(result: Result, alt: str = "", *, is_seen_first: bool = False) -> SafeString:
    """Show the picture of a result; see `cards.cover`."""
    return cards.cover(result, alt, is_seen_first=is_seen_first)


@register.filter
def title_of(result: Result) -> str:
    return result.title_in(_language())


@register.filter
def named(code: str, codelist: str) -> str:
    """Return the name of a code in the code list."""
    return code_name(codelist, code, _language())


@register.filter
def in_short(name: str) -> str:
    return labels.in_short(name)


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
def page_address(listing: Listing, number: int) -> str:
    return listing.address_of_page(number)


@register.filter
def asking(listing: Listing, words: str) -> str:
    """Return the address of the same list with other words."""
    return listing.address(q=words)


@register.simple_tag
def marked(found: Snippet) -> SafeString:
    return cards.marked(found)


@register.simple_tag
def choices(values: Sequence[Choice]) -> SafeString:
    """Write the values of a filter; by hand, since a page has hundreds and templates are slow at that."""
    return mark_safe("".join(map(_choice, values)))


def _choice(choice: Choice) -> str:
    checked = " checked" if choice.is_chosen else ""
    key = "-".join((choice.name, *choice.value.split()))
    return (
        f'<label class="choice"><input type="checkbox" id="{escape(key)}" name="{choice.name}" '
        f'value="{escape(choice.value)}"{checked}> <span class="choice__label">{escape(choice.label)}</span> '
        f'<span class="choice__count">{intcomma(choice.count)}</span></label>'
    )
