"""Claims held against the sample reports: right, wrong and why, or not to be settled."""

import re

import pytest

from assistant.answer import Reason, Status, Verdict
from assistant.claims import check
from index.library import Library

RIGHT = (
    "赫山区人社局2020年项目支出4160.35万元，占本年支出合计的80.02%。",
    "赫山区人社局2020年项目支出约4200万元",
    "赫山区人社局2020年国内公务接待100批次",
    "赫山区人社局2020年项目支出超过4000万元",
    "赫山区人社局2020年项目支出4,160.35 万元",
    "赫山区人社局2020年项目支出41603500元",
    "赫山区人社局2020年项目支出0.42亿元",
    "赫山人社局2020年其他收入占收入总计的14.88%",
    "芦淞区人社局2019年机关运行经费160.02万元，比年初预算数增加65.1万元，增长68.58%。政府采购支出总额214.12万元。",
    "2020年赫山区人社局城镇新增就业6501人，2019年芦淞区人社局城镇新增就业12978人。",
    "赫山区人社局2020年三公经费支出4.46万元，完成预算的223%，比上年减少70.31%",
)
WRONG = (
    ("赫山区人社局2020年项目支出4160.35元", "unit"),
    ("赫山区人社局2020年本年支出合计为1277.73万元", "year"),
    ("赫山区人社局2020年公务接待费支出决算2.00万元", "basis"),
    ("赫山区人社局2020年财政拨款基本支出1039.00万元", "scope"),
    ("赫山区人社局2020年本年收入比上年减少2826.15万元", "direction"),
    ("赫山区人社局2020年本年收入比上年下降149.91%", "direction"),
    ("赫山区人社局2020年项目支出占比80.01%", "rounding"),
    ("赫山人社局2020年其他收入占收入总计的24.88%", "arithmetic"),
    ("赫山区人社局2020年机关运行经费332.82万元", "other"),
    ("赫山区人社局2020年公务接待费1亿元", "other"),
    ("赫山区人社局2020年机关运行经费160.02万元", "org"),
    ("赫山区人社局2020年城镇新增就业6510人", "other"),
)
IN_WORDS = (
    # each sentence, its claims' verdicts
    ("赫山区人社局2020年基本支出约1000万元，不到总支出的两成。", "true true"),
    ("赫山区人社局2020年基本支出约1000万元，不到总支出的一成。", "true false"),
    ("赫山区人社局2020年财政拨款支出4028.76万元，是2019年的3.15倍。", "true true"),
    ("赫山区人社局2020年财政拨款支出4028.76万元，是2019年的2.15倍。", "true false"),
    ("芦淞区人社局2019年政府采购支出总额214.12万元，全部授予小微企业。", "true true"),
    ("赫山区人社局2020年支出比上年翻了一番。", "false"),
    ("赫山区人社局2020年支出比上年翻了两番多，近八成是项目支出。", "true true"),
    ("赫山区人社局2020年一半以上的支出是项目支出。", "true"),
    ("赫山区人社局2020年公务接待费完成预算的两倍多。", "true"),
    ("赫山区人社局2020年公务接待费是预算的一倍多。", "false"),
    ("赫山区人社局2020年机关运行经费332.28万元，比预算多了7倍多。", "true true"),
    ("赫山区人社局2020年本年支出5199.35万元，比上年增长超过3倍。", "true true"),
    ("赫山区人社局2020年年末结转1201.55万元，比年初减少近三成。", "true true"),
    ("芦淞区人社局2019年三公经费为零。", "false"),
    ("芦淞区人社局2019年三公经费0万元。", "false"),
    ("芦淞区人社局2019年公务用车保有量为0。", "true"),
    ("芦淞区人社局2019年公务接待费增加0.01万元，增长六分之一。", "true true"),
    ("赫山区人社局2020年接待了100批次900人次，人均接待费大约50元。", "true true true"),
    ("赫山区人社局2020年接待了100批次900人次，人均接待费大约60元。", "true true false"),
    ("赫山区2020年城镇新增就业6501人，登记失业率3.8%。", "true true"),
    ("芦淞区人社局2019年项目支出占比23.8%，是赫山区2020年的三分之一。", "true unverifiable"),
    ("赫山区人社局2020年项目支出4160.35万元，够买十分之一座桥。", "true unverifiable"),
)
UNSETTLED = (
    ("芦淞区人社局2019年食堂支出12万元", Reason.NOT_DISCLOSED),
    ("北京市朝阳区教育局2020年总支出12万元", Reason.NO_REPORT),
    ("芦淞区人社局2022年总支出1075.27万元", Reason.NO_YEAR),
    ("项目支出是4160.35万元", Reason.AMBIGUOUS),
    ("今天天气很好", Reason.OUT_OF_SCOPE),
    ("赫山区人社局2020年项目支出4160.35万元" * 1000, Reason.OUT_OF_SCOPE),
)


@pytest.mark.parametrize("claim", RIGHT)
def test_what_the_reports_state_is_true(samples: Library, claim: str) -> None:
    reply = check(claim, samples)
    assert reply.verdict is Verdict.TRUE, reply.text
    assert reply.status is Status.ANSWERED
    assert all(one.verdict is Verdict.TRUE and one.diagnosis is None for one in reply.claims)


@pytest.mark.parametrize(("claim", "diagnosis"), WRONG)
def test_what_they_do_not_state_is_false_and_says_why(samples: Library, claim: str, diagnosis: str) -> None:
    reply = check(claim, samples)
    assert reply.verdict is Verdict.FALSE, reply.text
    assert [one.diagnosis.value for one in reply.claims if one.diagnosis] == [diagnosis]
    assert reply.claims[0].reported is not None


@pytest.mark.parametrize(("claim", "reason"), UNSETTLED)
def test_what_cannot_be_settled_is_refused_with_the_reason(samples: Library, claim: str, reason: Reason) -> None:
    reply = check(claim, samples)
    assert reply.verdict is Verdict.UNVERIFIABLE
    assert reply.status is Status.REFUSED
    assert reply.refusal is not None
    assert reply.refusal.reason is reason


def test_one_wrong_figure_makes_a_paragraph_false(samples: Library) -> None:
    reply = check("芦淞区人社局2019年基本支出819.40万元，项目支出255.78万元；食堂支出12万元。", samples)
    assert reply.verdict is Verdict.FALSE
    assert [one.verdict for one in reply.claims] == [Verdict.TRUE, Verdict.FALSE, Verdict.UNVERIFIABLE]


@pytest.mark.parametrize("claim", [*RIGHT, *(claim for claim, _ in WRONG)])
def test_every_quote_is_verbatim_and_every_figure_of_the_text_is_sourced(samples: Library, claim: str) -> None:
    reply = check(claim, samples)
    for citation in reply.citations:
        assert samples.text(citation.report, citation.start, citation.end) == citation.quote
    quotes = "".join(citation.quote for citation in reply.citations)
    results = [str(one.result) for one in reply.calculation]
    for number in re.findall(r"\d[\d.]*(?:万元|元|%|人)", re.sub(r"\[\d+\]", "", reply.text)):
        assert number in re.sub(r"\s", "", quotes) or number in results, number


@pytest.mark.parametrize(("text", "verdicts"), IN_WORDS)
def test_figures_in_words_are_checked_or_said_not_to_be(samples: Library, text: str, verdicts: str) -> None:
    reply = check(text, samples)
    assert [claim.verdict.value for claim in reply.claims] == verdicts.split(), reply.text
    worst = next(verdict for verdict in ("false", "unverifiable", "true") if verdict in verdicts.split())
    assert reply.verdict is not None
    assert reply.verdict.value == worst
    for claim in reply.claims:
        assert claim.verdict is Verdict.UNVERIFIABLE or claim.reported is not None


def test_a_share_of_another_whole_is_named(samples: Library) -> None:
    reply = check("赫山区人社局2020年人员经费472.74万元，占本年支出合计的58.72%。", samples)
    assert [claim.verdict.value for claim in reply.claims] == ["true", "false"]
    assert "占基本支出的比重" in reply.text


def test_a_claim_says_what_it_is_of(samples: Library) -> None:
    reply = check("赫山区人社局2020年项目支出4160.35万元，占本年支出合计的80.02%。", samples)
    assert [claim.stated.label for claim in reply.claims] == ["项目支出", "项目支出占本年支出合计"]
    reply = check("赫山区人社局2020年本年支出合计增加3921.62万元，增长306.92%。", samples)
    assert [claim.stated.label for claim in reply.claims] == ["本年支出合计比上年增减额", "本年支出合计比上年增减率"]
