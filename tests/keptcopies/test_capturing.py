"""What a link leads to is captured with all that it needs, and nothing that may not be."""

import gzip
import hashlib
import os
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from plon.accounts.models import User
from plon.fixity.checking import check_file
from plon.fixity.enums import FileState
from plon.fixity.models import StoredFile
from plon.fixity.taking_up import take_up_files
from plon.history.models import Event
from plon.jobs.lengthy import WorkState
from plon.keptcopies import capturing
from plon.keptcopies.actions import remove_copy, request_copy, stop_copy
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import hash_of
from plon.keptcopies.refusals import CopyRefused
from plon.keptcopies.sweeping import sweep_copies
from plon.keptcopies.tasks import take_up_copies
from plon.keptcopies.visiting import PAUSE, Visitor
from plon.linkwatch.keeping import copies_of
from plon.linkwatch.models import LinkHost, LinkState
from plon.results.models import Result, ResultLink
from tests.factories import ResultLinkFactory
from tests.fetching.servers import Server
from tests.keptcopies.site import HTML, PDF, PIXEL, SECOND, WORDS

pytestmark = pytest.mark.django_db


def stored(copy: KeptCopy) -> bytes:
    with storages["default"].open(copy.path) as file:
        return bytes(file.read())


def paths(copy: KeptCopy) -> set[str]:
    return {"/" + piece.url.split("/", 3)[3] for piece in copy.pieces.all()}


def test_a_page_is_kept_with_its_parts_and_documents(ask_for: Any, link: ResultLink, server: Server) -> None:
    copy = ask_for(link)
    assert (copy.state, copy.title, copy.media_type) == ("done", "Żywa rzeka", "text/html")
    parts = ("icon", "inline", "back", "river", "big", "wide", "small", "protocol", "lazy", "styled", "css", "deep")
    assert paths(copy) >= {f"/site/{name}.png" for name in parts}
    kinds = {piece.url.rpartition("/")[2]: piece.kind for piece in copy.pieces.all()}
    assert kinds["looks.css"] == kinds["more.css"] == "style"
    assert (kinds["rzeka.woff2"], kinds["lesson.pdf"], kinds["drawing.svg"]) == ("font", "file", "picture")
    assert kinds[""] == "page"
    assert "second.html" not in kinds
    # Neither a string nor a comment of a style is an address.
    assert not [path for path in server.asked if "no.png" in path or "comment.png" in path]


def test_what_may_not_be_had_is_left_out_and_said(ask_for: Any, link: ResultLink, server: Server) -> None:
    copy = ask_for(link, with_neighbours=True)
    left_out = {each["url"].rpartition("/")[2]: each["code"] for each in copy.left_out}
    assert left_out["huge.zip"] == "too_large"
    assert left_out["meta-data"] == "private"
    assert left_out["plan.html"] == "robots"
    assert left_out["missing.css"] == "not_found"
    assert "/secret/plan.html" not in server.asked
    assert server.asked.count("/robots.txt") == 1


def test_pages_one_click_away_are_taken_along_if_wanted(ask_for: Any, link: ResultLink) -> None:
    copy = ask_for(link, with_neighbours=True)
    second = copy.pieces.get(url__endswith="second.html")
    assert (second.kind, second.title) == ("page", "Żółw i łąka")
    assert "/site/second.png" in paths(copy)


def test_a_redirect_is_known_by_both_addresses_and_kept_once(ask_for: Any, link: ResultLink, server: Server) -> None:
    copy = ask_for(link)
    deep = copy.pieces.get(url__endswith="/deep.png")
    assert deep.also == [server.url("/site/moved.png")]


def test_the_archive_is_valid_warc_read_by_another_reader(ask_for: Any, link: ResultLink, tmp_path: Any) -> None:
    copy = ask_for(link)
    path = tmp_path / "copy.warc.gz"
    path.write_bytes(stored(copy))
    checker = Checker(type("Asked", (), {"inputs": [str(path)], "verbose": False}))
    checker.process_all()
    assert checker.exit_value == 0
    with path.open("rb") as file:
        records = [(each.rec_type, each.rec_headers, each.content_stream().read()) for each in ArchiveIterator(file)]
    assert records[0][0] == "warcinfo"
    assert {headers.protocol for _kind, headers, _body in records} == {"WARC/1.1"}
    by_url = {headers.get_header("WARC-Target-URI"): body for kind, headers, body in records if kind == "response"}
    assert by_url[link.url.replace("/site/", "/site/lesson.pdf")] == PDF
    assert any(kind == "metadata" and b"moved.png" in body for kind, _headers, body in records)
    assert b"Editor" not in records[0][2]


def test_the_index_leads_to_each_record(ask_for: Any, link: ResultLink) -> None:
    copy = ask_for(link)
    whole = stored(copy)
    for piece in copy.pieces.all():
        record = gzip.decompress(whole[piece.offset : piece.offset + piece.length])
        assert f"WARC-Target-URI: {piece.url}\r\n".encode() in record
        assert hashlib.sha256(record.split(b"\r\n\r\n", 2)[2][: piece.size]).hexdigest() == piece.digest


def test_two_checksums_are_of_the_stored_bytes_which_are_read_back_by_the_clock(ask_for: Any, link: ResultLink) -> None:
    copy = ask_for(link)
    whole = stored(copy)
    assert (copy.size, copy.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert copy.sha512 == hashlib.sha512(whole).hexdigest()
    take_up_files()
    watched = StoredFile.objects.get(store="copy")
    assert (watched.path, watched.sha256, watched.project) == (copy.path, copy.sha256, copy.result.project)
    assert check_file(watched) == FileState.SOUND


def stored_names(copy: KeptCopy) -> list[str]:
    storage, below = storages["default"], f"copies/{copy.result.project.public_id}"
    return [name for folder in storage.listdir(below)[0] for name in storage.listdir(f"{below}/{folder}")[1]]


def test_storage_that_gives_back_other_bytes_keeps_nothing(ask_for: Any, link: ResultLink, settings: Any) -> None:
    chosen = {name: dict(options) for name, options in settings.STORAGES.items()}
    chosen["default"]["BACKEND"] = "tests.keptcopies.faulty.FlippingStorage"
    settings.STORAGES = chosen
    copy = ask_for(link)
    assert (copy.state, copy.path, copy.pieces.count()) == ("failed", "", 0)
    assert stored_names(copy) == []


def test_a_document_is_kept_as_one_file(ask_for: Any, published: Result, link: ResultLink, server: Server) -> None:
    copy = ask_for(ResultLinkFactory(result=published, url=server.url("/site/lesson.pdf")))
    assert [(piece.kind, piece.title, piece.size) for piece in copy.pieces.all()] == [("file", "lesson.pdf", len(PDF))]


LOGIN = b"<title>Sign in</title><form><input name=user><input type=password></form>"


@pytest.mark.parametrize(
    ("path", "answer", "trouble"),
    [
        ("/gone", (404, HTML, b"no"), "not_there"),
        ("/closed", (403, HTML, b"no"), "refuses"),
        ("/stumbles", (500, HTML, b"no"), "fails"),
        ("/soft", (200, HTML, "<title>404 – strony nie znaleziono</title><p>Przykro nam.".encode()), "error_page"),
        ("/members", (200, HTML, LOGIN), "login"),
        ("/course", (302, {"Location": "/login?next=/course"}, b""), "login"),
        ("/empty", (200, HTML, b"<title>App</title><div id=root></div><script src=a.js></script>"), "empty"),
        ("/deep/page", (302, {"Location": "/"}, b""), "elsewhere"),
        ("/book.pdf", (200, HTML, f"<title>Shop</title><p>{WORDS}".encode()), "wrong_kind"),
        ("/thing.pdf", (200, {"Content-Type": "application/pdf"}, b"<html>no PDF"), "wrong_kind"),
        ("/program", (200, {"Content-Type": "application/x-msdownload"}, b"MZ"), "wrong_kind"),
        ("/5gb.zip", (200, {"Content-Length": str(5 * 1024**3)}, b"PK"), "too_large"),
        ("/circle", (302, {"Location": "/circle"}, b""), "fails"),
    ],
)  # fmt: skip
def test_what_is_not_what_was_linked_is_refused(
    ask_for: Any, published: Result, server: Server, path: str, answer: Any, trouble: str
) -> None:
    server.pages[path] = answer
    server.pages["/"] = (200, HTML, f"<title>Front</title><p>{WORDS}".encode())
    server.pages["/login?next=/course"] = (200, HTML, b"<title>Hello</title><p>Please come in, dear reader of ours.")
    copy = ask_for(ResultLinkFactory(result=published, url=server.url(path)))
    assert (copy.state, copy.trouble, copy.path) == ("failed", trouble, "")
    assert Event.objects.filter(kind="copy.refused", subject_id=copy.pk).exists()


def test_a_link_to_another_site_and_one_into_a_private_network_are_refused(
    ask_for: Any, published: Result, server: Server, other: Server
) -> None:
    server.pages["/moved"] = (301, {"Location": other.url("/page")}, b"")
    other.pages["/page"] = (200, HTML, f"<title>Other</title><p>{WORDS}".encode())
    assert ask_for(ResultLinkFactory(result=published, url=server.url("/moved"))).trouble == "elsewhere"
    assert ask_for(ResultLinkFactory(result=published, url="http://192.168.1.1/admin")).trouble == "unsafe_address"


def test_a_site_that_asks_programs_to_stay_away_is_left_alone(ask_for: Any, published: Result, server: Server) -> None:
    server.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: Plon\nDisallow: /")
    server.pages["/page"] = (200, HTML, f"<title>Page</title><p>{WORDS}".encode())
    assert ask_for(ResultLinkFactory(result=published, url=server.url("/page"))).trouble == "robots"
    assert server.asked == ["/robots.txt"]


def test_without_a_right_and_for_what_is_not_public_nothing_is_fetched(
    link: ResultLink, editor: User, server: Server
) -> None:
    def refused(**changed: Any) -> str:
        asked = {"right": "own", "words": "Made by our school.", "is_confirmed": True, **changed}
        with pytest.raises(CopyRefused) as refusal:
            request_copy(link, by=editor, **asked)
        return refusal.value.field or ""

    assert refused(is_confirmed=False) == "is_confirmed"
    assert refused(right="") == "right"
    link.result.is_example = True
    assert refused() == "link"
    link.result.is_example, link.result.state = False, "ready"
    assert refused() == "link"
    assert (server.asked, KeptCopy.objects.count()) == ([], 0)


def test_what_lies_at_a_hijacked_address_is_not_kept(link: ResultLink, editor: User, server: Server) -> None:
    host = LinkHost.objects.create(name="school.example", ready_at=timezone.now())
    LinkState.objects.create(
        url=link.url, url_hash=hash_of(link.url), host=host, state="unsafe",
        what="gambling", next_check_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(CopyRefused, match="Something else lies at this address"):
        request_copy(link, by=editor, right="own", words="Made by our school.", is_confirmed=True)
    assert server.asked == []


def test_the_watch_knows_where_copies_are(ask_for: Any, link: ResultLink) -> None:
    copy = ask_for(link)
    without = ResultLinkFactory(result=link.result)
    assert copies_of([link, without]) == {link.pk: copy.get_absolute_url()}


def test_the_right_is_kept_with_who_and_when(ask_for: Any, link: ResultLink, editor: User) -> None:
    copy = ask_for(link, right="permission", words="Ms Nowak agreed by e-mail on 3 March.")
    assert (copy.right, copy.requested_by, copy.requested_label) == ("permission", editor, str(editor))
    event = Event.objects.get(kind="copy.requested")
    assert event.changes["right_words"] == [None, "Ms Nowak agreed by e-mail on 3 March."]


def test_a_later_copy_leaves_the_earlier_one(ask_for: Any, link: ResultLink) -> None:
    first, second = ask_for(link), ask_for(link)
    assert {first.state, second.state} == {"done"}
    assert first.path != second.path
    assert stored(first)


def test_two_copies_of_one_link_are_not_made_at_once(link: ResultLink, editor: User) -> None:
    request_copy(link, by=editor, right="own", words="Made by our school.", is_confirmed=True)
    with pytest.raises(CopyRefused, match="right now"):
        request_copy(link, by=editor, right="own", words="Made by our school.", is_confirmed=True)


def test_a_copy_can_be_stopped_while_it_is_made(link: ResultLink, editor: User, monkeypatch: Any) -> None:
    copy = request_copy(link, by=editor, right="own", words="Made by our school.", is_confirmed=True)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        stop_copy(copy, by=editor)

    capturing.run_copy(copy.pk, sleep=sleep)
    copy.refresh_from_db()
    assert (copy.state, copy.path, copy.size) == (WorkState.CANCELLED, "", 0)
    assert Event.objects.filter(kind="copy.stopped", subject_id=copy.pk).count() == 1
    assert 0 < waited[0] <= PAUSE


@pytest.mark.usefixtures("_quick")
def test_a_copy_whose_worker_died_is_begun_anew_and_fails_the_second_time(
    link: ResultLink, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    copy = request_copy(link, by=editor, right="own", words="Made by our school.", is_confirmed=True)
    KeptCopy.objects.filter(pk=copy.pk).update(state="running", tries=1, seen_at="2026-01-01T00:00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        take_up_copies()
    copy.refresh_from_db()
    assert (copy.state, copy.tries) == ("done", 2)
    KeptCopy.objects.filter(pk=copy.pk).update(state="running", seen_at="2026-01-01T00:00:00Z")
    take_up_copies()
    copy.refresh_from_db()
    assert (copy.state, copy.trouble, copy.size) == ("failed", "", 0)
    assert Event.objects.filter(kind="copy.failed", subject_id=copy.pk).count() == 1


def test_bytes_that_no_row_names_go_after_a_day(ask_for: Any, link: ResultLink, published: Result) -> None:
    first, second = ask_for(link), ask_for(link)
    KeptCopy.objects.filter(pk=second.pk).delete()
    storage = storages["default"]
    sweep_copies()
    assert storage.exists(second.path)
    for copy in (first, second):
        os.utime(storage.path(copy.path), (0, 0))
    sweep_copies()
    assert (storage.exists(first.path), storage.exists(second.path)) == (True, False)


def test_what_was_taken_away_is_deleted(ask_for: Any, link: ResultLink, editor: User,
                                        django_capture_on_commit_callbacks: Any) -> None:  # fmt: skip
    copy = ask_for(link)
    path = copy.path
    with django_capture_on_commit_callbacks(execute=True):
        removed = remove_copy(copy, by=editor)
    assert (removed.is_kept, removed.size, removed.pieces.count()) == (False, 0, 0)
    assert not storages["default"].exists(path)
    with pytest.raises(CopyRefused):
        remove_copy(copy, by=editor)


def test_a_server_that_says_too_much_is_not_asked_again(server: Server) -> None:
    server.pages["/one"] = (429, {"Retry-After": "60"}, b"")
    visitor = Visitor(sleep=lambda _seconds: None)
    for path in ("/one", "/two"):
        with pytest.raises(Exception, match="refused"):
            visitor.fetch(server.url(path), largest=1000)
    assert server.asked == ["/robots.txt", "/one"]


def test_a_host_is_asked_as_slowly_as_it_wishes(server: Server) -> None:
    server.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 4\n")
    server.pages["/one"] = server.pages["/two"] = (200, HTML, b"<p>One")
    slept: list[float] = []
    visitor = Visitor(sleep=slept.append, clock=lambda: 100.0)
    for path in ("/one", "/two"):
        visitor.fetch(server.url(path), largest=1000)
    assert slept == [4.0, 4.0]


def test_the_bytes_of_a_copy_are_limited(ask_for: Any, link: ResultLink, monkeypatch: Any) -> None:
    page = len(PIXEL) + 8000
    monkeypatch.setattr(capturing, "MOST_BYTES", page)
    copy = ask_for(link)
    assert copy.state == "done"
    assert sum(piece.size for piece in copy.pieces.all()) <= page
    assert len(SECOND) < page
