"""Writes small PDFs for tests: text at a place, rules between places, in the one Chinese font that every reader knows."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, SIZE = 90.0, 505.0, 12.0
LEADING = 24.0


@dataclass
class Sheet:
    """One page being written; heights count from the top."""

    width: int = WIDTH
    height: int = HEIGHT
    commands: list[str] = field(default_factory=list)

    def text(self, x: float, top: float, text: str, size: float = SIZE) -> "Sheet":
        """Print *text* with its left upper corner there."""
        code = text.encode("utf-16-be").hex()
        self.commands.append(f"BT /F1 {size} Tf {x} {self.height - top - size * 0.88:.2f} Td <{code}> Tj ET")
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """Draw a line."""
        self.commands.append(f"0.6 w {x0} {self.height - top} m {x1} {self.height - bottom} l S")
        return self

    def table(self, top: float, columns: Sequence[float], rows: Sequence[Sequence[str]], height: float = 22.0, size: float = 10.0) -> float:
        """Draw a ruled table; a text ``None`` runs on from the cell at its left. Return where it ends."""
        for number, row in enumerate(rows):
            upper = top + number * height
            self.rule(columns[0], upper, columns[-1], upper)
            for column, text in enumerate(row):
                if text != MERGED:
                    self.rule(columns[column], upper, columns[column], upper + height)
                    for line, part in enumerate(text.split("\n")):
                        self.text(columns[column] + 4, upper + 4 + line * size * 1.1, part, size)
            self.rule(columns[-1], upper, columns[-1], upper + height)
        end = top + len(rows) * height
        self.rule(columns[0], end, columns[-1], end)
        return end

    def prose(self, top: float, paragraphs: Sequence[str]) -> float:
        """Set paragraphs as word processors do. Return where they end."""
        return self.lines(top, [line for paragraph in paragraphs for line in wrapped(paragraph)])

    def lines(self, top: float, lines: Sequence[tuple[float, str]]) -> float:
        """Print lines one under the other. Return where they end."""
        for number, (x, line) in enumerate(lines):
            self.text(x, top + number * LEADING, line)
        return top + len(lines) * LEADING


def wrapped(paragraph: str) -> list[tuple[float, str]]:
    """Return the lines of a paragraph with where they start: two characters in, broken where no character fits."""
    lines, x, line = list[tuple[float, str]](), LEFT + 2 * SIZE, ""
    for char in paragraph:
        if x + sum(_width(c, SIZE) for c in line + char) > RIGHT and char not in "，。；：、）":
            lines.append((x, line))
            x, line = LEFT, ""
        line += char
    return [*lines, (x, line)]


MERGED = "\0"


def _width(char: str, size: float) -> float:
    return size * (0.5 if char.isascii() else 1.0)


def pdf(sheets: Sequence[Sheet]) -> bytes:
    """Return a PDF with these pages."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        " /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    bodies = [text.encode() for text in objects]
    for number, sheet in enumerate(sheets):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>".encode()
        )
        packed = zlib.compress("\n".join(sheet.commands).encode())
        bodies.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed))
    return _file(bodies)


def _file(bodies: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(out)
