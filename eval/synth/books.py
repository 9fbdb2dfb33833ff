"""The accounts behind a synthetic report: whole numbers of 0.01 万元 that add up as real accounts do.

Comes in: a random source and last year's books. Goes out: one year's books. Never words anything.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

SOME = Path(__file__).with_name("functions.csv")


@dataclass(frozen=True, slots=True)
class Function:
    """A functional item: 类, 款, 项 with the seven-digit code; ``basic`` items are paid from 基本支出."""

    code: str
    class_: str
    section: str
    item: str
    basic: bool

    @property
    def path(self) -> str:
        """The glossary's name: 类/款/项."""
        return f"{self.class_}/{self.section}/{self.item}"


@dataclass(frozen=True, slots=True)
class Line:
    """One functional item's year: spent and first budgeted, in 0.01 万元."""

    function: Function
    final: int
    budget: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """One organisation's year. ``amounts`` and ``budgets`` are in 0.01 万元 by key, ``counts`` in single things."""

    year: int
    lines: tuple[Line, ...]
    amounts: dict[str, int] = field(default_factory=dict)
    budgets: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


@cache
def functions() -> tuple[Function, ...]:
    """The functional items that synthetic departments use."""
    with SOME.open(encoding="utf-8", newline="") as file:
        return tuple(Function(r["code"], r["class"], r["section"], r["item"], r["kind"] == "basic") for r in csv.DictReader(file))


def first_books(year: int, chance: Random) -> Books:
    """Books of a year with nothing before it: what last year's figures in the first report come from."""
    chosen = chance.sample([f for f in functions() if f.basic], chance.randint(3, 6))
    chosen += chance.sample([f for f in functions() if not f.basic], chance.randint(2, 6))
    lines = [_line(function, chance, _size(function, chance)) for function in sorted(chosen, key=lambda f: f.code)]
    opening = {"年初结转": chance.randint(0, 40_000), "财年初结转": 0}
    return _close(year, tuple(lines), opening, chance)


def next_books(before: Books, chance: Random) -> Books:
    """Books of the year after *before*: most items go on, some come and go, the closing balance is carried over."""
    lines = [_line(line.function, chance, max(100, round(line.final * chance.uniform(0.6, 1.5)))) for line in before.lines]
    if len(lines) > 5 and chance.random() < 0.3:
        lines.pop(chance.randrange(len(lines)))
    unused = [f for f in functions() if f.code not in {line.function.code for line in lines}]
    if chance.random() < 0.4:
        function = chance.choice(unused)
        lines.append(_line(function, chance, _size(function, chance)))
    opening = {"年初结转": before.amounts["年末结转"], "财年初结转": before.amounts["财年末结转"]}
    return _close(before.year + 1, tuple(sorted(lines, key=lambda line: line.function.code)), opening, chance)


def _size(function: Function, chance: Random) -> int:
    return chance.randint(500, 90_000) if function.basic else chance.randint(100, 400_000)


def _line(function: Function, chance: Random, final: int) -> Line:
    kind = chance.random()
    if kind < 0.15:
        return Line(function, final, 0)
    if kind < 0.25:
        return Line(function, final, final)
    if kind < 0.30:
        return Line(function, 0, chance.randint(100, 5_000))
    return Line(function, final, max(1, round(final * chance.uniform(0.55, 1.35))))


def _close(year: int, lines: tuple[Line, ...], opening: dict[str, int], chance: Random) -> Books:
    amounts = dict(opening)
    budgets: dict[str, int] = {}
    counts: dict[str, int] = {}
    _spend(lines, amounts, budgets, chance)
    _receive(amounts, budgets, chance)
    _hospitality(amounts, budgets, counts, chance)
    _purchases(amounts, chance)
    _holdings(amounts, counts, chance)
    return Books(year=year, lines=lines, amounts=amounts, budgets=budgets, counts=counts)


def _spend(lines: tuple[Line, ...], amounts: dict[str, int], budgets: dict[str, int], chance: Random) -> None:
    general = sum(line.final for line in lines)
    basic = sum(line.final for line in lines if line.function.basic)
    fund = chance.choice((0, 0, 0, chance.randint(1_000, 300_000)))
    other_basic, other_project = chance.choice(((0, 0), (chance.randint(100, 20_000), chance.randint(100, 60_000))))
    people = round(basic * chance.uniform(0.6, 0.95))
    amounts |= {
        "公支出": general, "公基本": basic, "公项目": general - basic, "公人员": people, "公公用": basic - people,
        "基金支出": fund, "国资支出": 0, "财支出": general + fund, "支出": general + fund + other_basic + other_project,
        "基本": basic + other_basic, "项目": general - basic + fund + other_project,
        "基金年初": 0, "基金年末": 0, "上级补助": 0, "经营支出": 0,
    }  # fmt: skip
    budgets |= {"公支出": sum(line.budget for line in lines)}


def _receive(amounts: dict[str, int], budgets: dict[str, int], chance: Random) -> None:
    kept = min(amounts["财年初结转"], amounts["公支出"] // 3)
    closing = chance.choice((0, chance.randint(100, 30_000)))
    amounts["公收入"] = amounts["公支出"] - kept + closing
    amounts["基金收入"] = amounts["基金支出"]
    amounts["财收入"] = amounts["公收入"] + amounts["基金收入"]
    amounts["财年末结转"] = amounts["财年初结转"] + amounts["财收入"] - amounts["财支出"]
    own = amounts["支出"] - amounts["财支出"]
    business = chance.choice((0, own // 3)) if own else 0
    amounts["事业收入"] = business
    amounts["其他收入"] = max(0, own - business) + (chance.randint(0, 9_000) if own else 0)
    amounts["收入"] = amounts["财收入"] + business + amounts["其他收入"]
    amounts["年末结转"] = amounts["年初结转"] + amounts["收入"] - amounts["支出"]
    amounts["总计"] = amounts["收入"] + amounts["年初结转"]
    amounts["财总计"] = amounts["财收入"] + amounts["财年初结转"]
    budgets["支出"] = max(1, round(amounts["支出"] * chance.uniform(0.6, 1.2)))


def _hospitality(amounts: dict[str, int], budgets: dict[str, int], counts: dict[str, int], chance: Random) -> None:
    abroad = chance.choice((0, 0, 0, chance.randint(100, 3_000)))
    buying = chance.choice((0, 0, chance.randint(1_200, 6_000)))
    running = chance.choice((0, chance.randint(50, 3_000)))
    guests = chance.choice((0, chance.randint(5, 2_000), chance.randint(5, 2_000)))
    amounts |= {"出国": abroad, "购置": buying, "运维": running, "公车": buying + running, "接待": guests}
    amounts["三公"] = abroad + buying + running + guests
    for key in ("出国", "购置", "运维", "接待"):
        budgets[key] = (
            round(amounts[key] * chance.uniform(1.0, 1.8)) + chance.choice((0, 0, 50)) if amounts[key] else chance.choice((0, 0, 200))
        )
        if amounts[key] and chance.random() < 0.08:
            budgets[key] = 0
    budgets["公车"] = budgets["购置"] + budgets["运维"]
    budgets["三公"] = budgets["公车"] + budgets["出国"] + budgets["接待"]
    batches = chance.randint(1, 150) if guests else 0
    counts |= {
        "批次": batches,
        "人次": batches * chance.randint(3, 12),
        "团组": 1 if abroad else 0,
        "出国人次": chance.randint(1, 5) if abroad else 0,
    }
    counts |= {"购置辆": max(1, buying // 2_000) if buying else 0, "保有": chance.randint(1, 12) if running else 0}


def _purchases(amounts: dict[str, int], chance: Random) -> None:
    goods, works, services = (chance.choice((0, chance.randint(100, 200_000))) for _ in range(3))
    total = goods + works + services
    small = round(total * chance.uniform(0.5, 1))
    amounts |= {"货物": goods, "工程": works, "服务": services, "采购": total, "中小": small, "小微": round(small * chance.uniform(0.3, 1))}
    amounts["机关运行"] = amounts["公公用"]


def _holdings(amounts: dict[str, int], counts: dict[str, int], chance: Random) -> None:
    command, duty, other = chance.choice((0, 1, 2)), chance.choice((0, 3, 8)), chance.choice((0, 1))
    counts |= {"应急车": command, "执法车": duty, "其他车": other, "车辆": command + duty + other}
    counts |= {"通用设备": chance.choice((0, 0, 2, 5)), "专用设备": chance.choice((0, 0, 1))}
    posts = chance.randint(15, 160)
    counts |= {"编制": posts, "在职": posts - chance.randint(0, 10), "退休": chance.randint(0, 60), "项目数": chance.randint(1, 30)}
    amounts |= {"会议": chance.choice((0, chance.randint(10, 900))), "培训": chance.choice((0, chance.randint(10, 2_000)))}
    amounts["绩效资金"] = amounts["公项目"]
    counts["得分"] = chance.randint(850, 999)
