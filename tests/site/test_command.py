"""The `plon` command itself."""

import gc
import sys

import pytest

from plon import __version__
from plon.site.command import _Plon, main


@pytest.mark.parametrize("word", ["--version", "version"])
def test_it_says_which_plon_it_is(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["plon", word])
    main()
    assert capsys.readouterr().out == f"{__version__}\n"


def test_garbage_is_looked_for_from_the_command_on() -> None:
    """While the house comes in nobody looks; a server that went on so would fill the memory."""
    gc.disable()
    try:
        _Plon(["plon", "check"]).fetch_command("check")
        assert gc.isenabled()
    finally:
        gc.enable()
