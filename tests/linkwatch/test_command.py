"""``plon watch``, and the regular work beside it."""

import functools
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plon.jobs.schedule import registered_works, run_now
from plon.linkwatch import watching
from plon.linkwatch.management.commands import watch as command
from plon.linkwatch.models import LinkState
from plon.results.models import Result
from tests.factories import ResultLinkFactory
from tests.linkwatch.texts import PAGES
from tests.linkwatch.web import Web, page


@pytest.fixture
def links(web: Web, published: Result, monkeypatch) -> Web:
    """Two links, one of a domain for sale; the command asks the hosts of the test."""
    for host, answer in (
        ("fine.example", page(*PAGES["river", "pl"])),
        ("sold.example", page("Domain", "This domain is for sale. Buy this domain.")),
    ):
        ResultLinkFactory(result=published, url=web.put(host, "/lessons", answer))
    local = functools.partial(watching.Watch, ask=web.ask, pause=0.0)
    monkeypatch.setattr(command, "Watch", local)
    monkeypatch.setattr(watching, "Watch", local)
    return web


def test_it_takes_up_what_is_new_looks_and_tells(links: Web) -> None:
    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("watch", stdout=told)
    assert ended.value.code == 1
    assert "2 links looked at" in told.getvalue()
    assert "2 links are new" in told.getvalue()
    assert "1 the domain is for sale" in told.getvalue()
    again = StringIO()
    call_command("watch", stdout=again)
    assert "0 links looked at" in again.getvalue()


def test_it_tells_programs_in_json(links: Web) -> None:
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("watch", "--json", "--at-once", "2", stdout=told)
    answer = json.loads(told.getvalue())
    assert {**answer, "seconds": 0} == {
        "links": 2, "new": 2, "questions": 6, "put_off": 0, "seconds": 0, "troubles": 1,
        "found": {"good": 1, "parked": 1},
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [("--links", "0"), ("--seconds", "-1"), ("--at-once", "0")])
def test_nonsense_is_refused(db: None, wrong: tuple[str, str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("watch", *wrong)
    assert refused.value.returncode == 2


def test_it_is_done_by_the_clock_too(links: Web) -> None:
    assert {"linkwatch.take_up", "linkwatch.watch"} <= {work.name for work in registered_works()}
    assert run_now("linkwatch.take_up")
    assert run_now("linkwatch.watch")
    assert set(LinkState.objects.values_list("state", flat=True)) == {"living", "unsafe"}
