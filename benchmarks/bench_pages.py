"""Measure pages, search and typesetting on the example world, each as a ratio to a peer in the same run.

Pages are measured in processor time, which is what they take while nobody else wants the machine: nothing in them waits
for a disk or a network.

Run it alone: ``python benchmarks/bench_pages.py [--rounds N]``.
"""

import os
import time

from measuring import median_ms, run, tell


def measure(rounds: int) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db.models import Q
    from django.test import Client

    from plon.plans.poster import blank_poster, poster_of
    from plon.plans.queries import load_plan
    from plon.projects.models import Project
    from plon.results.models import Result
    from plon.search.querying import search
    from plon.typeset.cards import SocialCard, render_card
    from plon.typeset.documents import simple_document
    from plon.typeset.poster import render_poster

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  the null device
        call_command("demo", stdout=nowhere)
    client = Client(headers={"host": "127.0.0.1"})
    result = Result.objects.get(working_title="Dwanaście lekcji nad wodą")
    plain = Result.objects.get(working_title="Dziesięć wieczorów z książką")
    project = Project.objects.get(acronym="Żywa rzeka")
    bare = median_ms(lambda: client.get("/healthz"), rounds, time.process_time)
    tell("bare answer (/healthz)", bare, bare, "itself")
    kept = median_ms(lambda: client.get("/pl/"), rounds, time.process_time)
    tell("home page, kept for some seconds", kept, bare, "bare answer")
    settings.KEPT_PAGES_SECONDS = 0.0
    for name, path in (
        ("home page", "/pl/"),
        ("news", "/pl/news/"),
        ("results, searched", "/pl/results/?q=lekcjami"),
        ("result page, with all that a page may have", result.get_absolute_url().replace("/en/", "/pl/")),
        ("result page, as most are", plain.get_absolute_url().replace("/en/", "/pl/")),
        ("project page", project.get_absolute_url().replace("/en/", "/pl/")),
    ):
        tell(name, median_ms(lambda path=path: client.get(path), rounds, time.process_time), bare, "bare answer")

    def like() -> int:
        found = Result.objects.filter(Q(texts__title__icontains="lekcj") | Q(texts__summary__icontains="lekcj"))
        return found.distinct().count()

    peer = median_ms(like, rounds)
    tell("SQL LIKE, no inflection, no facets", peer, peer, "itself")
    tell(
        "search with facets", median_ms(lambda: search("lekcjami", language="pl", kind="result"), rounds), peer, "LIKE"
    )

    page = median_ms(lambda: simple_document("Title", ["Text"] * 5, language="en"), rounds)
    plan = load_plan(project)
    poster = poster_of(plan, "pl", today=project.start)
    tell("one A4 page", page, page, "itself")
    tell("poster A1", median_ms(lambda: render_poster(poster, paper="A1", landscape=True), rounds), page, "A4 page")
    tell(
        "blank poster A1",
        median_ms(lambda: render_poster(blank_poster("pl"), paper="A1", landscape=True), rounds),
        page,
        "A4 page",
    )
    tell(
        "social card",
        median_ms(lambda: render_card(SocialCard("pl", "Rezultat", "Lekcje nad wodą")), rounds),
        page,
        "A4 page",
    )


if __name__ == "__main__":
    run(measure, rounds=30)
