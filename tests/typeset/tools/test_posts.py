from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.counting import graphemes, length, networks
from plon.typeset.tools.hashtags import hashtags_of, suggest_hashtags
from plon.typeset.tools.posts import TOOL, Post, posts_of
from plon.typeset.tools.tool import TextTooLong, TooLong
from tests.typeset.tools.samples import CONTENT, LINK, RESULT

TAGGED = replace(CONTENT, fields={"hashtags": "#ŻywaRzeka ErasmusPlus, woda; woda 2026"})
NAMES = [network.key for network in networks()]


def post(key: str, content: ToolContent = TAGGED) -> Post:
    return next(post for post in posts_of(content) if post.network.key == key)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Żywa rzeka", 10),
        ("https://plon.example/a/very/long/address/that/goes/on/and/on", 23),
        ("👾", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🙋🏽", 2),
        ("🇵🇱", 2),
        ("ευρώ", 4),
        ("вода", 4),
        ("café", 4),
        ("水", 2),
        ("plon.example", 23),
        ("CC BY 4.0", 9),
    ],
)
def test_x_counts_links_as_23_and_emoji_as_two(text: str, counted: int) -> None:
    assert length(text, "weighted") == counted


def test_each_network_counts_in_its_way() -> None:
    text = f"👨‍👩‍👧‍👦 {LINK}"

    assert length(text, "links") == 1 + 1 + 23
    assert length(text, "graphemes") == 1 + 1 + len(LINK)
    assert length(text, "units") == 11 + 1 + len(LINK)


@given(st.text())
def test_nothing_is_lost_when_a_text_is_parted_into_characters(text: str) -> None:
    assert "".join(graphemes(text)) == text


def test_a_post_says_the_message_first_and_leads_to_the_result() -> None:
    content = replace(TAGGED, results=(replace(RESULT, summary="Zdanie o rzece. " * 20),))

    assert post("x", content).text.split("\n\n") == [
        CONTENT.message,
        CONTENT.title,
        "Dla kogo: Nauczyciele przyrody",
        LINK,
        CONTENT.notices.statement,
        CONTENT.notices.licence_notice,
        "#ŻywaRzeka #ErasmusPlus",
    ]


def test_networks_with_room_get_the_summary_and_the_licence() -> None:
    assert RESULT.summary in post("linkedin").text
    assert CONTENT.notices.licence_notice in post("facebook").text


def test_instagram_is_told_that_its_links_cannot_be_clicked() -> None:
    assert f"Link w naszym profilu i tutaj: {LINK}" in post("instagram").text


def test_a_network_gets_as_many_hashtags_as_it_bears() -> None:
    many = replace(CONTENT, fields={"hashtags": " ".join(f"#tag{n}" for n in range(20))})

    assert post("instagram", many).text.count("#") == 5
    assert "#" not in post("message", many).text


TEXTS = st.text(alphabet=st.sampled_from("aąż 👾水.\n#"), max_size=320)


@settings(max_examples=12)
@given(message=TEXTS, title=TEXTS, summary=TEXTS, tags=TEXTS)
def test_no_post_is_longer_than_its_network_takes_and_none_is_cut(
    message: str, title: str, summary: str, tags: str
) -> None:
    content = replace(
        CONTENT,
        message=message,
        title=title,
        results=(replace(RESULT, summary=summary),),
        fields={"hashtags": tags},
    )
    for made in posts_of(content):
        assert made.length == length(made.text, made.network.counting)
        assert made.over == max(0, made.length - made.network.limit)
        assert LINK in made.text
        whole = {" ".join(text.split()) for text in (message, title or RESULT.title)}
        assert made.text.split("\n\n")[0] in {*whole, LINK} or not any(whole)


def test_a_message_without_room_leaves_the_title() -> None:
    content = replace(TAGGED, message="Rzeka uczy. " * 30)

    assert post("x", content).text.startswith(CONTENT.title)
    assert post("mastodon", content).text.startswith("Rzeka uczy.")


def test_a_post_that_cannot_be_made_is_reported_with_how_much_is_too_long() -> None:
    title = ("Dwanaście lekcji. " * 16).strip()
    content = replace(CONTENT, message="Rzeka uczy. " * 30, title=title)
    over = len(title) + len("\n\n") + 23 - 280

    with pytest.raises(TextTooLong):
        TOOL.make(content, "x")
    assert TOOL.too_long(content) == (TooLong("title", over),)
    assert f"(+{over})" in TOOL.make(content, "posts").decode()


def test_hostile_words_are_words_on_the_page() -> None:
    page = TOOL.make(replace(CONTENT, message="</div><script>alert(1)</script>\x00\u202e"), "posts").decode()

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    assert "javascript" not in TOOL.make(replace(CONTENT, link="javascript:alert(1)"), "posts").decode()


def test_hashtags_are_parted_and_said_once() -> None:
    assert hashtags_of("#Woda, woda;rzeka  #2026 <b>") == ("#Woda", "#rzeka", "#b")


def test_hashtags_are_suggested_from_topics_with_capitals_for_readers_aloud() -> None:
    assert suggest_hashtags(["Key competences", "Środowisko i zmiana klimatu"]) == (
        "#KeyCompetences #ŚrodowiskoIZmianaKlimatu"
    )


@pytest.mark.parametrize("key", NAMES)
def test_each_network_has_a_file_of_its_own(key: str) -> None:
    assert TOOL.make(TAGGED, key).decode() == f"{post(key).text}\n"


def test_the_page_says_how_much_is_seen_before_more() -> None:
    page = TOOL.make(TAGGED, "posts").decode()

    assert "widać przed „więcej”: 140 znaków" in page
    assert page.count("widać przed") == 2
