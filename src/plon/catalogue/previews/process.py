"""Runs alone, in a process of its own with limits: a file in, pictures of its first pages out. Asks no database."""

import json
import sys
from pathlib import Path
from typing import Any

from plon.files.limited import MB, limit_this_process

MEMORY, SECONDS = 900 * MB, 30
LARGEST = 100 * MB
# Enough to see what it is; who wants more takes the file.
MOST_PAGES = 12
# Pixels.
LONGEST_SIDE, WIDEST_PICTURE, MOST_PIXELS = 1200, 1400, 80_000_000
LONGEST_BEGINNING, LONGEST_LINE, MOST_LINES = 90, 160, 40
QUALITY = 76


def main() -> None:
    """Write 1.webp, 2.webp … to a folder and answer {"page_count", "pages", "outline"}; {} if there is nothing to show.

    Arguments: the kind of file ("pdf", "picture", "docx", "pptx"), its path, the folder.
    """
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    kind, path, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    answer: dict[str, Any] = {}
    try:
        if path.stat().st_size <= LARGEST:
            answer = {"pdf": _pdf, "picture": _picture, "docx": _docx, "pptx": _pptx}[kind](path, folder)
    except Exception as damaged:  # noqa: BLE001  readers raise many kinds for damaged files
        answer = {"problem": type(damaged).__name__}
    json.dump(answer, sys.stdout)


def _pdf(path: Path, folder: Path) -> dict[str, Any]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    pages = []
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        scale = LONGEST_SIDE / max(*page.get_size(), 1)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        picture.save(folder / f"{number + 1}.webp", "WEBP", quality=QUALITY, method=4)
        begins = _beginning(page.get_textpage().get_text_bounded())
        pages.append({"width": picture.width, "height": picture.height, "begins": begins})
        page.close()
    return {"page_count": len(pdf), "pages": pages}


def _beginning(text: str) -> str:
    """Return the first line that says something, for those who don't see the page."""
    for line in text.replace("\ufffe", "-").splitlines():
        said = _one_line(line)
        if sum(sign.isalpha() for sign in said) >= 3:
            return said if len(said) <= LONGEST_BEGINNING else said[: LONGEST_BEGINNING - 1].rstrip() + "…"
    return ""


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _picture(path: Path, folder: Path) -> dict[str, Any]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(path, formats=["JPEG", "PNG", "WEBP", "GIF"]) as opened:
        opened.draft("RGB", (WIDEST_PICTURE, WIDEST_PICTURE))
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    # Drawn anew on white: nothing about where and by whom it was taken goes along.
    picture = Image.new("RGB", upright.size, "white")
    picture.paste(upright, mask=upright)
    picture.thumbnail((WIDEST_PICTURE, WIDEST_PICTURE))
    picture.save(folder / "1.webp", "WEBP", quality=QUALITY, method=4)
    return {"page_count": 1, "pages": [{"width": picture.width, "height": picture.height, "begins": ""}]}


def _docx(path: Path, _folder: Path) -> dict[str, Any]:
    import docx

    document = docx.Document(str(path))
    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith(("Heading 1", "Heading 2"))
    ]
    return {"outline": _lines(headings)}


def _pptx(path: Path, _folder: Path) -> dict[str, Any]:
    import pptx

    slides = pptx.Presentation(str(path)).slides
    titles = [slide.shapes.title.text if slide.shapes.title is not None else "" for slide in slides]
    return {"page_count": len(slides), "outline": _lines(titles)}


def _lines(texts: list[str]) -> list[str]:
    said = [_one_line(text)[:LONGEST_LINE] for text in texts]
    return [line for line in said if line][:MOST_LINES]


if __name__ == "__main__":
    main()
