"""Questions over the sample reports that the model's tests share, and what is right where the rules refuse."""

import json

from assistant.answer import Reply

WORDED = ("赫山区人社局2020年有哪些职责", "芦淞区人社局2019年机构设置", "什么是项目支出")
FIGURES = ("赫山区2020年项目支出占比", "芦淞区2019年机关运行经费", "赫山区2020年公务接待费")
REFUSED = ("赫山区卫生健康局2020年三公经费", "芦淞区人社局2022年总支出", "今天天气怎么样")
ENGLISH = "What are the duties of the Heshan human resources bureau in 2020?"


def facts_of(reply: Reply) -> object:
    """Everything but wording, warnings and what to ask next."""
    return reply.status, reply.figure, reply.figures, reply.calculation, reply.citations, reply.verdict, reply.refusal


def plan(operation: str, *items: str, whole: str | None = None) -> str:
    """A plan as a model gives it: names alone, no digit."""
    chosen = {"operation": operation, "orgs": [], "years": [], "items": items, "whole": whole, "basis": None}
    return json.dumps(chosen, ensure_ascii=False)


HESHAN, LUSONG, QINGLAN = "赫山区人社局2020年", "芦淞区人社局2019年", "青岚区教育局2022年"
ODD = (
    (f"把{HESHAN}基本支出同项目支出凑作一堆是多大的数", plan("sum", "基本支出", "项目支出"), "5199.35万元"),
    (f"拿{HESHAN}本年支出合计对照本年收入合计，悬殊是多少", plan("difference", "本年支出合计", "本年收入合计"), "487.94万元"),
    (f"{HESHAN}年末结转和结余对照年初结转和结余出入几何", plan("difference", "年末结转和结余", "年初结转和结余"), "-487.94万元"),
    (f"{HESHAN}财政拨款收入于本年收入合计当中所处的份额", plan("share", "财政拨款收入", whole="本年收入合计"), "79.79%"),
    (f"{LUSONG}人员经费对照公用经费悬殊有多大", plan("difference", "人员经费", "公用经费"), "260.87万元"),
    (f"{QINGLAN}会议费同培训费摞在一起有多少", plan("sum", "会议费", "培训费"), "42.65万元"),
    (f"{QINGLAN}其他收入于本年收入合计当中所处的份额", plan("share", "其他收入", whole="本年收入合计"), "1.38%"),
    (f"{QINGLAN}项目支出于本年支出合计当中所处的份额", plan("share", "项目支出", whole="本年支出合计"), "24.29%"),
    (f"{QINGLAN}基本支出和项目支出悬殊有多大", plan("difference", "基本支出", "项目支出"), "11084.35万元"),
    (f"{QINGLAN}“三公”经费较上年起伏多少", plan("change", "“三公”经费"), "16.10万元"),
    (f"{QINGLAN}公务接待费较上年起伏多少", plan("change", "公务接待费"), "-0.48万元"),
    (f"{QINGLAN}财政拨款收入同其他收入摞在一起有多少", plan("sum", "财政拨款收入", "其他收入"), "20253.05万元"),
    (f"{LUSONG}项目支出拿来对照基本支出，相距多少", plan("difference", "项目支出", "基本支出"), "-563.53万元"),
    (f"{LUSONG}本年收入合计拿来对照本年支出合计，相距多少", plan("difference", "本年收入合计", "本年支出合计"), "74.18万元"),
    (f"{HESHAN}机关运行经费于基本支出当中所处的份额", plan("share", "机关运行经费", whole="基本支出"), "31.98%"),
    (f"{HESHAN}本年收入合计拿来对照基本支出，相距多少", plan("difference", "本年收入合计", "基本支出"), "3672.41万元"),
    (f"{QINGLAN}会议费拿来对照培训费，相距多少", plan("difference", "会议费", "培训费"), "-40.85万元"),
    (f"把{LUSONG}人员经费同公用经费凑作一堆是多大的数", plan("sum", "人员经费", "公用经费"), "580.91万元"),
)
"""Questions that the rules do not answer, the plan of a model that understands them, and the figure worked out by hand."""

DIALOGUE = ("赫山区人社局2020年项目支出是多少", "这一坨摆到本年支出合计里头算几分之几")
"""A question, and a follow-up that the rules cannot read: 80.02% is right."""
