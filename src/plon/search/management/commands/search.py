"""``plon search``: ask the index from the command line, as the pages do."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.search.documents import FACETS
from plon.search.querying import SORTS, Page, search
from plon.search.registry import sources


class Command(BaseCommand):
    help = "Find public results, projects and organisations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="*", help='words, "phrases", -excluded words, field:value')
        parser.add_argument("--lang", default="pl", choices=["pl", "en"], help="language of the reader")
        parser.add_argument("--kind", default="", help="result, project or organisation")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="FACET=VALUE",
            help=f"facets: {', '.join(FACETS)}",
        )
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--size", type=int, default=20)
        parser.add_argument("--sort", default="", choices=["", *SORTS])
        parser.add_argument("--json", action="store_true", help="hits and facets as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = {source.kind for source in sources()}
        if options["kind"] and options["kind"] not in kinds:
            raise CommandError(f"--kind must be one of: {', '.join(sorted(kinds))}", returncode=2)
        page = search(
            " ".join(options["words"]),
            language=options["lang"],
            kind=options["kind"],
            filters=self._filters(options["filter"]),
            page=options["page"],
            size=options["size"],
            sort=options["sort"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(page), ensure_ascii=False))
            return
        for hit in page.hits:
            self.stdout.write(f"{hit.public_id}  {hit.kind:12}  {hit.title}")
        self.stdout.write(f"{page.total} found")
        if page.suggestion:
            self.stdout.write(f"Did you mean: {page.suggestion}")

    def _filters(self, pairs: list[str]) -> dict[str, list[str]]:
        filters: dict[str, list[str]] = {}
        for pair in pairs:
            name, _, value = pair.partition("=")
            if name not in FACETS or not value:
                raise CommandError(f"--filter {pair}: expected FACET=VALUE", returncode=2)
            filters.setdefault(name, []).append(value)
        return filters


def _as_json(page: Page) -> dict[str, Any]:
    return {
        "total": page.total,
        "page": page.number,
        "pages": page.pages,
        "is_relaxed": page.is_relaxed,
        "suggestion": page.suggestion,
        "translations": [asdict(each) for each in page.translations],
        "built_at": page.built_at.isoformat() if page.built_at else None,
        "hits": [
            {
                "id": hit.public_id,
                "kind": hit.kind,
                "title": hit.title,
                "language": hit.language,
                "score": round(hit.score, 4),
            }
            for hit in page.hits
        ],
        "facets": {name: [asdict(count) for count in counts] for name, counts in page.facets.items()},
    }
