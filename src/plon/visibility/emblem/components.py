"""Areas of a picture that hang together, by runs of pixels: quick in numpy alone, whatever the picture holds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Bounding boxes (right and bottom excluded) and areas in pixels, one entry for each area found."""

    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    area: Ints

    def where(self, kept: Bools) -> "Boxes":
        return Boxes(self.left[kept], self.top[kept], self.right[kept], self.bottom[kept], self.area[kept])

    def __len__(self) -> int:
        return len(self.left)


def areas_of_mask(mask: Bools) -> Boxes:
    """Return the areas of True pixels that touch by their sides."""
    height, width = mask.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _rows, ends = np.nonzero(steps == -1)
    above, below = _touching(rows, starts, ends, width + 2)
    return _boxes(_joined(len(rows), above, below), rows, starts, ends)


def areas_of_like_colour(picture: Floats, tolerance: float) -> Boxes:
    """Return the areas whose neighbouring pixels differ by less than `tolerance` in every channel."""
    height, width, _channels = picture.shape
    breaks = np.ones((height, width + 1), bool)
    breaks[:, 1:-1] = np.abs(np.diff(picture, axis=1)).max(axis=2) > tolerance
    rows, edges = np.nonzero(breaks)
    inner = rows[:-1] == rows[1:]
    starts, ends, rows = edges[:-1][inner], edges[1:][inner], rows[:-1][inner]
    middles = picture[rows, (starts + ends) // 2]
    above, below = _touching(rows, starts, ends, width + 2)
    alike = np.abs(middles[above] - middles[below]).max(axis=1) <= tolerance if len(above) else np.zeros(0, bool)
    return _boxes(_joined(len(rows), above[alike], below[alike]), rows, starts, ends)


def _touching(rows: Ints, starts: Ints, ends: Ints, stride: int) -> tuple[Ints, Ints]:
    """Return the pairs of runs of which the second lies in the row below the first and shares a column with it."""
    first = np.searchsorted(rows * stride + ends, (rows + 1) * stride + starts, side="right")
    last = np.searchsorted(rows * stride + starts, (rows + 1) * stride + ends, side="left")
    counts = np.maximum(last - first, 0)
    above = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(above)) - np.repeat(np.cumsum(counts) - counts, counts)
    return above, np.repeat(first, counts) + offsets


def _joined(count: int, one: Ints, other: Ints) -> Ints:
    """Return a label for each run; runs joined by pairs, however far, share the smallest one."""
    labels = np.arange(count)
    while True:
        low, high = np.minimum(labels[one], labels[other]), np.maximum(labels[one], labels[other])
        apart = low != high
        if not apart.any():
            return labels
        one, other = one[apart], other[apart]
        np.minimum.at(labels, high[apart], low[apart])
        while True:
            jumped = labels[labels]
            if np.array_equal(jumped, labels):
                break
            labels = jumped


def _boxes(labels: Ints, rows: Ints, starts: Ints, ends: Ints) -> Boxes:
    names, index = np.unique(labels, return_inverse=True)
    count = len(names)
    left, top = np.full(count, np.iinfo(np.int64).max), np.full(count, np.iinfo(np.int64).max)
    right, bottom, area = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.minimum.at(left, index, starts)
    np.minimum.at(top, index, rows)
    np.maximum.at(right, index, ends)
    np.maximum.at(bottom, index, rows + 1)
    np.add.at(area, index, ends - starts)
    return Boxes(left, top, right, bottom, area)
