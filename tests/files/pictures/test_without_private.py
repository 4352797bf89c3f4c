"""Nothing of what a camera wrote stays but the day and which way is up; not a pixel changes."""

import io
import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plon.files.pictures import exif, jpeg, png, webp
from plon.files.pictures.malformed import Malformed
from tests.evidence import pictures
from tests.evidence.pictures import EXIF, GPS, SECRET

PROFILE = b"\x00" * 36 + b"acsp" + b"\x00" * 88


WHOLE = {"jpeg": pictures.jpeg(), "png": pictures.png(), "webp": pictures.webp()}


def full_jpeg() -> bytes:
    """A JPEG with everything that cameras, phones and editors put into one."""
    content = pictures.jpeg(icc_profile=PROFILE, exif=pictures.told_by_camera(orientation=6), comment=SECRET)
    more = (
        pictures.jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + SECRET)
        + pictures.jpeg_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + SECRET)
        + pictures.jpeg_segment(0xEB, SECRET)
    )
    # A film or a second picture hangs behind the end, as phones do it.
    return content[:2] + more + content[2:] + SECRET + pictures.jpeg()


@pytest.mark.parametrize(
    ("without_private", "content"),
    [
        (jpeg.without_private, full_jpeg()),
        (jpeg.without_private, pictures.jpeg(progressive=True)),
        (png.without_private, pictures.png() + SECRET),
        (webp.without_private, pictures.webp() + SECRET),
    ],
    ids=["jpeg", "progressive jpeg", "png", "webp"],
)
def test_position_caption_and_notes_go_and_the_pixels_stay(
    without_private: Callable[[bytes], tuple[bytes, exif.About]], content: bytes
) -> None:
    kept, about = without_private(content)

    assert SECRET in content
    assert SECRET not in kept
    assert b"<script" not in kept
    assert pictures.pixels(kept) == pictures.pixels(content)
    with Image.open(io.BytesIO(kept)) as opened:
        told = opened.getexif()
        assert GPS not in told
        assert set(told) <= {0x0112, EXIF}
        assert dict(told.get_ifd(EXIF)) == {0x9003: "2025:03:14 09:26:53"}
    assert about.moment == b"2025:03:14 09:26:53"


def test_a_jpeg_keeps_its_colour_profile_and_which_way_is_up() -> None:
    kept, about = jpeg.without_private(full_jpeg())

    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.info["icc_profile"] == PROFILE
        assert opened.getexif()[0x0112] == 6
    assert about.is_turned


def test_pictures_within_the_picture_are_left_out() -> None:
    content = pictures.jpeg()
    more = pictures.jpeg_segment(0xE2, b"MPF\x00II*\x00" + SECRET)

    kept, _about = jpeg.without_private(content[:2] + more + content[2:])

    assert b"MPF" not in kept
    assert pictures.pixels(kept) == pictures.pixels(content)


def test_what_is_clean_stays_as_it_is() -> None:
    once, _about = jpeg.without_private(full_jpeg())

    assert jpeg.without_private(once)[0] == once


def test_an_animated_png_keeps_moving() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])

    kept, _about = png.without_private(out.getvalue())

    with Image.open(io.BytesIO(kept)) as opened:
        assert getattr(opened, "n_frames", 1) == 3


def test_an_animated_webp_with_alpha_keeps_both() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGBA", (8, 8), (colour, 0, 0, 128)) for colour in (10, 100, 200)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True, exif=pictures.told_by_camera())

    kept, _about = webp.without_private(out.getvalue())

    with Image.open(io.BytesIO(kept)) as opened:
        assert (getattr(opened, "n_frames", 1), opened.mode) == (3, "RGBA")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_survives(orientation: int) -> None:
    kept, about = jpeg.without_private(pictures.jpeg(exif=pictures.told_by_camera(orientation=orientation)))

    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.getexif()[0x0112] == orientation
    assert about.orientation == orientation


@settings(max_examples=40)
@given(cut=st.integers(0, 1500), flips=st.lists(st.tuples(st.integers(0, 1499), st.integers(0, 255)), max_size=8))
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_whatever_is_broken_is_refused_or_read_but_never_more(
    kind: str, cut: int, flips: list[tuple[int, int]]
) -> None:
    content = bytearray(WHOLE[kind][:cut])
    for at, value in flips:
        if at < len(content):
            content[at] = value
    try:
        kept, _about = {"jpeg": jpeg, "png": png, "webp": webp}[kind].without_private(bytes(content))
    except Malformed:
        return
    assert len(kept) <= len(content) + 100


@given(st.binary(max_size=300))
def test_any_bytes_can_stand_where_exif_stands(block: bytes) -> None:
    about = exif.read(b"Exif\x00\x00II*\x00" + block)

    assert 1 <= about.orientation <= 8
    assert exif.read(exif.write(about)) == about


def test_a_directory_that_points_at_itself_ends() -> None:
    entry = struct.pack("<HHII", exif.EXIF_PART, 4, 1, 8)
    block = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)

    assert exif.read(block) == exif.About()
