"""What lies in a frozen site, and what never does."""

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.core.files.storage import storages
from django.utils import timezone
from lxml import html

from plon.freezing.making import Frozen, freeze_project
from plon.freezing.refusals import FreezeRefused
from plon.linkwatch.models import LinkState
from plon.linkwatch.taking_up import Place, watch_places
from plon.plans.models import UsePlan
from plon.projects.models import Project
from plon.reach.counting import tally
from plon.reach.models import DailyReach
from plon.results.models import ResultFile
from tests.factories import ProjectFactory
from tests.freezing.closure import dead_ends, named_on, pages_of
from tests.freezing.world import PRIVATE, Rich


def read(folder: Path, pattern: str) -> str:
    """Return the one page whose place in the site matches."""
    (found,) = folder.glob(pattern)
    return found.read_text("utf-8")


def words(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def test_every_address_leads_somewhere_and_nothing_is_loaded_from_elsewhere(frozen: Frozen) -> None:
    assert dead_ends(frozen.folder) == []
    assert len(pages_of(frozen.folder)) == frozen.pages > 10


def test_every_page_is_there_in_every_language_of_plon_and_of_its_description(frozen: Frozen, rich: Rich) -> None:
    for language, title in (("pl", "Lekcja 1 nad rzeką"), ("en", "Lesson 1 by the river")):
        page = read(frozen.folder, f"{language}/results/lekcja-1-*{rich.results[0].public_id}.html")
        assert title in words(page)
    spanish = read(frozen.folder, f"en/results/lekcja-1-*{rich.results[0].public_id}.es.html")
    assert "Clase 1 junto al río" in words(spanish)
    # From a description in another language one comes back to the page's own.
    back = [named.address for named in named_on(next(frozen.folder.glob("en/results/lekcja-1-*.es.html")))]
    assert f"lekcja-1-woda-{rich.results[0].public_id}.html" in back
    for name in ("index", "project", "organisations/szkola-nad-rzeka-*", "organisations/colegio-del-rio-*"):
        assert len(list(frozen.folder.glob(f"*/{name}.html"))) == 2, name


def test_files_of_results_come_along_as_they_are(frozen: Frozen, rich: Rich) -> None:
    for file in ResultFile.objects.filter(result__in=rich.results, media_type__in=["application/pdf", "audio/x-wav"]):
        copied = frozen.folder / "files" / file.public_id / file.name
        assert hashlib.sha256(copied.read_bytes()).hexdigest() == file.sha256
    assert len(list((frozen.folder / "covers").iterdir())) == 1
    assert {path.name for path in (frozen.folder / "photos").iterdir()} == {
        f"{rich.photo.public_id}-480.webp", f"{rich.photo.public_id}-1280.webp",
    }  # fmt: skip


def test_nothing_private_lies_in_the_folder(frozen: Frozen) -> None:
    """Not a word of drafts, private evidence or people, in no file, however it is packed."""
    there = {str(path): path.read_bytes() for path in frozen.folder.rglob("*") if path.is_file()}
    (package,) = (frozen.folder / "package").iterdir()
    with zipfile.ZipFile(package) as packed:
        there |= {name: packed.read(name) for name in packed.namelist()}
    assert [
        (name, word) for name, data in there.items() for word in PRIVATE if word.encode() in data or word in name
    ] == []


def test_package_lies_beside_the_pages_and_is_whole(frozen: Frozen, tmp_path: Path) -> None:
    (package,) = (frozen.folder / "package").iterdir()
    with zipfile.ZipFile(package) as packed:
        packed.extractall(tmp_path / "bag")
    (folder,) = (tmp_path / "bag").iterdir()
    assert bagit.Bag(str(folder)).is_valid()
    assert f"../package/{package.name}" in read(frozen.folder, "pl/index.html")
    assert f"package/{package.name}" in (frozen.folder / "README.txt").read_text("utf-8-sig")


def test_package_may_be_left_out(rich: Rich, tmp_path: Path) -> None:
    frozen = freeze_project(rich.project.public_id, tmp_path / "river", with_package=False)
    assert not (frozen.folder / "package").exists()
    assert dead_ends(frozen.folder) == []


def test_searched_words_are_public_ones(rich: Rich, tmp_path: Path) -> None:
    """Files of drafts are not in the index, either: texts are read for it by the public query alone."""
    folder = freeze_project(rich.project.public_id, tmp_path / "river").folder
    fragments = list((folder / "search" / "fragment").iterdir())
    assert fragments
    assert {path.name.partition("_")[0] for path in fragments} == {"pl", "en"}


def test_withdrawn_result_leaves_a_tombstone_without_its_files(frozen: Frozen, rich: Rich) -> None:
    page = read(frozen.folder, f"pl/results/*{rich.withdrawn.public_id}.html")
    assert "Zdjęcia bez zgody." in words(page)
    assert '<meta name="robots" content="noindex">' in page
    assert "data-pagefind-body" not in page
    index = read(frozen.folder, "pl/index.html")
    assert f"wycofany-quiz-{rich.withdrawn.public_id}.html" in index
    assert "quiz-WZW" not in "".join(str(path) for path in frozen.folder.rglob("*"))


def test_links_out_are_marked_and_carry_nothing_along(frozen: Frozen, rich: Rich) -> None:
    page = next(frozen.folder.glob(f"en/results/*-{rich.results[0].public_id}.html"))
    outward = [
        element
        for element in html.fromstring(page.read_bytes()).iter("a")
        if element.get("href", "").startswith("http")
    ]
    assert {element.get("href") for element in outward} >= {"https://example.org/1"}
    for element in outward:
        assert element.get("rel") == "external noopener noreferrer nofollow"
        assert "on the internet" in element.text_content()


def test_unsafe_links_are_not_clickable(rich: Rich, tmp_path: Path) -> None:
    unsafe = {"https://example.org/1", "https://river.example.org/"}
    watch_places([Place(url, rich.project.pk) for url in unsafe])
    LinkState.objects.filter(url__in=unsafe).update(state="unsafe", what="parked")
    frozen = freeze_project(rich.project.public_id, tmp_path / "river")
    addresses = {named.address for page in pages_of(frozen.folder) for named in named_on(page)}
    assert unsafe & addresses == set()
    assert "https://example.org/2" in addresses


def test_result_that_is_retired_on_purpose_stays_readable_and_says_why(rich: Rich, tmp_path: Path) -> None:
    today = timezone.localdate()
    UsePlan.objects.create(
        project=rich.project, result=rich.results[0], form="retire", until=today, risk="Nowy program nauczania."
    )
    frozen = freeze_project(rich.project.public_id, tmp_path / "river")
    page = read(frozen.folder, f"en/results/*-{rich.results[0].public_id}.html")
    assert "Nowy program nauczania." in words(page)
    assert "noindex" not in page
    file = rich.results[0].files.get(media_type="application/pdf")
    assert (frozen.folder / "files" / file.public_id / file.name).is_file()


def test_what_needs_a_server_became_a_sentence_with_the_address_as_text(frozen: Frozen, rich: Rich) -> None:
    page = read(frozen.folder, f"en/results/*-{rich.results[0].public_id}.html")
    living = f"https://plon.example.org/r/{rich.results[0].public_id}"
    assert f"as long as there is one: {living}" in words(page)
    for gone in ("We use this", "Add to a collection", "Put it on your website", "Sign in", "Google Classroom"):
        assert gone not in page


def test_installation_that_nobody_reaches_is_not_named_as_a_place_to_go(
    rich: Rich, tmp_path: Path, settings: Any
) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    frozen = freeze_project(rich.project.public_id, tmp_path / "river")
    page = next(frozen.folder.glob(f"en/results/*-{rich.results[0].public_id}.html"))
    assert not [named for named in named_on(page) if "127.0.0.1" in named.address]
    assert "write to the organisations that made it" in words(page.read_text("utf-8"))


def test_pages_allow_nothing_but_what_lies_beside_them(frozen: Frozen) -> None:
    for page in pages_of(frozen.folder):
        text = page.read_text("utf-8")
        assert "default-src 'none'; script-src 'self' file:" in text
        assert ("wasm-unsafe-eval" in text) == (page.name == "index.html" and page.parent != frozen.folder)
        assert 'type="module"' not in text
        assert "og:title" not in text


def test_captions_of_films_stand_in_the_page(frozen: Frozen, rich: Rich) -> None:
    page = read(frozen.folder, f"pl/results/*-{rich.results[0].public_id}.html")
    assert 'src="data:text/vtt;base64,V0VCVlRU' in page


def test_checksums_hold_for_every_file(frozen: Frozen) -> None:
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=frozen.folder, capture_output=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, b"")
    listed = {line.split("  ", 1)[1] for line in (frozen.folder / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {str(path.relative_to(frozen.folder)) for path in frozen.folder.rglob("*") if path.is_file()}
    assert there - listed == {"SHA256SUMS"}


def test_read_me_says_how_to_open_it_in_both_languages(frozen: Frozen) -> None:
    text = (frozen.folder / "README.txt").read_bytes()
    assert text.startswith("﻿Żywa rzeka".encode())
    assert b"\r\n" in text
    assert text.decode("utf-8-sig").count("index.html") >= 2
    assert "Living river" in text.decode()


def test_mark_tells_programs_what_was_frozen(frozen: Frozen, rich: Rich) -> None:
    mark = json.loads((frozen.folder / "frozen.json").read_text("utf-8"))
    assert mark["results"] == [result.public_id for result in rich.results]
    assert mark["withdrawn"] == [rich.withdrawn.public_id]
    assert mark["from"].startswith("https://plon.example.org/")


def test_kept_copy_of_a_dead_link_lies_in_the_folder_and_is_harmless(frozen: Frozen, rich: Rich) -> None:
    (copy,) = rich.results[0].kept_copies.all()
    result = read(frozen.folder, f"en/results/*-{rich.results[0].public_id}.html")
    assert f"../copies/{copy.public_id}.html" in result
    page = read(frozen.folder, f"en/copies/{copy.public_id}.html")
    assert f'src="../../copies/{copy.public_id}/1.html"' in page
    assert 'sandbox="allow-same-origin allow-downloads"' in page
    assert "frame-src 'self' file:" in page
    piece = read(frozen.folder, f"copies/{copy.public_id}/1.html")
    assert "The page that was" in piece
    assert "default-src 'none'" in piece.partition("<link")[0]
    for gone in ("<script", "spy.example.com", "example.com/away"):
        assert gone not in piece
    assert {path.suffix for path in (frozen.folder / "copies" / copy.public_id).iterdir()} == {".html", ".css", ".png"}


def test_damaged_copy_is_told_and_not_linked(rich: Rich, tmp_path: Path) -> None:
    (copy,) = rich.results[0].kept_copies.all()
    storages["default"].delete(copy.path)
    frozen = freeze_project(rich.project.public_id, tmp_path / "river", with_package=False)
    assert frozen.missing == (f"copies/{copy.public_id}",)
    assert dead_ends(frozen.folder) == []
    assert list(frozen.folder.glob("*/copies/*")) == []


def test_file_that_is_lost_is_told_and_not_linked(rich: Rich, tmp_path: Path) -> None:
    lost = ResultFile.objects.get(result=rich.results[0], media_type="application/pdf")
    storages["public"].delete(lost.path)
    frozen = freeze_project(rich.project.public_id, tmp_path / "river")
    assert frozen.missing == (f"files/{lost.public_id}/{lost.name}",)
    assert dead_ends(frozen.folder) == []
    page = read(frozen.folder, f"en/results/*-{rich.results[0].public_id}.html")
    assert "not in this copy" in page
    assert lost.name in (frozen.folder / "README.txt").read_text("utf-8-sig")


def test_freezing_counts_as_nobody_looking(rich: Rich, frozen: Frozen) -> None:
    tally.flush()
    assert not DailyReach.objects.filter(result__in=rich.results, views__gt=0).exists()
    assert not DailyReach.objects.filter(result__in=rich.results, downloads__gt=0).exists()


def test_freezing_again_replaces_all_and_changes_only_the_moment(rich: Rich, frozen: Frozen) -> None:
    first = (frozen.folder / "SHA256SUMS").read_text("utf-8")
    (frozen.folder / "files" / "left-over.txt").write_text("old")
    again = freeze_project(rich.project.public_id, frozen.folder)
    assert not (again.folder / "files" / "left-over.txt").exists()
    changed = set(first.splitlines()) ^ set((again.folder / "SHA256SUMS").read_text("utf-8").splitlines())
    package = f"package/rzeka-{rich.project.public_id}.zip"
    assert {line.split("  ", 1)[1] for line in changed} <= {"frozen.json", package}


def test_project_of_which_nothing_is_public_is_refused(db: None, tmp_path: Path) -> None:
    secret = ProjectFactory(title="Tajemnica")
    with pytest.raises(FreezeRefused, match=secret.public_id):
        freeze_project(secret.public_id, tmp_path / "secret")
    assert list(tmp_path.glob("*secret*")) == []


def test_project_without_results_has_a_site_too(rich: Rich, tmp_path: Path) -> None:
    Project.objects.filter(pk=rich.project.pk).update(title="Sama")
    rich.project.results.all().delete()
    frozen = freeze_project(rich.project.public_id, tmp_path / "river")
    assert dead_ends(frozen.folder) == []
    assert frozen.results == 0
