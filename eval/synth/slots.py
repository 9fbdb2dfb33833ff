"""From a key in a phrase to the slot and the value it stands for.

A key is an account (``公支出``) and, after a dot, what is said of it (``公支出.增减率``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from eval.synth.books import Books, Line
from eval.synth.truth import Slot
from index.records import Against, Basis, Measure, Scope

ALL = (Scope.ALL, None)
FISCAL = (Scope.FISCAL_APPROPRIATION,)
GENERAL = (Scope.GENERAL_PUBLIC_BUDGET,)
FUND = (Scope.GOVERNMENT_FUND,)
OWN = (None, Scope.GENERAL_PUBLIC_BUDGET, Scope.FISCAL_APPROPRIATION, Scope.ALL)
"""Of items that are called the same whatever their 口径: 三公 counts, 机关运行经费, 政府采购."""

HOSPITALITY = (Scope.GENERAL_PUBLIC_BUDGET, Scope.FISCAL_APPROPRIATION, None)
"""Of 三公: some reports say 一般公共预算, some 财政拨款, some neither."""

ACCOUNTS: Mapping[str, tuple[tuple[str, ...], tuple[Scope | None, ...]]] = MappingProxyType(
    {
        "总计": (("收入总计", "支出总计"), ALL),
        "收入": (("本年收入合计",), ALL),
        "支出": (("本年支出合计",), ALL),
        "年初结转": (("年初结转和结余",), ALL),
        "年末结转": (("年末结转和结余",), ALL),
        "财收入": (("财政拨款收入",), FISCAL),
        "公收入": (("一般公共预算财政拨款收入",), GENERAL),
        "基金收入": (("政府性基金预算财政拨款收入",), FUND),
        "事业收入": (("事业收入",), ALL),
        "其他收入": (("其他收入",), ALL),
        "上级补助": (("上级补助收入",), ALL),
        "经营支出": (("经营支出",), ALL),
        "基金年初": (("年初结转和结余", "年初财政拨款结转和结余", "政府性基金预算财政拨款年初结转和结余"), FUND),
        "基金年末": (("年末结转和结余", "年末财政拨款结转和结余", "政府性基金预算财政拨款年末结转和结余"), FUND),
        "基本": (("基本支出",), ALL),
        "项目": (("项目支出",), ALL),
        "财总计": (("财政拨款收入总计", "财政拨款支出总计"), FISCAL),
        "财支出": (("财政拨款支出",), FISCAL),
        "财年初结转": (("年初财政拨款结转和结余",), FISCAL),
        "财年末结转": (("年末财政拨款结转和结余",), FISCAL),
        "公支出": (("一般公共预算财政拨款支出",), GENERAL),
        "公基本": (("基本支出", "一般公共预算财政拨款基本支出"), (*GENERAL, *FISCAL)),
        "公项目": (("项目支出", "一般公共预算财政拨款项目支出"), (*GENERAL, *FISCAL)),
        "公人员": (("人员经费",), (*GENERAL, *FISCAL)),
        "公公用": (("公用经费",), (*GENERAL, *FISCAL)),
        "基金支出": (("政府性基金预算财政拨款支出",), FUND),
        "三公": (("“三公”经费",), HOSPITALITY),
        "出国": (("因公出国（境）费",), HOSPITALITY),
        "公车": (("公务用车购置及运行维护费",), HOSPITALITY),
        "购置": (("公务用车购置费",), HOSPITALITY),
        "运维": (("公务用车运行维护费",), HOSPITALITY),
        "接待": (("公务接待费", "国内公务接待支出"), HOSPITALITY),
        "机关运行": (("机关运行经费",), OWN),
        "采购": (("政府采购支出总额",), OWN),
        "货物": (("政府采购货物支出",), OWN),
        "工程": (("政府采购工程支出",), OWN),
        "服务": (("政府采购服务支出",), OWN),
        "中小": (("授予中小企业合同金额",), OWN),
        "小微": (("授予小微企业合同金额",), OWN),
        "会议": (("会议费",), OWN),
        "培训": (("培训费",), OWN),
        "绩效资金": (("绩效自评资金", "绩效目标管理资金", "涉及资金", "涉及金额"), OWN),
    }
)
COUNTS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "批次": (("国内公务接待批次",), "批次"),
        "人次": (("国内公务接待人次",), "人次"),
        "团组": (("因公出国（境）团组数",), "个"),
        "出国人次": (("因公出国（境）人次",), "人次"),
        "购置辆": (("公务用车购置数",), "辆"),
        "保有": (("公务用车保有量",), "辆"),
        "车辆": (("车辆",), "辆"),
        "应急车": (("应急保障用车",), "辆"),
        "执法车": (("执法执勤用车",), "辆"),
        "其他车": (("其他用车",), "辆"),
        "通用设备": (("单价50万元以上通用设备",), "台（套）"),
        "专用设备": (("单价100万元以上专用设备",), "台（套）"),
        "编制": (("编制数",), "名"),
        "在职": (("在职人数",), "人"),
        "退休": (("退休人数",), "人"),
        "项目数": (("绩效自评项目数", "绩效评价项目", "评价项目", "项目开展绩效自评", "绩效目标管理项目数"), "个"),
    }
)
WHOLES: Mapping[str, str] = MappingProxyType(
    {
        "财收入": "收入", "公收入": "收入", "基金收入": "收入", "事业收入": "收入", "其他收入": "收入", "上级补助": "收入",
        "经营支出": "支出", "基本": "支出", "项目": "支出",
        "财支出": "支出", "公支出": "支出", "公人员": "公基本", "公公用": "公基本", "出国": "三公", "公车": "三公", "接待": "三公",
        "中小": "采购", "小微": "中小", "货物": "采购", "工程": "采购", "服务": "采购", "公基本": "公支出", "公项目": "公支出",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A figure to print: its slot and its exact size, in 元 for money, in percent for rates, in single things for counts."""

    slot: Slot
    number: Decimal
    unit: str  # "money", "%", or a counter word


class NoBase(ValueError):
    """A rate has no base to stand on: the phrase that asks for it must not be printed."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """This year's and last year's books, and the functional line that a phrase is about (None outside such phrases)."""

    now: Books
    before: Books
    line: Line | None = None
    percent_places: int = 2

    def value(self, key: str) -> Value:
        """Return what *key* stands for."""
        account, _, said = key.partition(".")
        if account in COUNTS and not said:
            items, unit = COUNTS[account]
            slot = Slot(items=items, year=self.now.year, scopes=OWN, measure=Measure.COUNT)
            return Value(slot, Decimal(self.now.counts[account]), unit)
        match said:
            case "":
                return self._money(account, self.now.year, self.amount(account))
            case "上年":
                return self._money(account, self.now.year - 1, self.amount(account, last=True))
            case "预算":
                budget = self._money(account, self.now.year, self.budget(account))
                return Value(budget.slot.with_(basis=Basis.BUDGET), budget.number, "money")
            case "占":
                return self._rate(account, self.amount(account), self.whole(account), Measure.SHARE, None)
            case "完成率":
                return self._rate(account, self.amount(account), self.budget(account), Measure.COMPLETION_RATE, Against.BUDGET)
            case "增减" | "增减率":
                return self._change(account, said, self.amount(account, last=True), Against.LAST_YEAR)
            case "差" | "差率":
                return self._change(account, "增减" if said == "差" else "增减率", self.budget(account), Against.BUDGET)
        raise KeyError(key)

    def amount(self, account: str, *, last: bool = False) -> int:
        """The account's size in 0.01 万元, this year or last."""
        if account == "项":
            assert self.line is not None
            return self.line.final
        if account == "类":
            assert self.line is not None
            return sum(line.final for line in self.now.lines if line.function.class_ == self.line.function.class_)
        return (self.before if last else self.now).amounts[account]

    def budget(self, account: str) -> int:
        """The account's first budget in 0.01 万元."""
        if account == "项":
            assert self.line is not None
            return self.line.budget
        return self.now.budgets[account]

    def whole(self, account: str) -> int:
        """What the account's share is taken of."""
        return self.now.amounts["公支出" if account == "类" else WHOLES[account]]

    def slot(self, account: str, year: int) -> Slot:
        """The slot of an account's amount."""
        if account in ("项", "类"):
            assert self.line is not None
            function = self.line.function
            path, code = (function.path, function.code) if account == "项" else (function.class_, function.code[:3])
            return Slot(items=(path,), year=year, scopes=(*GENERAL, *FISCAL), code=code)
        items, scopes = ACCOUNTS[account]
        return Slot(items=items, year=year, scopes=scopes)

    def _money(self, account: str, year: int, cents: int) -> Value:
        return Value(self.slot(account, year), Decimal(cents) * 100, "money")

    def _change(self, account: str, said: str, base: int, against: Against) -> Value:
        slot, change = self.slot(account, self.now.year), self.amount(account) - base
        if said == "增减":
            return Value(slot.with_(measure=Measure.CHANGE, against=against), Decimal(change) * 100, "money")
        return self._rate(account, change, base, Measure.CHANGE_RATE, against)

    def _rate(self, account: str, part: int, whole: int, measure: Measure, against: Against | None) -> Value:
        if not whole:
            raise NoBase(account)
        rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-self.percent_places), ROUND_HALF_UP)
        return Value(self.slot(account, self.now.year).with_(measure=measure, against=against), rate, "%")
