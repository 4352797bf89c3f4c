"""News of the example agency and the report of its webinar, in both languages; plainly examples."""

import datetime
import tomllib
from importlib import resources
from typing import Any

from django.utils import timezone

from plon.accounts.models import User
from plon.demo.covers import draw_cover
from plon.events import actions
from plon.events.models import AgencyEvent
from plon.portal.news.writing import ArticleText, add_picture, finish_report, note_first_published, publish_article
from plon.results.models import Result

REPORTED = "Wolne licencje bez strachu (przykład)"


def add_news(by: User) -> None:
    """Publish three pieces of news, and the report that began in the office of events."""
    written = tomllib.loads(resources.files(__package__).joinpath("data", "news.toml").read_text("utf-8"))
    for entry in reversed(written["news"]):
        _news(entry, by)
    _report(written["report"], by)


def _news(entry: dict[str, Any], by: User) -> None:
    texts = {language: entry[language] for language in ("pl", "en")}
    picture = None
    if entry["is_pictured"]:
        picture = add_picture(
            draw_cover(texts["pl"]["title"]), by=by, name="fields.png", title="Pola (przykład)",
            description=texts["pl"]["picture_alt"], author="Plon", licence="CC0-1.0",
        )  # fmt: skip
    made = publish_article(
        {language: _text(text) for language, text in texts.items()},
        by=by,
        picture=picture,
        related=[Result.objects.get(working_title=title).get_absolute_url() for title in entry["related"]],
        tags={language: text["tags"] for language, text in texts.items()},
    )
    moment = timezone.now() - datetime.timedelta(days=entry["days_ago"])
    note_first_published(made.values(), moment)


def _text(text: dict[str, Any]) -> ArticleText:
    body: list[tuple[str, object]] = [("text", text["before"])]
    if "quote" in text:
        body.append(("quote", {"text": text["quote"], "who": text["who"]}))
    if "heading" in text:
        body.append(("heading", text["heading"]))
    if "steps" in text:
        body.append(("steps", {"steps": [{"title": title, "text": how} for title, how in text["steps"]]}))
    if "checklist" in text:
        body.append(("checklist", text["checklist"]))
    if "example" in text:
        body.append(("example", {"title": text["example_title"], "text": text["example"]}))
    body.append(("text", text["ending"]))
    return ArticleText(text["title"], text["lead"], body, text.get("picture_alt", ""))


def _report(texts: dict[str, dict[str, Any]], by: User) -> None:
    event = AgencyEvent.objects.filter(texts__title=REPORTED).get()
    draft = actions.write_report(event, by=by)
    pieces: dict[str, list[tuple[str, object]]] = {
        language: [("text", text["text"]), ("checklist", text["takeaways"])] for language, text in texts.items()
    }
    made = finish_report(
        draft.reference, pieces, by=by, tags={language: text["tags"] for language, text in texts.items()}
    )
    note_first_published(made.values(), event.ends_at + datetime.timedelta(days=2))
