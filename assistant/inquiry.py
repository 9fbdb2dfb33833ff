"""What a question asks, slot by slot: the values that ``question`` makes and ``plan`` reads.

Never holds anything that only the library's figures can tell.
"""

from dataclasses import dataclass
from enum import Enum

from index.quantity import Dimension, Quantity
from index.records import Against, Basis, Measure, ReportKind, ReportLevel, Scope


class Operation(Enum):
    """What is to be done with the items. The value goes into the reply's ``understood.operation``."""

    LOOKUP = "lookup"
    SHARE = "share"
    CHANGE = "change"  # how much more or less than last year, or than the budget (``against``)
    CHANGE_RATE = "change_rate"
    COMPLETION = "completion"  # 完成率, 执行率
    DIFFERENCE = "difference"  # first item minus second, or first year/org minus second
    SUM = "sum"
    MULTIPLE = "multiple"  # A 是 B 的几倍
    TIMES_MORE = "times_more"  # A 比 B 高出几倍
    PER_UNIT = "per_unit"  # 人均, 每批次, 每人次: first item ÷ second (a count)
    REMAINDER = "remainder"  # first item minus all others
    REVERSE = "reverse"  # last year's figure from this year's and the change
    RANKING = "ranking"  # largest, smallest, top n, order
    COMPARE = "compare"  # the same item side by side over orgs or years
    COUNT_OF = "count_of"  # how many items meet a condition
    INDICATOR = "indicator"  # one of the named formulas
    VERIFY = "verify"  # is it true that …
    DEFINITION = "definition"
    DUTIES = "duties"
    COMPOSITION = "composition"  # units, offices, what an item consists of
    REASON = "reason"
    PASSAGE = "passage"  # problems, measures, results, anything else that the report says in words
    CORPUS = "corpus"  # which reports are there
    NONE = "none"  # nothing that reports answer


class Condition(Enum):
    """Which items a described group holds: 凡是没花完预算的项目, 超预算的, 年初没有预算的."""

    ANY = "any"
    UNDER_BUDGET = "under_budget"
    OVER_BUDGET = "over_budget"
    NO_BUDGET = "no_budget"
    INCREASED = "increased"
    DECREASED = "decreased"
    ZERO = "zero"


class Relation(Enum):
    """How the figure shall stand to the one that a question claims: 超过500万, 不到一半, 有没有."""

    EQUAL = "="
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    ANY = "any"  # there is such a figure and it is not zero: 有没有公务接待费
    NONE = "none"  # there is none, or it is zero: 没有出国吧
    BETWEEN = "between"  # from ``claimed`` to ``claimed_to``: 在4万到5万之间


_MEASURED = frozenset("公平千")
"""公里 and 公顷 are no counters, but measures of two characters."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of figure a question asks for. ``said`` names it to the reader; ``counters`` are the words that count so (件起宗),
    ``label`` is what the name of the figure must hold one of (购|买); both are empty where nothing of the kind was said.
    """

    said: str
    dimension: Dimension
    counters: str = ""
    label: str = ""

    def fits(self, quantity: Quantity) -> bool:
        """Whether a figure may be one of the sort: any but money where something is counted."""
        if self.dimension is Dimension.COUNT:
            return quantity.unit.dimension is not Dimension.MONEY
        return quantity.unit.dimension is self.dimension

    def counts(self, quantity: Quantity) -> bool:
        """Whether a figure is counted in the very words of the question."""
        base = quantity.unit.base
        alike = base[:2] in self.counters if base[:1] in _MEASURED else base[:1] in self.counters
        return self.fits(quantity) and (not self.counters or alike)

    def names(self, label: str) -> bool:
        """Whether a figure of this name may be meant."""
        return not self.label or any(word in label for word in self.label.split("|"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One item as asked. ``item`` is the glossary's name, or the words themselves where ``known`` is false.

    A slot that is None was not said of this item; the question's own slots hold then. ``paths`` are the functional items
    (类/款/项) that a name such as 行政运行 may mean, where it means several: ``item`` is then their last step, ``code`` None,
    and every path that the report has a figure for is meant. ``near`` are known names close to words that name nothing known.
    ``sort`` is what the item's own figure must be counted in: 每场 of what something is spread over.
    """

    item: str
    said: str
    known: bool = True
    code: str | None = None
    measure: Measure | None = None
    basis: Basis | None = None
    scope: Scope | None = None
    year: int | None = None
    org: str | None = None
    level: ReportLevel | None = None
    paths: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was taken for another, said aloud in the reply. ``certain`` is false where the reader must be asked; ``meant`` is empty
    where nobody can tell what was meant.

    The slots are filled with what was meant in either case.
    """

    said: str
    meant: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class OrgChoice:
    """An organisation as said that fits several in the library, or none (``choices`` empty, ``near`` what is close)."""

    said: str
    choices: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A question's words without organisation, year and figures; at ``spans`` stand those that the answer must explain."""

    text: str
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, words: str) -> "Content":
        """Words that must all be explained."""
        return cls(words, ((0, len(words)),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its slots. ``orgs`` are names of organisations in the library; ``years`` as asked, oldest first.

    ``items`` keeps the order of the words; for a share the first is the part and ``whole`` the named whole, if any.
    ``group`` names what a ranking or a described sum runs over: an item whose parts are meant, "类", "款", "项",
    "orgs" or "years". ``topic`` are the content words of a question that is answered in the report's own words.
    ``sure`` tells how sure the rules are, 0 to 1. ``inherited`` names the slots that an earlier turn filled.
    ``of`` is the operation whose result is verified, explained, compared or ranked (VERIFY of SHARE: 占比真的有80%吗;
    DIFFERENCE of SHARE: 占比差几个百分点); None stands for LOOKUP. ``claimed``, ``claimed_direction`` (+1 more, −1 less) and
    ``relation`` are what the question takes for granted or asks to confirm, whatever its operation.
    ``indicator`` is the named formula, as in 预算执行率, without quotation marks. ``last_years`` asks for the n latest years.
    ``nth`` asks for the n-th of a ranking alone (第二大), ``top`` for the first n of it.
    For REVERSE ``years`` is this year's, from whose figure and change last year's follows. ``leftover`` are words that the
    rules could not place: where there are some beside a figure's item, the figure may not be the one that was meant.
    ``courtesy`` tells that nothing was said but a greeting or thanks.
    ``sort`` tells what may answer: money, a score, a number of 户. ``content`` are the words by which a label of the report's own may be
    meant, ``context`` those of the question before it: of several labels the one that shares them is. ``winner`` is
    what a ranking put first: a later question that names nothing else means it (哪一类最多，占几成).
    ``spoken`` are the items that earlier turns asked for, the latest first: a part without a whole may be of one of them.
    ``framed`` tells that the items are whatever stands around the words of a calculation, known or not.
    """

    text: str
    operation: Operation
    orgs: tuple[str, ...] = ()
    org_choices: tuple[OrgChoice, ...] = ()
    years: tuple[int, ...] = ()
    kind: ReportKind | None = None
    level: ReportLevel | None = None
    items: tuple[Asked, ...] = ()
    whole: Asked | None = None
    basis: Basis | None = None
    scope: Scope | None = None
    measure: Measure | None = None
    against: Against | None = None
    group: str | None = None
    condition: Condition = Condition.ANY
    descending: bool = True
    top: int | None = None
    unit: str | None = None
    claimed: Quantity | None = None
    claimed_to: Quantity | None = None
    claimed_direction: int | None = None
    topic: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    inherited: tuple[str, ...] = ()
    sure: float = 1.0
    language: str = "zh"
    of: Operation | None = None
    relation: Relation | None = None
    indicator: str | None = None
    last_years: int | None = None
    nth: int | None = None
    leftover: tuple[str, ...] = ()
    content: Content | None = None
    sort: Sort | None = None
    context: str = ""
    courtesy: bool = False
    winner: Asked | None = None
    framed: bool = False
    spoken: tuple[Asked, ...] = ()
