"""News and reports, as the public reads them."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.feeds import MEDIA_TYPE, PlainFeed
from plon.files.handing import Handed, hand_out
from plon.pages import FRESH, kept_page, linked_data, public_page, whole_address
from plon.portal.blocks import referred_things
from plon.portal.enums import ArticleKind
from plon.portal.models import Article
from plon.portal.news import queries
from plon.portal.news.cards import cards_of
from plon.portal.news.pictures import find_size
from plon.portal.news.sizes import load_sizes, social_picture

A_PAGE = 12
IN_FEED = 30
EARLIEST, LATEST = 2000, 9999
_TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def _language() -> str:
    return get_language() or "pl"


def _year(asked: str) -> int | None:
    """Return the year that was asked for, if it can be one."""
    if len(asked) != len(str(LATEST)) or not asked.isascii() or not asked.isdecimal():
        return None
    year = int(asked)
    return year if EARLIEST <= year <= LATEST else None


@require_safe
@kept_page
@public_page
def news(request: HttpRequest) -> HttpResponse:
    """News and reports, the newest first, narrowed by kind, tag and year."""
    language, asked = _language(), request.GET
    kind = asked.get("kind", "") if asked.get("kind", "") in ArticleKind.values else ""
    tag, year = asked.get("tag", "")[:100].replace("\0", ""), _year(asked.get("year", ""))
    found = queries.narrowed(queries.articles_for(language), kind=kind, tag=tag, year=year)
    page = Paginator(queries.with_pictures(found), A_PAGE).get_page(asked.get("page", "1")[:9])
    choices = queries.choices_for(language)
    query = _asked(kind=kind, tag=tag, year=str(year or ""))
    context = {
        "section": "news",
        "page": page,
        "cards": cards_of(page, language),
        "kinds": ArticleKind.choices,
        "choices": choices,
        "kind": kind,
        "tag": tag,
        "tag_name": next((name for slug, name, _count in choices.tags if slug == tag), tag),
        "year": year,
        "is_narrowed": bool(kind or tag or year),
        "query": f"{query}&" if query else "",
        "feed": reverse("portal:news_feed") + (f"?{query}" if query else ""),
    }
    return render(request, "portal/news/index.html", context)


def _asked(**parts: str) -> str:
    return urlencode({name: value for name, value in parts.items() if value})


@require_safe
@kept_page
@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article; where there is a text in the reader's language, that one."""
    found = queries.find_article(slug, _language())
    if found is None:
        raise Http404
    if found.locale.language_code != _language() and (own := queries.texts_of(found).get(_language())):
        return HttpResponseRedirect(own.get_url())
    return show_article(request, found)


def show_article(request: HttpRequest, found: Article) -> HttpResponse:
    """Show an article, published or as a preview."""
    language = _language()
    before, after = queries.beside(found, language)
    own = found.locale.language_code
    load_sizes(found)
    card = social_picture(found)
    context = {
        "section": "news",
        "article": found,
        "page": found,
        "tags": [(item.tag.slug, item.tag.name) for item in found.tagged_items.all()],
        "things": referred_things([block.value for block in found.related]),
        "before": before,
        "after": after,
        "text_language": "" if own == language else own,
        "alternates": _alternates(found),
        "card": card,
        "linked_data": linked_data(_described(found, card)),
    }
    return render(request, "portal/news/article.html", context)


def _alternates(found: Article) -> list[tuple[str, str, str]]:
    """Return (code, name, address) in each language that the article is published in."""
    names = dict(settings.LANGUAGES)
    addresses = {code: text.get_full_url() for code, text in queries.texts_of(found).items()}
    addresses.setdefault(found.locale.language_code, found.get_full_url())
    return [(code, names[code], addresses[code]) for code in names if code in addresses]


def _described(found: Article, card: str) -> dict[str, object]:
    """Describe an article in schema.org's terms."""
    told: dict[str, object] = {
        "@type": "NewsArticle" if found.kind == ArticleKind.NEWS else "Report",
        "headline": found.title,
        "description": found.lead,
        "inLanguage": found.locale.language_code,
        "url": found.get_full_url(),
    }
    if card:
        told["image"] = card
    if found.first_published_at:
        told["datePublished"] = found.first_published_at.isoformat()
    if found.last_published_at:
        told["dateModified"] = found.last_published_at.isoformat()
    return told


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest articles as Atom (RFC 4287), narrowed as the list is."""
    language, asked = _language(), request.GET
    found = queries.narrowed(
        queries.articles_for(language),
        kind=asked.get("kind", ""),
        tag=asked.get("tag", "")[:100].replace("\0", ""),
        year=_year(asked.get("year", "")),
    )
    made = PlainFeed(
        title=f"Plon · {_('News and reports')}",
        link=whole_address(reverse("portal:news")),
        description=_("What the agency and its projects have to tell."),
        language=language,
        feed_url=whole_address(request.get_full_path()),
        author_name="Plon",
    )
    for one in found[:IN_FEED]:
        made.add(
            title=one.title,
            link=one.get_full_url(),
            description=one.lead,
            unique_id=one.get_full_url(),
            pubdate=one.first_published_at,
            updateddate=one.last_published_at,
        )
    return HttpResponse(made.written(), content_type=MEDIA_TYPE)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture in one size; its address never gets another picture.

    Shared caches keep it as long as they keep pages, so that what was taken back is gone as soon as its page is.
    """
    found = find_size(name)
    media_type = _TYPES.get(name.rpartition(".")[2].lower())
    if found is None or media_type is None:
        raise Http404
    rendition, is_public = found
    if not is_public and not getattr(request.user, "is_officer", False):
        raise Http404
    storage = rendition.file.storage
    try:
        size = storage.size(str(rendition.file.name))
        answer = hand_out(request, Handed(storage, str(rendition.file.name), name, media_type, size, name))
    except FileNotFoundError:
        raise Http404 from None
    if is_public:
        answer["Cache-Control"] = f"public, max-age={FRESH}, s-maxage={FRESH}"
        # Newsletters show it inside mail programs that are pages of other places.
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
