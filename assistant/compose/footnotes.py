"""Numbers for sources: each span of a report gets one number, in the order of its first mention."""

from collections.abc import Mapping, Sequence

from assistant.answer import Citation, Figure
from assistant.excerpts import Excerpt
from assistant.shelf import by_id
from index.library import Library
from index.quantity import Hedge, Quantity
from index.records import Fact, Place, Report

Source = Fact | Excerpt
Text = tuple["str | Source", ...]
"""Words with sources between them; a source becomes its number in brackets."""


class Footnotes:
    """The citations of one reply, numbered as they are first mentioned."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._sources: list[Source] = []
        self._reports: Mapping[str, Report] | None = None

    def number(self, source: Source) -> int:
        """Return the source's number, a new one at its first mention."""
        key = (source.report, source.start, source.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._sources) + 1
            self._sources.append(source)
        return self._numbers[key]

    def render(self, text: Text) -> str:
        """Join words and numbered sources."""
        return "".join(piece if isinstance(piece, str) else f"[{self.number(piece)}]" for piece in text)

    def figure(self, label: str, quantity: Quantity, fact: Fact | None) -> Figure:
        """A figure with its source's number."""
        return Figure(label, quantity, None if fact is None else self.number(fact))

    def citations(self) -> tuple[Citation, ...]:
        """Every source as a citation, in order."""
        return tuple(self._citation(number, source) for number, source in enumerate(self._sources, start=1))

    def _citation(self, number: int, source: Source) -> Citation:
        report = self._report(source.report)
        quote = source.quote if isinstance(source, Fact) else source.text
        return Citation.of(number, report, quote, self._place(source, report), source.section)

    def _place(self, source: Source, report: Report) -> Place | Fact:
        if isinstance(source, Fact) and source.page is not None and source.box is not None:
            return source
        if report.pages is None:
            return Place(source.start, source.end)
        return self._library.place(source.report, source.start, source.end)

    def _report(self, report: str) -> Report:
        if self._reports is None:
            self._reports = by_id(self._library.reports())
        return self._reports[report]


_HEDGED = {
    Hedge.EXACT: "{}", Hedge.ABOUT: "约{}", Hedge.NEARLY: "近{}", Hedge.JUST_OVER: "{}多",
    Hedge.AT_LEAST: "{}以上", Hedge.AT_MOST: "{}以内",
}  # fmt: skip


def amount(quantity: Quantity, *, unsigned: bool = False) -> str:
    """A figure as readers see it, its hedge kept: 约57.2万元, 3.8%以内."""
    number = abs(quantity.number) if unsigned else quantity.number
    return _HEDGED[quantity.hedge].format(f"{number:f}{quantity.unit.symbol}")


def joined(texts: Sequence[Text], mark: str) -> Text:
    """Texts one after another with *mark* between them."""
    out: list[str | Source] = []
    for number, text in enumerate(texts):
        out.extend((mark, *text) if number else text)
    return tuple(out)
