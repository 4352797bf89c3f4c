"""A repository on this machine that behaves as InvenioRDM's documented REST API does, errors and delays included.

Written after the reference "REST API: Drafts and records, Files, Reviews, Communities" of InvenioRDM 12 and 13. It
keeps what it is told in memory, counts what it published, and can be told to fail at any call, before or after it.
"""

import contextlib
import copy
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Thing = dict[str, Any]
TOKEN = "a-token-of-the-double"
OTHER_TOKEN = "a-token-of-somebody-else"
REQUIRED = ("resource_type", "title", "creators", "publication_date", "publisher")
MISSING_DATA = "Missing data for required field."
OWN_DOIS = "10.5072/double"
NO_PID = "The persistent identifier is not registered."


@dataclass
class Fault:
    """What goes wrong at a call: instead of doing it, or after it was done and before the answer went out."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: Thing | None = None
    is_after: bool = False
    hangs_up: bool = False
    times: int = 1


@dataclass
class Draft:
    """A record in the making, or published: then `files` can't change any more."""

    id: str
    parent: str
    owner: str
    data: Thing
    version: int = 1
    files: dict[str, Thing] = field(default_factory=dict)
    is_published: bool = False
    review: Thing | None = None
    status: str = "draft"


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, message: str, errors: list[Thing] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Thing = {"status": status, "message": message}
        if errors is not None:
            self.body["errors"] = errors


class Double(ThreadingHTTPServer):
    """The repository. `faults` are looked up by "METHOD /path" as a pattern; `asked` is all it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.communities: dict[str, Thing] = {
            "rivers": {"id": "5b8a1f0e-0000-4000-8000-000000000001", "slug": "rivers", "accepts_at_once": False}
        }
        self.asked: list[str] = []
        self.tokens: list[str] = []
        self.faults: list[tuple[str, Fault]] = []
        self.published: list[str] = []
        self.corrupts = False
        self.has_concept_dois = True
        self.is_indexed = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fail(self, pattern: str, status: int = 500, **about: Any) -> None:
        """Let the next call that matches, e.g. "POST .*/publish", go wrong."""
        self.faults.append((pattern, Fault(status, **about)))

    def fault_at(self, call: str) -> Fault | None:
        for place, (pattern, fault) in enumerate(self.faults):
            if re.fullmatch(pattern, call):
                fault.times -= 1
                if fault.times <= 0:
                    del self.faults[place]
                return fault
        return None

    def accept(self, record: str) -> None:
        """Let the community publish a draft that was handed to it."""
        draft = self.drafts[record]
        assert draft.status == "in_review"
        self.publish(draft)

    def decline(self, record: str) -> None:
        self.drafts[record].status = "declined"

    def publish(self, draft: Draft) -> None:
        draft.is_published, draft.status = True, "published"
        self.published.append(draft.id)

    def calls(self, pattern: str) -> int:
        return sum(bool(re.fullmatch(pattern, call)) for call in self.asked)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is tested."""


def _complaints(data: Thing) -> list[Thing]:
    about = data.get("metadata") or {}
    found = [{"field": f"metadata.{name}", "messages": [MISSING_DATA]} for name in REQUIRED if not about.get(name)]
    kind = (about.get("resource_type") or {}).get("id", "")
    if kind and not re.fullmatch(r"[a-z]+(-[a-z]+)?", kind):
        found.append({"field": "metadata.resource_type", "messages": [f"Invalid value {kind}."]})
    for place, creator in enumerate(about.get("creators") or []):
        if not creator.get("person_or_org", {}).get("name"):
            where = f"metadata.creators.{place}.person_or_org.name"
            found.append({"field": where, "messages": ["Name cannot be blank."]})
    schemes = [each.get("scheme") for each in about.get("identifiers") or []]
    if len(set(schemes)) != len(schemes):
        found.append({"field": "metadata.identifiers", "messages": ["Only one identifier per scheme is allowed."]})
    doi = ((data.get("pids") or {}).get("doi") or {}).get("identifier", "")
    if doi.startswith(OWN_DOIS):
        words = f"The prefix '{OWN_DOIS}' is administrated locally. Please supply an external DOI."
        found.append({"field": "pids.doi", "messages": [words]})
    return found


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Double

    def log_message(self, *_words: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def do_PUT(self) -> None:
        self._take()

    def do_DELETE(self) -> None:
        self._take()

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        call = f"{self.command} {unquote(parts.path)}"
        with self.server.lock:
            self.server.asked.append(call)
            self.server.tokens.append(self.headers.get("Authorization", ""))
            fault = self.server.fault_at(call)
            if fault is not None and not fault.is_after:
                return self._fail(fault)
            try:
                status, answer = self._route(parts.path, parse_qs(parts.query), body)
            except Refused as refused:
                status, answer = refused.status, refused.body
        if fault is not None:
            return self._fail(fault)
        return self._send(status, answer)

    def _fail(self, fault: Fault) -> None:
        if fault.hangs_up:
            self.close_connection = True
            return
        self._send(fault.status, fault.body or {"status": fault.status, "message": "Trouble."}, fault.headers)

    def _send(self, status: int, answer: Thing | None, headers: dict[str, str] | None = None) -> None:
        raw = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(raw)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(raw)

    def _owner(self) -> str:
        """Return whose token came.

        Raises:
            Refused: none, or one that nobody gave out.
        """
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in {TOKEN, OTHER_TOKEN}:
            raise Refused(
                401, "The server could not verify that you are authorized to access the URL requested. You either "
                "supplied the wrong credentials (e.g. a bad password), or your browser doesn't understand how to "
                "supply the credentials required.",
            )  # fmt: skip
        return token

    def _route(self, path: str, query: dict[str, list[str]], body: bytes) -> tuple[int, Thing | None]:
        for method, pattern, answer in _ROUTES:
            found = re.fullmatch(pattern, path)
            if method == self.command and found:
                return answer(self, *map(unquote, found.groups()), query=query, body=body)
        raise Refused(404, "The requested URL was not found on the server.")

    def _draft(self, key: str, *, owner: str | None = None) -> Draft:
        """Return a draft that may be worked on by whose token came."""
        owner = owner or self._owner()
        draft = self.server.drafts.get(key)
        if draft is None or draft.is_published:
            raise Refused(404, NO_PID)
        if draft.owner != owner:
            raise Refused(403, "Permission denied.")
        return draft

    # What is said of a record.

    def _shown(self, draft: Draft) -> Thing:
        base = f"{self.server.address}/api/records/{draft.id}"
        data = copy.deepcopy(draft.data)
        shown: Thing = {
            "id": draft.id, "status": draft.status, "is_published": draft.is_published,
            "is_draft": not draft.is_published,
            "created": "2026-05-04T10:00:00+00:00", "updated": "2026-05-04T10:00:00+00:00", "revision_id": 4,
            "expires_at": None, "access": data.get("access", {}), "metadata": data.get("metadata", {}),
            "pids": data.get("pids") or {}, "parent": {"id": draft.parent, "communities": {}, "access": {}},
            "versions": {"is_latest": draft.is_published, "is_latest_draft": True, "index": draft.version},
            "files": {"enabled": True, "count": len(draft.files), "entries": {}},
            "links": {
                "self": base if draft.is_published else f"{base}/draft",
                "self_html": f"{self.server.address}/{'records' if draft.is_published else 'uploads'}/{draft.id}",
                "publish": f"{base}/draft/actions/publish", "review": f"{base}/draft/review",
                "files": f"{base}/draft/files", "versions": f"{base}/versions",
            },
        }  # fmt: skip
        if draft.review is not None:
            shown["parent"]["review"] = draft.review
        if draft.is_published and not shown["pids"]:
            doi = {"identifier": f"10.5072/double.{draft.id}", "provider": "datacite", "client": "datacite"}
            shown["pids"] = {"doi": doi, "oai": {"identifier": f"oai:double:{draft.id}", "provider": "oai"}}
            if self.server.has_concept_dois:
                shown["parent"]["pids"] = {"doi": {**doi, "identifier": f"10.5072/double.{draft.parent}"}}
        if not draft.is_published:
            shown["errors"] = _complaints(draft.data)
            if not shown["errors"]:
                del shown["errors"]
        return shown

    def _entry(self, draft: Draft, key: str) -> Thing:
        file = draft.files[key]
        base = f"{self.server.address}/api/records/{draft.id}/draft/files/{key}"
        entry: Thing = {"key": key, "status": file["status"], "created": "2026-05-04T10:00:00+00:00", "metadata": None,
                        "links": {"self": base, "content": f"{base}/content", "commit": f"{base}/commit"}}  # fmt: skip
        if file["status"] == "completed":
            content = file["content"]
            checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
            entry |= {"checksum": f"md5:{checksum}", "size": len(content), "mimetype": "application/octet-stream",
                      "storage_class": "L", "file_id": "f", "version_id": "v", "bucket_id": "b"}  # fmt: skip
        return entry

    def _listed(self, draft: Draft) -> Thing:
        entries = [self._entry(draft, key) for key in draft.files]
        return {"enabled": True, "default_preview": None, "order": [], "entries": entries,
                "links": {"self": f"{self.server.address}/api/records/{draft.id}/draft/files"}}  # fmt: skip

    # One method for each route.

    def _create(self, *, query: object, body: bytes) -> tuple[int, Thing]:
        owner = self._owner()
        number = len(self.server.drafts) + 1
        draft = Draft(f"rec{number:03}", f"par{number:03}", owner, json.loads(body))
        self.server.drafts[draft.id] = draft
        return 201, self._shown(draft)

    def _own(self, *, query: dict[str, list[str]], body: bytes) -> tuple[int, Thing]:
        owner = self._owner()
        wanted = re.fullmatch(r'metadata\.identifiers\.identifier:"([^"]+)"', query.get("q", [""])[0])
        hits = [
            self._shown(draft)
            for draft in self.server.drafts.values()
            if self.server.is_indexed and draft.owner == owner and wanted
            and wanted[1] in [each["identifier"] for each in draft.data["metadata"].get("identifiers", [])]
        ]  # fmt: skip
        return 200, {"hits": {"hits": hits, "total": len(hits)}, "links": {}, "sortBy": "bestmatch"}

    def _read(self, key: str, **_: object) -> tuple[int, Thing]:
        draft = self.server.drafts.get(key)
        if draft is None or not draft.is_published:
            raise Refused(404, NO_PID)
        return 200, self._shown(draft)

    def _read_draft(self, key: str, **_: object) -> tuple[int, Thing]:
        return 200, self._shown(self._draft(key))

    def _change(self, key: str, *, query: object, body: bytes) -> tuple[int, Thing]:
        draft = self._draft(key)
        draft.data = json.loads(body)
        return 200, self._shown(draft)

    def _discard(self, key: str, **_: object) -> tuple[int, None]:
        del self.server.drafts[self._draft(key).id]
        return 204, None

    def _files(self, key: str, **_: object) -> tuple[int, Thing]:
        return 200, self._listed(self._draft(key))

    def _begin(self, key: str, *, query: object, body: bytes) -> tuple[int, Thing]:
        draft = self._draft(key)
        for wanted in json.loads(body):
            if wanted["key"] in draft.files:
                raise Refused(400, f"File with key {wanted['key']} already exists.")
            draft.files[wanted["key"]] = {"status": "pending", "content": None}
        return 201, self._listed(draft)

    def _file(self, key: str, name: str) -> tuple[Draft, Thing]:
        draft = self._draft(key)
        if name not in draft.files:
            raise Refused(404, f'Record "{key}" has no file "{name}".')
        return draft, draft.files[name]

    def _content(self, key: str, name: str, *, query: object, body: bytes) -> tuple[int, Thing]:
        draft, file = self._file(key, name)
        if file["status"] == "completed":
            raise Refused(400, "File is already committed.")
        file["content"] = b"?" + body[1:] if self.server.corrupts else body
        return 200, self._entry(draft, name)

    def _commit(self, key: str, name: str, **_: object) -> tuple[int, Thing]:
        draft, file = self._file(key, name)
        if file["content"] is None:
            raise Refused(400, "Uploaded file is incomplete.")
        file["status"] = "completed"
        return 200, self._entry(draft, name)

    def _remove(self, key: str, name: str, **_: object) -> tuple[int, None]:
        draft, _file = self._file(key, name)
        del draft.files[name]
        return 204, None

    def _import(self, key: str, **_: object) -> tuple[int, Thing]:
        draft = self._draft(key)
        if draft.files:
            raise Refused(400, "Please remove all files first.")
        before = [each for each in self.server.drafts.values() if each.parent == draft.parent and each.is_published]
        draft.files = copy.deepcopy(before[-1].files)
        return 201, self._listed(draft)

    def _publish(self, key: str, **_: object) -> tuple[int, Thing]:
        draft = self._draft(key)
        if draft.review is not None:
            raise Refused(400, "You cannot publish a draft with an open review.")
        self._refuse_unready(draft)
        self.server.publish(draft)
        return 202, self._shown(draft)

    def _refuse_unready(self, draft: Draft) -> None:
        complaints = _complaints(draft.data)
        if not draft.files:
            words = "Missing uploaded files. To disable files for this record please mark it as metadata-only."
            complaints.append({"field": "files.enabled", "messages": [words]})
        if any(file["status"] != "completed" for file in draft.files.values()):
            complaints.append({"field": "files", "messages": ["One or more files have not completed their transfer."]})
        if complaints:
            raise Refused(400, "A validation error occurred.", complaints)

    def _next(self, key: str, **_: object) -> tuple[int, Thing]:
        owner = self._owner()
        before = self.server.drafts.get(key)
        if before is None or not before.is_published:
            raise Refused(404, NO_PID)
        if before.owner != owner:
            raise Refused(403, "Permission denied.")
        begun = [each for each in self.server.drafts.values() if each.parent == before.parent and not each.is_published]
        if begun:
            return 201, self._shown(begun[0])
        number = len(self.server.drafts) + 1
        data = copy.deepcopy(before.data)
        data["metadata"].pop("publication_date", None)
        data["metadata"].pop("version", None)
        draft = Draft(f"rec{number:03}", before.parent, owner, data | {"pids": {}}, before.version + 1)
        draft.status = "new_version_draft"
        self.server.drafts[draft.id] = draft
        return 201, self._shown(draft)

    def _review(self, key: str, *, query: object, body: bytes) -> tuple[int, Thing]:
        draft = self._draft(key)
        asked = json.loads(body)
        receiver = asked["receiver"]["community"]
        if asked["type"] != "community-submission" or receiver not in [
            c["id"] for c in self.server.communities.values()
        ]:
            raise Refused(400, "A validation error occurred.", [{"field": "receiver", "messages": ["Invalid."]}])
        draft.review = {"id": f"req-{key}", "type": "community-submission", "receiver": {"community": receiver}}
        draft.status = "draft_with_review"
        return 200, {**draft.review, "status": "created", "is_open": False}

    def _read_review(self, key: str, **_: object) -> tuple[int, Thing]:
        draft = self._draft(key)
        if draft.review is None:
            raise Refused(404, "The review was not found.")
        is_open = draft.status == "in_review"
        status = "submitted" if is_open else "declined" if draft.status == "declined" else "created"
        return 200, {**draft.review, "status": status, "is_open": is_open}

    def _submit(self, key: str, **_: object) -> tuple[int, Thing]:
        draft = self._draft(key)
        if draft.review is None:
            raise Refused(404, "The review was not found.")
        if draft.status == "in_review":
            raise Refused(400, "You cannot submit a review that is open.")
        self._refuse_unready(draft)
        draft.status = "in_review"
        answer = {**draft.review, "status": "submitted", "is_open": True}
        receiver = draft.review["receiver"]["community"]
        if any(c["accepts_at_once"] for c in self.server.communities.values() if c["id"] == receiver):
            self.server.publish(draft)
            answer["status"] = "accepted"
        return 202, answer

    def _community(self, name: str, **_: object) -> tuple[int, Thing]:
        for community in self.server.communities.values():
            if name in {community["id"], community["slug"]}:
                return 200, {"id": community["id"], "slug": community["slug"], "metadata": {"title": "Rivers"}}
        raise Refused(404, "The persistent identifier does not exist.")


_ROUTES: list[tuple[str, str, Callable[..., tuple[int, Thing | None]]]] = [
    ("POST", r"/api/records", _Handler._create),
    ("GET", r"/api/user/records", _Handler._own),
    ("GET", r"/api/records/([^/]+)", _Handler._read),
    ("GET", r"/api/records/([^/]+)/draft", _Handler._read_draft),
    ("PUT", r"/api/records/([^/]+)/draft", _Handler._change),
    ("DELETE", r"/api/records/([^/]+)/draft", _Handler._discard),
    ("GET", r"/api/records/([^/]+)/draft/files", _Handler._files),
    ("POST", r"/api/records/([^/]+)/draft/files", _Handler._begin),
    ("PUT", r"/api/records/([^/]+)/draft/files/([^/]+)/content", _Handler._content),
    ("POST", r"/api/records/([^/]+)/draft/files/([^/]+)/commit", _Handler._commit),
    ("DELETE", r"/api/records/([^/]+)/draft/files/([^/]+)", _Handler._remove),
    ("POST", r"/api/records/([^/]+)/draft/actions/files-import", _Handler._import),
    ("POST", r"/api/records/([^/]+)/draft/actions/publish", _Handler._publish),
    ("POST", r"/api/records/([^/]+)/versions", _Handler._next),
    ("GET", r"/api/records/([^/]+)/draft/review", _Handler._read_review),
    ("PUT", r"/api/records/([^/]+)/draft/review", _Handler._review),
    ("POST", r"/api/records/([^/]+)/draft/actions/submit-review", _Handler._submit),
    ("GET", r"/api/communities/([^/]+)", _Handler._community),
]


@contextlib.contextmanager
def running() -> Iterator[Double]:
    """Run the repository while the block lasts."""
    double = Double()
    threading.Thread(target=double.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield double
    finally:
        double.shutdown()
        double.server_close()
