"""The ruled tables of a scanned page: boxes of cells from the lines in its picture, by OpenCV. Knows no text."""

from collections.abc import Iterable, Sequence
from typing import Any

import cv2
import numpy as np

from index.records import Box

Image = np.ndarray[Any, Any]

_RULE = 0.56  # inch: the shortest horizontal rule
_STROKE = 0.11  # inch: the shortest vertical rule; characters' strokes are sorted out by touching no rule
_LEAST_TABLE = 0.3  # inch
_LEAST_WIDTH = 0.2  # of the page
_LEAST_CELL = (0.06, 0.05)  # inch
_MOST_SKEW = 3.0  # degrees
_LEAST_SKEW = 0.02


def skew(grey: Image) -> float:
    """Return by how many degrees a page is turned, from its long lines; 0 where it has none."""
    black = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    found = cv2.HoughLinesP(black, 1, np.pi / 1800, threshold=200, minLineLength=grey.shape[1] // 6, maxLineGap=8)
    angles: list[float] = []
    for x1, y1, x2, y2 in np.asarray(found if found is not None else []).reshape(-1, 4).astype(float):
        angle = float(np.degrees(np.arctan2(y2 - y1, x2 - x1)))
        if abs(angle) < _MOST_SKEW:
            angles += [angle] * int(np.hypot(x2 - x1, y2 - y1) // 50)
    return float(np.median(angles)) if angles else 0.0


def turned(image: Image, angle: float) -> Image:
    """Return the image set straight."""
    if abs(angle) < _LEAST_SKEW:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)))


def ruled_cells(grey: Image, dots: float) -> list[list[Box]]:
    """Return the boxes of the cells of each table on a straight page, in pixels."""
    mask = _rules(grey, dots)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    tables = []
    for number in range(1, count):
        x, y, width, height = (int(value) for value in stats[number][:4])
        if width >= _LEAST_WIDTH * grey.shape[1] and height >= _LEAST_TABLE * dots:
            part = labels[y : y + height, x : x + width] == number
            cells = [(x + a, y + b, x + c, y + d) for a, b, c, d in _holes(part, dots)]
            if len(cells) > 1:
                tables.append([tuple(map(float, cell)) for cell in cells])
    return tables  # type: ignore[return-value]


def _rules(grey: Image, dots: float) -> Image:
    """Return a mask of the horizontal rules and of the vertical ones that join two of them."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    black = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    across = cv2.morphologyEx(black, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (int(_RULE * dots), 1)))
    down = cv2.morphologyEx(black, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, int(_STROKE * dots))))
    across = cv2.dilate(across, np.ones((3, 9), np.uint8))
    reach = cv2.dilate(across, np.ones((7, 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(down)
    kept = np.zeros(count, bool)
    for number in range(1, count):
        x, y, width, height = (int(value) for value in stats[number][:4])
        left, right = max(0, x - 2), x + width + 2
        top, foot = reach[max(0, y - 4) : y + 5, left:right], reach[max(0, y + height - 5) : y + height + 4, left:right]
        kept[number] = bool(top.any()) and bool(foot.any())
    down = cv2.dilate(np.where(kept[labels], 255, 0).astype(np.uint8), np.ones((9, 3), np.uint8))
    return np.asarray(cv2.bitwise_or(across, down))


def _holes(rules: Image, dots: float) -> Iterable[tuple[int, int, int, int]]:
    """Yield the areas that the rules of one table enclose."""
    height, width = rules.shape
    open_ = np.where(rules, 0, 255).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(open_, connectivity=4)
    for number in range(1, count):
        x, y, wide, high, area = (int(value) for value in stats[number])
        if wide < _LEAST_CELL[0] * dots or high < _LEAST_CELL[1] * dots or area < 0.6 * wide * high:
            continue
        if x > 0 and y > 0 and x + wide < width and y + high < height:
            yield x, y, x + wide, y + high


def column_gaps(cells: Sequence[Box], box: Box) -> list[Box]:
    """Return the cells that a printed line with this box touches; more than one means that it ran over a rule."""
    left, top, right, bottom = box
    middle, reach = (top + bottom) / 2, 0.35 * (bottom - top)
    return [cell for cell in cells if cell[1] - 2 <= middle <= cell[3] + 2 and min(right, cell[2]) - max(left, cell[0]) > reach]
