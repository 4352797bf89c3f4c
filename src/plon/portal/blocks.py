"""The pieces that editors put an article together from; none of them takes HTML."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

from plon.portal.embeds import choices_of_embeds, render_embed
from plon.portal.references import Reference, read_reference, shown_things

FEATURES = ["bold", "italic", "ol", "ul", "link"]
# What a line of a list or a cell of a table may have.
IN_LINE = ["bold", "italic", "link"]
# Characters of one piece of text; a longer one is better as two.
LONGEST_TEXT = 20_000
MOST_PIECES = 200


def embed_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what rooms above offer to show, in the editor's language."""
    return choices_of_embeds(get_language() or "pl")


class ReferenceBlock(CharBlock):
    """The address of a page of a result or project, as it stands in the browser."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "label": _("Address of its page"),
                "help_text": _("Open the result or project in the catalogue, copy the address, paste it here."),
                "max_length": 500,
                **options,
            }
        )

    def clean(self, value: str) -> str:
        """Keep what leads to a public page, and nothing else.

        Raises:
            ValidationError: it leads nowhere, out of this catalogue, or to what nobody published.
        """
        cleaned = str(super().clean(value))
        if cleaned:
            read_reference(cleaned)
        return cleaned

    def get_searchable_content(self, value: str) -> list[str]:
        """Give the index nothing: what it leads to may be hidden one day, and its address with it."""
        return []

    class Meta:
        icon = "link"


def referred_things(addresses: Sequence[str]) -> Sequence[Any]:
    """Return what is still public of some addresses, in their order."""
    found: list[Reference] = []
    for address in addresses:
        try:
            found.append(read_reference(address, is_checked=True))
        except ValidationError:
            continue
    return shown_things(found)


class Picture(StructBlock):
    """A picture with words below it."""

    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "portal/blocks/picture.html"


class Steps(StructBlock):
    """What to do, one thing after the other."""

    steps = ListBlock(
        StructBlock([
            ("title", CharBlock(label=_("Step"), max_length=120)),
            ("text", TextBlock(label=_("How"), max_length=800, required=False)),
        ]),
        label=_("Steps"),
        min_num=1,
    )  # fmt: skip

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "portal/blocks/steps.html"


class Numbered(StructBlock):
    """A list whose numbers go on from an earlier one."""

    first = IntegerBlock(label=_("First number"), min_value=1, max_value=999, default=1)
    lines = ListBlock(RichTextBlock(label=_("Line"), features=IN_LINE, max_length=1_000), label=_("Lines"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Numbered list that goes on")
        template = "portal/blocks/numbered.html"


class Quote(StructBlock):
    text = TextBlock(label=_("Words"), max_length=1_500)
    who = CharBlock(label=_("Whose words"), max_length=200, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "portal/blocks/quote.html"


class Example(StructBlock):
    """Something told aside: an example, a hint."""

    title = CharBlock(label=_("Title"), max_length=120)
    text = RichTextBlock(label=_("Text"), features=FEATURES, max_length=2_000)

    class Meta:
        icon = "info-circle"
        label = _("Example or hint")
        template = "portal/blocks/example.html"


class Results(StructBlock):
    """Results or projects of the catalogue, as cards."""

    addresses = ListBlock(ReferenceBlock(), label=_("Results and projects"), min_num=1, max_num=6)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            **super().get_context(value, parent_context=parent_context),
            "things": referred_things(value["addresses"]),
        }

    class Meta:
        icon = "grip"
        label = _("Results from the catalogue")
        template = "portal/blocks/results.html"


class Embedded(StructBlock):
    """A collection or a figure, as it stands when somebody reads."""

    name = ChoiceBlock(label=_("What to show"), choices=embed_choices)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        shown = render_embed(value["name"], get_language() or "pl")
        return {**super().get_context(value, parent_context=parent_context), "shown": shown}

    class Meta:
        icon = "view"
        label = _("Collection or figure")
        template = "portal/blocks/embedded.html"


class ArticleBody(StreamBlock):
    """An article."""

    heading = CharBlock(
        label=_("Heading"), icon="title", max_length=160, template="portal/blocks/heading.html", form_classname="title"
    )
    text = RichTextBlock(
        label=_("Text"), icon="pilcrow", features=FEATURES, max_length=LONGEST_TEXT, template="portal/blocks/text.html"
    )
    picture = Picture()
    quote = Quote()
    steps = Steps()
    numbered = Numbered()
    example = Example()
    checklist = ListBlock(
        CharBlock(label=_("Line"), max_length=300),
        label=_("Checklist"), icon="tasks", template="portal/blocks/checklist.html",
    )  # fmt: skip
    table = TypedTableBlock(
        [("text", RichTextBlock(label=_("Column of text"), features=IN_LINE, max_length=1_000, required=False))],
        label=_("Table"), icon="table", template="portal/blocks/table.html",
        help_text=_("Give each column a heading, and read the table on a phone: three columns are many."),
    )  # fmt: skip
    results = Results()
    embedded = Embedded()

    def clean(self, value: Any) -> Any:
        """Keep what can be shown on one page.

        Raises:
            StreamBlockValidationError: a piece is wrong, or the same figure stands there twice: a page can't name the
                parts of both.
        """
        cleaned = super().clean(value)
        seen: set[str] = set()
        again: dict[int, ValidationError] = {}
        for place, piece in enumerate(cleaned):
            name = piece.value["name"] if piece.block_type == "embedded" else ""
            if name and name in seen:
                told = ValidationError(_("This stands in the text already."))
                again[place] = StructBlockValidationError(block_errors={"name": told})
            seen.add(name)
        if again:
            raise StreamBlockValidationError(block_errors=again)
        return cleaned

    class Meta:
        required = False
        max_num = MOST_PIECES


class Lines(StreamBlock):
    """Short sentences, one below the other."""

    line = RichTextBlock(label=_("Line"), icon="tick", features=IN_LINE, max_length=500)

    class Meta:
        required = False
        max_num = 40


class References(StreamBlock):
    """Results and projects below an article."""

    thing = ReferenceBlock()

    class Meta:
        required = False
        max_num = 6
