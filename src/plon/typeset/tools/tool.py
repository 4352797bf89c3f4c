"""What a dissemination tool is: a key, what comes out of it, which texts it takes, and three functions."""

from collections.abc import Callable
from dataclasses import dataclass

from plon.typeset.tools.content import ToolContent


@dataclass(frozen=True, slots=True)
class Output:
    """One file that a tool can make, e.g. Output("a3", "pdf", "application/pdf")."""

    key: str
    ending: str
    media_type: str


@dataclass(frozen=True, slots=True)
class TooLong:
    """A text that has no room: which one, and about how many characters must go."""

    text: str
    characters: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What the person sees while typing: pictures of the pages (PNG), or a page of HTML, or plain text to copy."""

    pages: tuple[bytes, ...] = ()
    html: str = ""
    text: str = ""


class TextTooLong(Exception):
    """Texts have no room, so nothing was made: a tool never cuts."""

    def __init__(self, texts: tuple[TooLong, ...]) -> None:
        super().__init__(texts)
        self.texts = texts


class MissingAnswer(Exception):
    """An output needs an answer that is not there, as a calendar file needs a start; the other outputs can be made."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Tool:
    """A dissemination tool.

    Attributes:
        key: e.g. "poster"; the name of its module.
        outputs: the files it makes, the first one is the usual one.
        texts: keys of the texts it shows and lets the team rewrite for this tool: "title", "message", "summary",
            "audience", "how_to_use", "needs", "call" ...
        fields: keys of answers of its own, such as "date" and "place".
        shows_photo: whether a photo stands on it; where none does, none is asked for.
        make: content and output key to bytes. Raises `TextTooLong`, `MissingAnswer`,
            `plon.typeset.compiler.TypesetError`.
        preview: content to what is shown; shows too long texts running over instead of raising.
        too_long: content to what has no room, empty if all fits.
    """

    key: str
    outputs: tuple[Output, ...]
    texts: tuple[str, ...]
    make: Callable[[ToolContent, str], bytes]
    preview: Callable[[ToolContent], Preview]
    too_long: Callable[[ToolContent], tuple[TooLong, ...]]
    fields: tuple[str, ...] = ()
    shows_photo: bool = True

    def output(self, key: str) -> Output:
        """Return the output of that key.

        Raises:
            KeyError: it makes none such.
        """
        return next((output for output in self.outputs if output.key == key), None) or _none(key)


def _none(key: str) -> Output:
    raise KeyError(key)
