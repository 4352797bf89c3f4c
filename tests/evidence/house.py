"""A `plon serve` in a process of its own, to be killed and measured."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PLON = Path(sys.executable).with_name("plon")
TUS = {"Tus-Resumable": "1.0.0"}
PREPARE = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from plon.accounts.models import User
person = User.objects.create_user(email="coordinator@example.org", password="correct horse", name="Coordinator")
from plon.projects.models import Membership, Project
project = Project.objects.create(title="Clean rivers", programme="erasmus-2021-2027", call_year=2024, origin="created")
Membership.objects.create(project=project, person=person, role="coordinator")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(json.dumps([project.public_id, session.session_key]))
"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage


class House:
    """A `plon serve` of its own, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PLON_", "DJANGO_"))},
            "PLON_DATA": str(folder),
            "PLON_BASE_URL": f"http://127.0.0.1:{self.port}",
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.cookie = ""

    def start(self) -> None:
        command = [str(PLON), "serve", "--no-worker", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 300
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.1)
        raise AssertionError("Plon did not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def sign_in(self) -> str:
        """Make a project with a coordinator, be them from now on, and return the project's public id."""
        project, self.cookie = (str(each) for each in self.say(PREPARE))
        return project

    def say(self, script: str) -> list[object]:
        answer = subprocess.run(
            [str(PLON), "shell", "--no-imports", "-c", script],
            env=self.environment, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        told: list[object] = json.loads(answer.stdout.splitlines()[-1])
        return told

    def ask(self, method: str, url: str, body: bytes = b"", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        token = "t" * 32
        known = {
            **TUS,
            "Cookie": f"sessionid={self.cookie}; csrftoken={token}",
            "X-CSRFToken": token,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        with contextlib.closing(connection):
            connection.request(method, url, body, known)
            answer = connection.getresponse()
            answer.read()
            return Answer(answer.status, answer.headers)

    def send(self, url: str, offset: int, piece: bytes) -> Answer:
        return self.ask("PATCH", url, piece, Upload_Offset=str(offset), Content_Type="application/offset+octet-stream")

    def reached(self, url: str) -> int:
        return int(self.ask("HEAD", url).headers["Upload-Offset"])
