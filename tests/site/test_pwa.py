import io
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from plon.site import pwa


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_manifest_makes_plon_installable(language: str) -> None:
    answer = Client().get(f"/app/{language}.webmanifest")
    told = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"], told["lang"]) == (
        "/workspace/now/", "/", "standalone", language,
    )  # fmt: skip
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in told["icons"]}


def test_icons_are_as_large_as_the_manifest_says() -> None:
    for name, sizes, kind, _purpose in pwa.ICONS:
        path = finders.find(name)
        assert path, name
        if kind == "image/png":
            with open(path, "rb") as file:  # noqa: PTH123  as the browser gets it
                assert "{}x{}".format(*Image.open(io.BytesIO(file.read())).size) == sizes


def test_an_unknown_language_has_no_manifest() -> None:
    assert Client().get("/app/xx.webmanifest").status_code == 404


def test_the_worker_may_watch_the_whole_house_and_is_asked_for_anew() -> None:
    answer = Client().get("/sw.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]


def test_the_worker_keeps_only_static_files() -> None:
    known = json.loads(re.match(r"const PLON = (.*);\n", Client().get("/sw.js").content.decode())[1])  # type: ignore[index]

    assert all(url.startswith("/static/") for url in [*known["shell"], known["outbox"]])
    assert len(known["version"]) == 16
    assert Client().get("/sw.js").content == Client().get("/sw.js").content


@pytest.mark.django_db
def test_every_page_names_the_manifest_and_lets_workers_come_from_here_alone() -> None:
    answer = Client().get("/en/")

    assert '<link rel="manifest" href="/app/en.webmanifest">' in answer.content.decode()
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
