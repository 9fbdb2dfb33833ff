"""The nine public tables of a synthetic report, as grids of text, with the truth of every amount in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.synth.books import Books, Line
from eval.synth.slots import Ledger
from eval.synth.truth import Slot
from index.records import Basis, Scope

ALL, FISCAL, GENERAL, FUND = Scope.ALL, Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET, Scope.GOVERNMENT_FUND


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in a table: what it is of and how much, in 元."""

    slot: Slot
    yuan: Decimal


Entry = str | Amount


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its title, its header rows and its body; amounts are printed in the report's unit."""

    title: str
    number: str
    head: tuple[tuple[str, ...], ...]
    body: tuple[tuple[Entry, ...], ...]

    def amounts(self) -> Iterator[Amount]:
        """Every amount in it."""
        return (entry for row in self.body for entry in row if isinstance(entry, Amount))


def sheets(ledger: Ledger) -> tuple[Sheet, ...]:
    """The nine tables of a year."""
    return tuple(make(ledger.now) for make in MAKERS)


def _summary(books: Books) -> Sheet:
    left = [
        ("一、一般公共预算财政拨款收入", "公收入", "一般公共预算财政拨款收入", GENERAL),
        ("二、政府性基金预算财政拨款收入", "基金收入", "政府性基金预算财政拨款收入", FUND),
        ("三、事业收入", "事业收入", "事业收入", ALL),
        ("四、其他收入", "其他收入", "其他收入", ALL),
        ("本年收入合计", "收入", "本年收入合计", ALL),
        ("年初结转和结余", "年初结转", "年初结转和结余", ALL),
        ("总计", "总计", "收入总计", ALL),
    ]
    right = [
        ("本年支出合计", "支出", "本年支出合计", ALL),
        ("年末结转和结余", "年末结转", "年末结转和结余", ALL),
        ("总计", "总计", "支出总计", ALL),
    ]
    gap = len(left) - len(right)
    rows = []
    for number, (label, key, item, scope) in enumerate(left):
        other = right[number - gap] if number >= gap else None
        cells: list[Entry] = [label, str(number + 1), _amount(books, key, item, scope)]
        cells += [other[0], str(30 + number), _amount(books, *other[1:])] if other else ["", str(30 + number), ""]
        rows.append(tuple(cells))
    return Sheet("收入支出决算总表", "公开01表", (("项目", "行次", "决算数", "项目", "行次", "决算数"),), tuple(rows))


def _income(books: Books) -> Sheet:
    keys = (("收入", "本年收入合计", ALL), ("财收入", "财政拨款收入", FISCAL), ("事业收入", "事业收入", ALL), ("其他收入", "其他收入", ALL))
    head = ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入", "其他收入")
    return Sheet("收入决算表", "公开02表", (head,), (("", "合计", *(_amount(books, *key) for key in keys)),))


def _spending(books: Books) -> Sheet:
    keys = (("支出", "本年支出合计", ALL), ("基本", "基本支出", ALL), ("项目", "项目支出", ALL))
    head = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
    return Sheet("支出决算表", "公开03表", (head,), (("", "合计", *(_amount(books, *key) for key in keys)),))


def _fiscal(books: Books) -> Sheet:
    head = ("收入项目", "行次", "金额", "支出项目", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款")
    spent = (
        ("财支出", "财政拨款支出", FISCAL),
        ("公支出", "一般公共预算财政拨款支出", GENERAL),
        ("基金支出", "政府性基金预算财政拨款支出", FUND),
    )
    income = _amount(books, "财收入", "财政拨款收入", FISCAL)
    row: tuple[Entry, ...] = ("本年收入合计", "1", income, "本年支出合计", "2", *(_amount(books, *key) for key in spent))
    return Sheet("财政拨款收入支出决算总表", "公开04表", (head,), (row,))


def _general(books: Books) -> Sheet:
    totals = (("公支出", "一般公共预算财政拨款支出", GENERAL), ("公基本", "基本支出", GENERAL), ("公项目", "项目支出", GENERAL))
    rows: list[tuple[Entry, ...]] = [("", "合计", *(_amount(books, *key) for key in totals))]
    for code, path, lines in _levels(books.lines):
        basic = sum(line.final for line in lines if line.function.basic)
        whole = sum(line.final for line in lines)
        slot = Slot(items=(path,), year=books.year, scopes=(GENERAL,), code=code)
        rows.append(
            (code, path.rpartition("/")[2], _cents(slot, whole), _part(slot, "基本支出", basic), _part(slot, "项目支出", whole - basic))
        )
    return Sheet("一般公共预算财政拨款支出决算表", "公开05表", (("科目编码", "科目名称", "小计", "基本支出", "项目支出"),), tuple(rows))


def _basic(books: Books) -> Sheet:
    people = _amount(books, "公人员", "人员经费", GENERAL)
    running = _amount(books, "公公用", "公用经费", GENERAL)
    rows: tuple[tuple[Entry, ...], ...] = (("人员经费合计", people, "公用经费合计", running),)
    return Sheet("一般公共预算财政拨款基本支出决算表", "公开06表", (("人员经费", "决算数", "公用经费", "决算数"),), rows)


def _hospitality(books: Books) -> Sheet:
    names = (("三公", "“三公”经费"), ("出国", "因公出国（境）费"), ("公车", "公务用车购置及运行维护费"), ("购置", "公务用车购置费"),
             ("运维", "公务用车运行维护费"), ("接待", "公务接待费"))  # fmt: skip
    slots = [(key, Slot(items=(item,), year=books.year, scopes=(GENERAL,))) for key, item in names]
    budget = [_cents(slot.with_(basis=Basis.BUDGET), books.budgets[key]) for key, slot in slots]
    final = [_cents(slot, books.amounts[key]) for key, slot in slots]
    parts = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置及运行维护费", "公务用车购置及运行维护费", "公务接待费")
    cars = ("合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    head = (("预算数",) * 6 + ("决算数",) * 6, parts * 2, cars * 2, tuple(str(n) for n in range(1, 13)))
    return Sheet("一般公共预算财政拨款“三公”经费支出决算表", "公开07表", head, (tuple(budget + final),))


def _fund(books: Books) -> Sheet:
    keys = (
        ("基金年初", "年初结转和结余"),
        ("基金收入", "政府性基金预算财政拨款收入"),
        ("基金支出", "政府性基金预算财政拨款支出"),
        ("基金年末", "年末结转和结余"),
    )
    head = ("科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余")
    return Sheet(
        "政府性基金预算财政拨款收入支出决算表", "公开08表", (head,), (("", "合计", *(_amount(books, *key, FUND) for key in keys)),)
    )


def _capital(books: Books) -> Sheet:
    head = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    return Sheet(
        "国有资本经营预算财政拨款支出决算表",
        "公开09表",
        (head,),
        ((f"本部门{books.year}年度没有国有资本经营预算，本表为空。", "", "", "", ""),),
    )


MAKERS: tuple[Callable[[Books], Sheet], ...] = (_summary, _income, _spending, _fiscal, _general, _basic, _hospitality, _fund, _capital)


def _levels(lines: Sequence[Line]) -> Iterator[tuple[str, str, list[Line]]]:
    """类, 款 and 项 in order of their codes, with the lines under each."""
    paths: dict[str, str] = {}
    for line in lines:
        function = line.function
        steps = ((3, function.class_), (5, f"{function.class_}/{function.section}"), (7, function.path))
        paths |= {function.code[:length]: path for length, path in steps}
    for code in sorted(paths):
        yield code, paths[code], [line for line in lines if line.function.code.startswith(code)]


def _amount(books: Books, key: str, item: str, scope: Scope) -> Amount:
    return _cents(Slot(items=(item,), year=books.year, scopes=(scope,)), books.amounts[key])


def _part(slot: Slot, part: str, cents: int) -> Amount:
    """A functional item's 基本支出 or 项目支出: not a slot of its own in the glossary, so any item that names both counts."""
    return _cents(slot.with_(items=(f"{slot.items[0]}·{part}",)), cents)


def _cents(slot: Slot, cents: int) -> Amount:
    return Amount(slot, Decimal(cents) * 100)
