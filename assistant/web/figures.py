"""One report's key figures: cards and charts, every value with its source.

Comes in: the facts of one report. Goes out: values for ``figures.html``. It never computes a figure; it only picks and orders.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from assistant.answer import Citation
from assistant.evidence import in_words, rank
from assistant.web.charts import Chart, Row, chart
from assistant.web.replies import chip, passage_link
from assistant.web.templates import render
from assistant.web.words import Language, words
from index import glossary
from index.library import Library
from index.records import Basis, Fact, Measure, Report, ReportKind, Scope

CARDS = (
    "收入总计", "本年收入合计", "本年支出合计", "基本支出", "项目支出", "年末结转和结余", "一般公共预算财政拨款支出", "“三公”经费",
    "机关运行经费", "政府采购支出总额",
)  # fmt: skip
_STRUCTURES = (
    ("chart_income", "本年收入合计"),
    ("chart_expenditure", "本年支出合计"),
    ("chart_three_public", "“三公”经费"),
)
_TOTALS = ("本年收入合计", "本年支出合计", "基本支出", "项目支出", "财政拨款支出", "一般公共预算财政拨款支出")
_THREE_PUBLIC = ("“三公”经费", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
_WIDEST_FIRST = (Scope.ALL, None, Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET, Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL)
_BUDGETED_FIRST = (Scope.GENERAL_PUBLIC_BUDGET, Scope.FISCAL_APPROPRIATION, None, Scope.ALL, Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL)
"""What is published as “三公”经费 is what the public budget paid; a wider figure elsewhere is another figure."""


@dataclass(slots=True)
class Sources:
    """Numbers the places that figures come from, each place once, in the order of their use."""

    report: Report
    language: Language
    _facts: list[Fact] = field(default_factory=list)

    def chip(self, fact: Fact) -> Markup:
        """The numbered link to a fact's place."""
        return chip(self._citation(self._number(fact), fact), 0, self.language)

    def listed(self) -> list[tuple[Citation, str]]:
        """Every source with its address."""
        citations = [self._citation(number, fact) for number, fact in enumerate(self._facts, 1)]
        return [(citation, passage_link(citation, self.language)) for citation in citations]

    def _number(self, fact: Fact) -> int:
        if fact not in self._facts:
            self._facts.append(fact)
        return self._facts.index(fact) + 1

    def _citation(self, number: int, fact: Fact) -> Citation:
        return Citation.of(number, self.report, fact.quote, fact, fact.section)


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure, its source, and what else the report prints for the same slot."""

    label: str
    fact: Fact
    source: Markup
    others: tuple[tuple[Fact, Markup], ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """The amounts of one report, by item and basis and year."""

    report: Report
    facts: tuple[Fact, ...]

    @classmethod
    def of(cls, library: Library, report: Report) -> "Picked":
        """Take a report's own amounts out of the library."""
        facts = library.facts(reports=[report.id], measures=[Measure.AMOUNT])
        return cls(report, tuple(fact for fact in facts if fact.org == report.org))

    @property
    def basis(self) -> Basis:
        """What the report is about: final figures, or the budget's."""
        return Basis.FINAL if self.report.kind is ReportKind.FINAL else Basis.BUDGET

    def all(self, item: str, basis: Basis | None = None, year: int | None = None) -> list[Fact]:
        """Every figure of an item, the scope first that its name means, then as an answer would choose."""
        found = [
            fact for fact in self.facts
            if fact.item == item and fact.basis is (basis or self.basis) and fact.year == (year or self.report.year) and fact.whole is None
        ]  # fmt: skip
        order = _BUDGETED_FIRST if item in _THREE_PUBLIC else _WIDEST_FIRST
        return sorted(found, key=lambda fact: (order.index(fact.scope), rank(fact), in_words(fact), fact.start))

    def besides(self, fact: Fact) -> list[Fact]:
        """What else the report prints in a figure's place, or without saying another scope, and differently."""
        return [
            other for other in self.all(fact.item, fact.basis, fact.year)
            if other.scope in (fact.scope, None) and not other.quantity.agrees_with(fact.quantity)
        ]  # fmt: skip

    def one(self, item: str, basis: Basis | None = None, year: int | None = None, scope: Scope | str | None = "any") -> Fact | None:
        """The item's figure, of one scope where it is named."""
        found = [fact for fact in self.all(item, basis, year) if scope == "any" or fact.scope is scope]
        return found[0] if found else None


def figures_html(library: Library, report: Report, language: Language) -> Markup:
    """Render a report's key figures."""
    picked, sources = Picked.of(library, report), Sources(report, language)
    cards = [card for item in CARDS if (card := _card(picked, item, sources)) is not None]
    pairs = [make(picked, items, sources, language) for make in (_budget, _years) for items in (_TOTALS, _THREE_PUBLIC)]
    charts = [*_structures(picked, sources, language), *pairs]
    drawn = [made for made in charts if made is not None]
    return render("figures.html", language, {"report": report, "cards": cards, "charts": drawn, "sources": sources.listed()})


def _card(picked: Picked, item: str, sources: Sources) -> Card | None:
    found = picked.all(item)
    if not found:
        return None
    first = found[0]
    return Card(item, first, sources.chip(first), tuple((fact, sources.chip(fact)) for fact in picked.besides(first)))


def _structures(picked: Picked, sources: Sources, language: Language) -> Iterable[Chart | None]:
    for title, whole in _STRUCTURES:
        total = picked.one(whole)
        parts = glossary.item(whole).parts
        scope = total.scope if total else None
        facts = [fact for part in parts if (fact := picked.one(part, scope=scope) or picked.one(part)) is not None]
        yield chart(words(language)[title], _rows([fact for fact in facts if fact.scope is facts[0].scope], sources))


def _budget(picked: Picked, items: Sequence[str], sources: Sources, language: Language) -> Chart | None:
    pairs = [(picked.one(item, Basis.BUDGET), picked.one(item, Basis.FINAL)) for item in items]
    names = (words(language)["series_budget"], words(language)["series_final"])
    return _paired(words(language)["chart_budget"], pairs, names, sources)


def _years(picked: Picked, items: Sequence[str], sources: Sources, language: Language) -> Chart | None:
    year = picked.report.year
    pairs = [(picked.one(item, year=year - 1), picked.one(item)) for item in items]
    names = tuple(words(language)["year_of"].format(year=number) for number in (year - 1, year))
    return _paired(words(language)["chart_years"], pairs, names, sources)


def _paired(title: str, pairs: Sequence[tuple[Fact | None, Fact | None]], names: tuple[str, ...], sources: Sources) -> Chart | None:
    """Two bars an item, only where both are printed, of one scope."""
    rows: list[Row] = []
    for before, after in pairs:
        if before is not None and after is not None and before.scope is after.scope and (before.quantity.number or after.quantity.number):
            rows.append(Row(f"{before.item} {names[0]}", before.quantity, sources.chip(before), 1))
            rows.append(Row(f"{after.item} {names[1]}", after.quantity, sources.chip(after), 0))
    return chart(title, rows, (names[1], names[0])) if rows else None


def _rows(facts: Sequence[Fact], sources: Sources) -> list[Row]:
    return [Row(fact.item, fact.quantity, sources.chip(fact)) for fact in facts]
