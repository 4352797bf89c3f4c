"""Tools that are made at once, so that tests tell of the toolkit and not of typesetting."""

import pytest

from plon.plans.models import TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from plon.typeset.tools import table
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.tool import MissingAnswer, Output, Preview, TextTooLong, Tool, TooLong
from tests.factories import MessageFactory, MessageTextFactory, ResultFactory, ResultTextFactory, TargetGroupFactory

ROOM = 40


def words_of(content: ToolContent) -> str:
    """Return everything that a thin tool says, line by line."""
    main = content.results[0]
    lines = [content.title, content.message, main.summary, main.needs, content.group, content.link, content.contact]
    notices = content.notices
    photo = content.photo.alt if content.photo else ""
    lines += [notices.statement, notices.disclaimer, notices.licence_notice, notices.project_number, photo]
    return "\n".join([*lines, *(f"{key}={value}" for key, value in content.fields.items())])


def too_long(content: ToolContent) -> tuple[TooLong, ...]:
    over = len(content.title) - ROOM
    return (TooLong("title", over),) if over > 0 else ()


def make(content: ToolContent, output: str) -> bytes:
    if texts := too_long(content):
        raise TextTooLong(texts)
    if output == "calendar" and not content.fields.get("start"):
        raise MissingAnswer("start")
    return f"{output}\n{words_of(content)}".encode()


def thin(key: str, *outputs: Output, fields: tuple[str, ...] = (), shows_photo: bool = True) -> Tool:
    return Tool(
        key, outputs, ("title", "message", "summary", "needs"), make,
        lambda content: Preview(text=words_of(content)), too_long, fields, shows_photo,
    )  # fmt: skip


PDF = Output("a3", "pdf", "application/pdf")
TOOLS = {
    "poster": thin("poster", PDF, Output("a4", "pdf", "application/pdf")),
    "certificate": thin("certificate", PDF, fields=("names", "event", "start"), shows_photo=False),
    "invitation": thin(
        "invitation", PDF, Output("calendar", "ics", "text/calendar"), fields=("event", "start", "end", "place")
    ),
}


@pytest.fixture(autouse=True)
def _thin_tools(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "real_tools" not in request.keywords:
        monkeypatch.setattr(table, "tools", lambda: TOOLS)


@pytest.fixture
def result(project: Project) -> Result:
    made = ResultFactory(project=project, working_title="Twelve lessons", licence="CC-BY-4.0")
    ResultTextFactory(result=made, language="en", title="Twelve lessons", summary="Lessons *outdoors*.", needs="A jar")
    ResultTextFactory(result=made, language="pl", title="Dwanaście lekcji", summary="Lekcje w terenie.")
    return made


@pytest.fixture
def group(project: Project, result: Result) -> TargetGroup:
    made = TargetGroupFactory(project=project, name="Teachers of biology")
    message = MessageFactory(result=result, group=made)
    MessageTextFactory(message=message, language="en", text="Your next lesson is ready.")
    return made
