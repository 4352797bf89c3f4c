"""Results as cards, written by hand: a list shows two dozen of them, and templates are slow at that."""

from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from plon.catalogue.finding import Row
from plon.catalogue.labels import code_name, in_short
from plon.programme import places
from plon.results.models import Result, ResultText
from plon.search.snippets import Snippet
from plon.texts import mask_addresses, plain_text

# Characters; more makes cards of one row too unlike.
MOST_TEXT = 160

_DRAWN = (
    '<svg class="cover cover--{pattern}" viewBox="0 0 320 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
    'focusable="false"><rect class="cover__sky" width="320" height="200"/>'
    '<circle class="cover__sun" cx="{sun}" cy="62" r="26"/>'
    '<path class="cover__hill" d="M0 132 C60 96 130 100 180 122 S290 140 320 112 V200 H0Z"/>'
    '<path class="cover__field" d="M0 158 C80 128 170 150 230 146 S300 138 320 146 V200 H0Z"/>'
    '<path class="cover__furrows" d="M-20 206 C70 150 150 162 250 148 M30 214 C110 164 190 170 300 150 '
    'M90 218 C160 178 230 178 330 162 M160 222 C220 190 270 186 340 178"/></svg>'
)


def cover(result: Result, alt: str = "", *, is_seen_first: bool = False) -> SafeString:
    """Return the picture of a result; who has none gets a drawn field, always the same one.

    Args:
        result: whose picture.
        alt: what it shows, "" where words beside it say so.
        is_seen_first: whether it stands at the top of a page: it is not to wait until the reader comes near.
    """
    if result.cover:
        source = reverse("result_cover", args=[result.public_id, 640])
        when = 'fetchpriority="high"' if is_seen_first else 'loading="lazy"'
        return mark_safe(
            f'<img class="cover" src="{escape(source)}" alt="{escape(alt)}" width="640" height="400" {when} '
            'decoding="async">'
        )
    return mark_safe(_DRAWN.format(pattern=_pattern_of(result.public_id), sun=_sun_of(result.public_id)))


def _pattern_of(public_id: str) -> int:
    return sum(map(ord, public_id)) % 6 + 1


def _sun_of(public_id: str) -> int:
    """Return where the sun stands, 40 to 279 of 320."""
    return 40 + sum(position * ord(letter) for position, letter in enumerate(public_id, 1)) % 240


def card(
    result: Result,
    language: str,
    *,
    level: str = "h3",
    confirmed: int = 0,
    row: Row | None = None,
    is_seen_first: bool = False,
) -> SafeString:
    """Return a result as a card.

    Args:
        result: loaded with its texts.
        language: the reader's.
        level: of its heading.
        confirmed: how many confirmed uses to tell of; 0: nothing is said.
        row: of a list, where it was found by words that are to be marked.
        is_seen_first: see `cover`.
    """
    text = result.text_in(language)
    foreign = f' lang="{escape(text.language)}"' if text and text.language != language else ""
    title = marked(row.heading) if row and row.heading else escape(text.title if text else result.working_title)
    return mark_safe(
        '<article class="result-card">'
        f'<div class="result-card__cover" aria-hidden="true">{cover(result, is_seen_first=is_seen_first)}</div>'
        '<div class="result-card__body">'
        f"{_eyebrow(result, language, row)}"
        f'<{level} class="result-card__title">'
        f'<a href="{escape(row.address if row else result.get_absolute_url())}"{foreign}>{title}</a></{level}>'
        f"{_text(text, row, foreign)}"
        f'<p class="result-card__facts">{_facts(result, language, confirmed, row)}</p></div></article>'
    )


def _eyebrow(result: Result, language: str, row: Row | None) -> str:
    signs = row.signs if row else (in_short(code_name("result_categories", result.category, language)),)
    category = escape(" · ".join(signs))
    example = f' <span class="example-mark">{escape(gettext("example"))}</span>' if result.is_example else ""
    return f'<p class="eyebrow">{category}{example}</p>' if category or example else ""


def _text(text: ResultText | None, row: Row | None, foreign: str) -> str:
    if text is None:
        return ""
    if row and row.excerpt.has_hits:
        said: str = marked(row.excerpt)
    else:
        said = escape(Truncator(mask_addresses(plain_text(text.problem or text.summary))).chars(MOST_TEXT))
    return f'<p class="result-card__text"{foreign}>{said}</p>'


def _facts(result: Result, language: str, confirmed: int, row: Row | None) -> str:
    if row and row.facts:
        facts = list(row.facts)
    else:
        named = ", ".join(places.language_name(code, language) for code in result.languages)
        facts = [fact for fact in (named, in_short(code_name("licences", result.licence, language))) if fact]
    written = " ".join(f"<span>{escape(fact)}</span>" for fact in facts)
    if confirmed:
        uses = ngettext("%(count)s confirmed use", "%(count)s confirmed uses", confirmed) % {"count": confirmed}
        written += f' <span class="entry__results">{escape(uses)}</span>'
    return written


def marked(found: Snippet) -> SafeString:
    """Write a text with the words that were asked for marked."""
    return mark_safe(
        "".join(f"<mark>{escape(part.text)}</mark>" if part.is_hit else escape(part.text) for part in found.parts)
    )
