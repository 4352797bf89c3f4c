"""Colours that can be read, whatever accent a project has: contrast after WCAG 2.2, shades and grounds from one accent.

Formulas: WCAG 2.2, definitions of *relative luminance* and *contrast ratio*; OKLab (Björn Ottosson, 2020) for shades
that keep their hue.
"""

import re

# WCAG 2.2, success criterion 1.4.3: text, and large text (from 18 points, or 14 points bold).
TEXT = 4.5
LARGE_TEXT = 3.0
INK = "#111614"
WHITE = "#ffffff"

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
Linear = tuple[float, float, float]


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of "#rrggbb", 0 to 255.

    Raises:
        ValueError: it is written otherwise.
    """
    if not _HEX.fullmatch(colour):
        raise ValueError(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 for black to 1 for white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(ground: str) -> str:
    """Return our ink or white, whichever is read better on the ground, or black where neither reaches 4.5 : 1."""
    better = max((WHITE, INK), key=lambda text: contrast(text, ground))
    # One of black and white always has 4.58 : 1 or more; our ink is a little lighter than black.
    return better if contrast(better, ground) >= TEXT else "#000000"


def readable(colour: str, ground: str, *, ratio: float = TEXT) -> str:
    """Return the colour itself if it can be read on the ground, else its nearest shade that can.

    Its hue stays; it becomes darker on a light ground and lighter on a dark one. Where even black or white has less
    contrast than asked for, the better of the two is returned.
    """
    if contrast(colour, ground) >= ratio:
        return colour.lower()
    end = "#000000" if contrast("#000000", ground) > contrast(WHITE, ground) else WHITE
    if contrast(end, ground) < ratio:
        return end
    near, far = 0.0, 1.0
    for _ in range(12):
        middle = (near + far) / 2
        if contrast(mixed(colour, end, middle), ground) >= ratio:
            far = middle
        else:
            near = middle
    return mixed(colour, end, far)


def mixed(colour: str, other: str, share: float) -> str:
    """Return the colour with a share (0 to 1) of another in it, mixed as eyes mix them."""
    one, two = _oklab(_linear(colour)), _oklab(_linear(other))
    lab = tuple(a + (b - a) * share for a, b in zip(one, two, strict=True))
    return _written(_from_oklab((lab[0], lab[1], lab[2])))


def _linear(colour: str) -> Linear:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    )
    return red, green, blue


def _written(linear: Linear) -> str:
    clamped = (min(1.0, max(0.0, value)) for value in linear)
    encoded = (value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055 for value in clamped)
    return "#" + "".join(f"{round(value * 255):02x}" for value in encoded)


def _oklab(linear: Linear) -> Linear:
    red, green, blue = linear
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lab: Linear) -> Linear:
    lightness, green_red, blue_yellow = lab
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
