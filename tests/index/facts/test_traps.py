"""What misleads in real reports, one case a trap: the sentence, and every figure that it states.

A figure is written item|year|value|basis|measure and, where there is one, |against or |of the whole.
"""
# ruff: noqa: E501 (sentences stay whole)

import pytest

from index.facts import read_facts
from index.records import Fact, Identity, ReportKind, ReportLevel, Section, Source, Unrecognised

GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
THREE = "七、一般公共预算财政拨款“三公”经费支出决算情况说明"


def read(
    text: str, heading: str = "", year: int = 2021, kind: ReportKind = ReportKind.FINAL
) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    identity = Identity(org="临河市东岭区水务局", region="临河市东岭区", year=year, kind=kind, level=ReportLevel.DEPARTMENT, title="")
    source = Source(file="", sha256="", format="txt", text=text)
    sections = (Section((heading,), 1, 0, len(text), 0),) if heading else ()
    return read_facts(source, sections, identity, "r")


def written(fact: Fact) -> str:
    behind = fact.against.value if fact.against else f"of {fact.whole}" if fact.whole else ""
    parts = [fact.item, str(fact.year), str(fact.quantity), fact.basis.value, fact.measure.value, behind]
    return "|".join(part for part in parts if part)


CASES = {
    "a list number glued to a code": (
        GENERAL,
        "3.208社会保障和就业支出（类）02民政管理事务（款）01行政运行（项）年初预算为12.30万元，支出决算为13.00万元。",
        ["社会保障和就业支出/民政管理事务/行政运行|2021|12.30万元|budget|amount",
         "社会保障和就业支出/民政管理事务/行政运行|2021|13.00万元|final|amount"],
    ),
    "a value torn from its unit": ("", "会议费支出0.75\n\n万元。", ["会议费|2021|0.75万元|final|amount"]),
    "two numbers with one unit": (
        "", "基本支出、项目支出分别为4125.49,4143.91万元。",
        ["基本支出|2021|4125.49万元|final|amount", "项目支出|2021|4143.91万元|final|amount"],
    ),
    "a list with units left out": (
        "", "养老、工伤、失业三项保险费收入分别达7.2亿元、560万、102.1万。",
        ["养老保险费收入|2021|7.2亿元|final|amount", "工伤保险费收入|2021|560万元|final|amount",
         "失业保险费收入|2021|102.1万元|final|amount"],
    ),
    "a second list without names": (
        "", "城区、镇区供水户数分别为3.1万户、0.8万户，水费收入分别为620万元、98.5万元。",
        ["城区供水户数|2021|3.1万户|final|count", "镇区供水户数|2021|0.8万户|final|count",
         "城区水费收入|2021|620万元|final|amount", "镇区水费收入|2021|98.5万元|final|amount"],
    ),
    "元 for 万元 stays as stated": (
        "", "授予中小企业合同金额88.20元，占政府采购支出总额的100%。",
        ["授予中小企业合同金额|2021|88.20元|final|amount", "授予中小企业合同金额|2021|100%|final|share|of 政府采购支出总额"],
    ),
    "last year's figure in brackets": (
        "", "本年支出合计520.00万元，与2020年支出（400.00万元）相比，增加120.00万元，增长30%。",
        ["本年支出合计|2021|520.00万元|final|amount", "本年支出合计|2020|400.00万元|final|amount",
         "本年支出合计|2021|120.00万元|final|change|last_year", "本年支出合计|2021|30%|final|change_rate|last_year"],
    ),
    "last year's figure without brackets": (
        "", "本年支出比2020年的400.00万元增加120.00万元。",
        ["本年支出合计|2020|400.00万元|final|amount", "本年支出合计|2021|120.00万元|final|change|last_year"],
    ),
    "the budget in brackets": (
        "", "机关运行经费支出决算为66.00万元，与年初预算（60.00万元）相比，增加6.00万元，增长10%。",
        ["机关运行经费|2021|66.00万元|final|amount", "机关运行经费|2021|60.00万元|budget|amount",
         "机关运行经费|2021|6.00万元|final|change|budget", "机关运行经费|2021|10%|final|change_rate|budget"],
    ),
    "减少 before a rate": (
        "", "财政拨款支出836.00万元，与2020年相比，减少77.00万元，减少8.43%。",
        ["财政拨款支出|2021|836.00万元|final|amount", "财政拨款支出|2021|-77.00万元|final|change|last_year",
         "财政拨款支出|2021|-8.43%|final|change_rate|last_year"],
    ),
    "two bases in one sentence": (
        "", "培训费支出2.00万元，比年初预算减少1.00万元，下降33.33%，比上年增加0.50万元，增长33.33%。",
        ["培训费|2021|2.00万元|final|amount", "培训费|2021|-1.00万元|final|change|budget", "培训费|2021|-33.33%|final|change_rate|budget",
         "培训费|2021|0.50万元|final|change|last_year", "培训费|2021|33.33%|final|change_rate|last_year"],
    ),
    "the budget inside the completion": (
        "", "本年支出合计700万元，完成年初预算500万元的140%。",
        ["本年支出合计|2021|700万元|final|amount", "本年支出合计|2021|500万元|budget|amount",
         "本年支出合计|2021|140%|final|completion_rate|budget"],
    ),
    "three bases of one item": (
        "", "基本支出年初预算100万元，调整预算数150万元，支出决算140万元，完成预算的93.33%，较上年增长5%。",
        ["基本支出|2021|100万元|budget|amount", "基本支出|2021|150万元|adjusted_budget|amount", "基本支出|2021|140万元|final|amount",
         "基本支出|2021|93.33%|final|completion_rate|adjusted_budget", "基本支出|2021|5%|final|change_rate|last_year"],
    ),
    "an adjustment is a change of the plan": (
        GENERAL, "农林水支出（类）水利（款）行政运行（项）年初预算为0万元，支出决算为9.00万元，决算数大于预算数原因为：调整预算增加9.00万元。",
        ["农林水支出/水利/行政运行|2021|0万元|budget|amount", "农林水支出/水利/行政运行|2021|9.00万元|final|amount",
         "农林水支出/水利/行政运行|2021|9.00万元|adjusted_budget|change|budget"],
    ),
    "a plan that grew": (
        GENERAL, "农林水支出（类）水利（款）行政运行（项）：年初预算为0万元，支出决算为9.00万元，决算数大于年初预算数，原因是年中调整增加预算9.00万元。",
        ["农林水支出/水利/行政运行|2021|0万元|budget|amount", "农林水支出/水利/行政运行|2021|9.00万元|final|amount",
         "农林水支出/水利/行政运行|2021|9.00万元|adjusted_budget|change|budget"],
    ),
    "what a total is made of": (
        "", "2021年度收入总计60万元，由本年收入合计50万元和年初结转和结余10万元组成。",
        ["收入总计|2021|60万元|final|amount", "本年收入合计|2021|50万元|final|amount", "年初结转和结余|2021|10万元|final|amount"],
    ),
    "a target and what was reached": (
        "", "全年新增参保人员目标任务数2400人，实际完成2489人；全年基金征缴目标任务数2亿，实际完成16451万元，占目标任务82.2%。",
        ["新增参保人员目标任务数|2021|2400人|final|count", "新增参保人员实际完成|2021|2489人|final|count",
         "基金征缴目标任务数|2021|2亿元|final|amount", "基金征缴实际完成|2021|16451万元|final|amount",
         "基金征缴实际完成|2021|82.2%|final|completion_rate"],
    ),
    "the sum of its parts, not the grand total": (
        "二、收入决算情况说明", "本年收入合计100万元。其中：1.财政拨款收入90万元，占总收入90%。",
        ["本年收入合计|2021|100万元|final|amount", "财政拨款收入|2021|90万元|final|amount", "财政拨款收入|2021|90%|final|share|of 本年收入合计"],
    ),
    "a path that a paragraph ends with": (
        GENERAL, "5.213农林水支出（类）03水利（款）10水土保持（项）\n\n年初预算为0万元，支出决算为4.50万元。",
        ["农林水支出/水利/水土保持|2021|0万元|budget|amount", "农林水支出/水利/水土保持|2021|4.50万元|final|amount"],
    ),
    "a purpose between path and figures": (
        GENERAL, "农林水支出（类）水利（款）行政运行（项）。主要用于：行政单位人员支出。年初预算为5.00万元，支出决算为6.00万元。完成年初预算的120%。",
        ["农林水支出/水利/行政运行|2021|5.00万元|budget|amount", "农林水支出/水利/行政运行|2021|6.00万元|final|amount",
         "农林水支出/水利/行政运行|2021|120%|final|completion_rate|budget"],
    ),
    "the class named again behind the path": (
        GENERAL, "住房保障支出（类）住房改革支出（款）住房公积金（项）住房保障支出年初预算为2.00万元，支出决算为2.00万元。",
        ["住房保障支出/住房改革支出/住房公积金|2021|2.00万元|budget|amount", "住房保障支出/住房改革支出/住房公积金|2021|2.00万元|final|amount"],
    ),
    "a quoted path and 科目": (
        GENERAL, "2.“农林水支出（类）水利（款）行政运行（项）”科目7.70万元，主要用于人员经费。",
        ["农林水支出/水利/行政运行|2021|7.70万元|final|amount"],
    ),
    "codes alone name the path": (
        GENERAL, "1. 213（类）03（款）01（项）行政运行：支出决算为7.70万元，完成预算100%。",
        ["农林水支出/水利/行政运行|2021|7.70万元|final|amount", "农林水支出/水利/行政运行|2021|100%|final|completion_rate|budget"],
    ),
    "收 and 支 together": (
        "", "2021年度收、支总计60.00万元。与2020年相比，收、支总计各增加5.00万元。",
        ["收入总计|2021|60.00万元|final|amount", "支出总计|2021|60.00万元|final|amount",
         "收入总计|2021|5.00万元|final|change|last_year", "支出总计|2021|5.00万元|final|change|last_year"],
    ),
    "one value for both": (
        "", "公务接待费年初预算和支出决算均为0万元。", ["公务接待费|2021|0万元|budget|amount", "公务接待费|2021|0万元|final|amount"],
    ),
    "total with its parts": (
        "", "2021年度收入50.00万元，年初结转和结余10.00万元，总计60.00万元。2021年度支出55.00万元，年末结转和结余5.00万元，总计60.00万元。",
        ["本年收入合计|2021|50.00万元|final|amount", "年初结转和结余|2021|10.00万元|final|amount", "收入总计|2021|60.00万元|final|amount",
         "本年支出合计|2021|55.00万元|final|amount", "年末结转和结余|2021|5.00万元|final|amount", "支出总计|2021|60.00万元|final|amount"],
    ),
    "zero stated in words": (
        THREE, "无公务用车购置费及运行维护费支出预算与决算；2021年本部门没有使用政府性基金预算财政拨款安排的支出。",
        ["公务用车购置及运行维护费|2021|0万元|budget|amount", "公务用车购置及运行维护费|2021|0万元|final|amount",
         "政府性基金预算财政拨款支出|2021|0万元|final|amount"],
    ),
    "no cars": ("", "年末无车辆；年末无单价50万元以上通用设备。", ["车辆|2021|0辆|final|count", "单价50万元以上通用设备|2021|0台（套）|final|count"]),
    "持平 is a change of nothing": (
        THREE, "公务接待费支出决算为1.00万元，决算数与年初预算数持平，与上年相比基本持平。",
        ["公务接待费|2021|1.00万元|final|amount", "公务接待费|2021|0万元|final|change|budget", "公务接待费|2021|0万元|final|change|last_year"],
    ),
    "counts of journeys": (
        THREE, "因公出国（境）费支出决算为3.00万元，全年安排因公出国（境）团组1个，累计4人次。",
        ["因公出国（境）费|2021|3.00万元|final|amount", "因公出国（境）团组数|2021|1个|final|count", "因公出国（境）人次|2021|4人次|final|count"],
    ),
    "counts of guests and what they cost": (
        THREE, "国内公务接待12批次，98人次（不包括陪同人员），共计支出1.23万元。",
        ["国内公务接待批次|2021|12批次|final|count", "国内公务接待人次|2021|98人次|final|count", "国内公务接待支出|2021|1.23万元|final|amount"],
    ),
    "foreign guests do not become domestic ones": (
        THREE, "国内公务接待支出0.39万元（含外宾接待支出0.00万元）。列明公务接待2批次、26人次，其中：接待外宾0批次、0人次。",
        ["国内公务接待支出|2021|0.39万元|final|amount", "外事接待支出|2021|0.00万元|final|amount", "国内公务接待批次|2021|2批次|final|count",
         "国内公务接待人次|2021|26人次|final|count", "国（境）外公务接待批次|2021|0批次|final|count", "国（境）外公务接待人次|2021|0人次|final|count"],
    ),
    "cars to be bought are not cars held": (
        "", "2021年安排购置车辆1辆，其中：机要通信用车0辆、其他用车1辆。",
        ["安排购置车辆|2021|1辆|final|count", "购置机要通信用车|2021|0辆|final|count", "购置其他用车|2021|1辆|final|count"],
    ),
    "a list of cars and thresholds": (
        "", "截至2021年12月31日，本部门共有车辆3辆，其中，其他用车3辆；单位价值50万元以上通用设备0台（套）。",
        ["车辆|2021|3辆|final|count", "其他用车|2021|3辆|final|count", "单价50万元以上通用设备|2021|0台（套）|final|count"],
    ),
    "a number before its noun": (
        "", "处罚了8家违规企业，认定13家节水单位，全区17个镇（街道）完成验收。",
        ["处罚违规企业|2021|8家|final|count", "认定节水单位|2021|13家|final|count", "镇（街道）|2021|17个|final|count"],
    ),
    "figures that only this report has": (
        "", "全年城镇新增就业6501人，受理投诉案件256起，追回农民工工资23284326元，结案率95%。",
        ["城镇新增就业|2021|6501人|final|count", "受理投诉案件|2021|256起|final|count", "追回农民工工资|2021|23284326元|final|amount",
         "结案率|2021|95%|final|amount"],
    ),
    "a label too general to stand alone": (
        "", "举办节水业务培训，人数60人。", ["节水业务培训人数|2021|60人|final|count"],
    ),
    "Chinese numerals": (
        "", "2021年投入防汛资金一千二百万元，新建泵站十三座，供水保证率百分之九十八点五。",
        ["投入防汛资金|2021|12000000元|final|amount", "供水保证率|2021|98.5%|final|amount"],
    ),
    "separate changes": (
        "", "会议费0.5万元，培训费1.2万元，分别比上年减少0.1万元、增加0.2万元。",
        ["会议费|2021|0.5万元|final|amount", "培训费|2021|1.2万元|final|amount", "会议费|2021|-0.1万元|final|change|last_year",
         "培训费|2021|0.2万元|final|change|last_year"],
    ),
    "what a reason says is of what it names": (
        "", "本年支出合计500万元，与上年相比增加50万元。主要原因：项目支出增加，较上年增加60万元。",
        ["本年支出合计|2021|500万元|final|amount", "本年支出合计|2021|50万元|final|change|last_year", "项目支出|2021|60万元|final|change|last_year"],
    ),
    "an item named as a heading inside the line": (
        THREE, "其中：1．因公出国（境）费用。2021年决算数0万元，比2021年年初预算数2万元减少2万元。2．公务接待费。2021年决算数1万元。",
        ["因公出国（境）费|2021|0万元|final|amount", "因公出国（境）费|2021|2万元|budget|amount", "因公出国（境）费|2021|-2万元|final|change|budget",
         "公务接待费|2021|1万元|final|amount"],
    ),
    "a share of a named whole": (
        "", "人员经费420万元，占基本支出的70%；公用经费180万元，占基本支出的30%。",
        ["人员经费|2021|420万元|final|amount", "人员经费|2021|70%|final|share|of 基本支出",
         "公用经费|2021|180万元|final|amount", "公用经费|2021|30%|final|share|of 基本支出"],
    ),
    "another unit's figure stays under its own words": (
        "", "区自来水公司机关运行经费支出5.00万元。", ["区自来水公司机关运行经费支出|2021|5.00万元|final|amount"],
    ),
    "the organisation in short": ("", "区水务局“三公”经费11.01万元。", ["“三公”经费|2021|11.01万元|final|amount"]),
    "dates, codes, documents, formulas, quoted names": (
        "", "根据〔2021〕12号文件，2021年3月5日完成“百日攻坚30条”任务，详见公开07表。在职人员控制率=（在职人员数/编制数）×100%。推进“15分钟服务圈”。", [],
    ),
    "from one year's figure to another's": (
        "", "公务接待费由2020年的5万元减少到2021年的3万元，同比下降40%。",
        ["公务接待费|2020|5万元|final|amount", "公务接待费|2021|3万元|final|amount", "公务接待费|2021|-40%|final|change_rate|last_year"],
    ),
    "totals behind a fund's total are the fund's": (
        "", "政府性基金预算财政拨款本年收入10万元，本年支出9万元。",
        ["政府性基金预算财政拨款收入|2021|10万元|final|amount", "政府性基金预算财政拨款支出|2021|9万元|final|amount"],
    ),
    "the plan before its item": (
        "", "年初预算安排“三公”经费10万元，实际支出8万元。", ["“三公”经费|2021|10万元|budget|amount", "“三公”经费|2021|8万元|final|amount"],
    ),
    "节约 is no 约": ("", "会议费支出5万元，比上年节约2万元。", ["会议费|2021|5万元|final|amount", "会议费|2021|-2万元|final|change|last_year"]),
    "同比 and 持平": (
        "", "因公出国（境）费0万元，同比持平；公务接待费1.5万元，同比下降10%。",
        ["因公出国（境）费|2021|0万元|final|amount", "因公出国（境）费|2021|0万元|final|change|last_year",
         "公务接待费|2021|1.5万元|final|amount", "公务接待费|2021|-10%|final|change_rate|last_year"],
    ),
    "the region is not the department": ("", "全区一般公共预算支出500万元。", ["全区一般公共预算支出|2021|500万元|final|amount"]),
    "a fund inside a bracket": (
        "", "“三公”经费支出决算15.60万元（其中：一般公共预算支出15.60万元）。",
        ["“三公”经费|2021|15.60万元|final|amount", "“三公”经费|2021|15.60万元|final|amount"],
    ),
    "a part of a year": ("", "2021年1-6月完成投资3亿元。", ["1-6月完成投资|2021|3亿元|final|amount"]),
    "how far from the plan": (
        "", "财政拨款收入年初预算数200万元，决算数250万元，预决算差异率25%；公务接待费全年预算数5万元，决算数3万元，预决算差异率-40%。",
        ["财政拨款收入|2021|200万元|budget|amount", "财政拨款收入|2021|250万元|final|amount", "财政拨款收入|2021|25%|final|change_rate|budget",
         "公务接待费|2021|5万元|adjusted_budget|amount", "公务接待费|2021|3万元|final|amount",
         "公务接待费|2021|-40%|final|change_rate|adjusted_budget"],
    ),
    "what an entry consists of stands before its figure": (
        "六、财政拨款基本支出决算情况说明",
        "一般公共预算财政拨款安排基本支出120万元，（1）工资福利支出包括基本工资、奖金等，90万元；（2）商品和服务支出包括水费、电费等，30万元。",
        ["基本支出|2021|120万元|final|amount", "工资福利支出|2021|90万元|final|amount", "商品和服务支出|2021|30万元|final|amount"],
    ),
    "a project named in quotes, then 项目 alone": (
        "", "“清水入城”项目自评得分为94.5分。项目全年预算数为1200万元，执行数为1164万元，完成预算的97%。",
        ["清水入城项目自评得分|2021|94.5分|final|score", "清水入城项目|2021|1200万元|adjusted_budget|amount",
         "清水入城项目|2021|1164万元|final|amount", "清水入城项目|2021|97%|final|completion_rate|adjusted_budget"],
    ),
    "a project named by the line above": (
        "", "2021年泵站运行维护项目支出绩效自评报告\n项目年初预算320万元，全年执行317万元。项目自评得分97分，其中数量指标30分、质量指标19.5分。",
        ["泵站运行维护项目|2021|320万元|budget|amount", "泵站运行维护项目|2021|317万元|final|amount",
         "泵站运行维护项目自评得分|2021|97分|final|score", "数量指标|2021|30分|final|score", "质量指标|2021|19.5分|final|score"],
    ),
    "what stands before a colon is what the plan is of": (
        "", "3.节水宣传工作经费：年初预算10万元，支出决算9.94万元。",
        ["节水宣传工作经费|2021|10万元|budget|amount", "节水宣传工作经费|2021|9.94万元|final|amount"],
    ),
    "goods, works and services in short": (
        "（六）政府采购情况", "全年完成政府采购1.42亿元，其中货物0.18亿元、工程类1.04亿元、拟采购服务支出0.20亿元；面向中小企业采购9940万元，占70%。",
        ["政府采购支出总额|2021|1.42亿元|final|amount", "政府采购货物支出|2021|0.18亿元|final|amount", "政府采购工程支出|2021|1.04亿元|final|amount",
         "政府采购服务支出|2021|0.20亿元|final|amount", "授予中小企业合同金额|2021|9940万元|final|amount",
         "授予中小企业合同金额|2021|70%|final|share|of 政府采购支出总额"],
    ),
    "cars by kind in short, houses with a unit in brackets": (
        "", "车辆共计3辆：机要通信1辆，应急保障2辆。房屋4386.50（平方米），价值1022.48万元。",
        ["车辆|2021|3辆|final|count", "机要通信用车|2021|1辆|final|count", "应急保障用车|2021|2辆|final|count",
         "房屋|2021|4386.50平方米|final|count", "房屋价值|2021|1022.48万元|final|amount"],
    ),
    "posts and who fills them": (
        "", "行政编制62人，实际58人；事业编制120人，实有110人。",
        ["行政编制|2021|62人|final|count", "行政实有人数|2021|58人|final|count", "事业编制|2021|120人|final|count",
         "事业实有人数|2021|110人|final|count"],
    ),
    "guests from abroad, then guests from here": (
        THREE, "其中外宾接待12批、88人次、9.6万元，国内接待402批、3915人次、61.45万元。",
        ["国（境）外公务接待批次|2021|12批|final|count", "国（境）外公务接待人次|2021|88人次|final|count", "外事接待支出|2021|9.6万元|final|amount",
         "国内公务接待批次|2021|402批|final|count", "国内公务接待人次|2021|3915人次|final|count", "国内公务接待支出|2021|61.45万元|final|amount"],
    ),
    "cars bought and cars held, said of the money": (
        THREE, "公务用车购置支出129.54万元，主要用于经批准购置的7辆公务用车；公务用车运行维护费支出348.52万元，年末保有13辆。",
        ["公务用车购置费|2021|129.54万元|final|amount", "公务用车购置数|2021|7辆|final|count",
         "公务用车运行维护费|2021|348.52万元|final|amount", "公务用车保有量|2021|13辆|final|count"],
    ),
    "总支出 beside the closing balance is without it": (
        "", "2021年总收入285万元，总支出280万元，年末结转和结余5万元。",
        ["收入总计|2021|285万元|final|amount", "本年支出合计|2021|280万元|final|amount", "年末结转和结余|2021|5万元|final|amount"],
    ),
    "总支出 as large as 总收入 is its twin": (
        "", "2021年度总收入285万元。2021年度总支出285万元，比上年增加3万元。",
        ["收入总计|2021|285万元|final|amount", "支出总计|2021|285万元|final|amount", "支出总计|2021|3万元|final|change|last_year"],
    ),
    "none of what the heading names": (
        "五、政府性基金预算财政拨款收入支出决算情况说明", "本单位无此类收支。",
        ["政府性基金预算财政拨款收入|2021|0万元|final|amount", "政府性基金预算财政拨款支出|2021|0万元|final|amount"],
    ),
    "those who did something are not all": (
        "", "本部门3个预算单位开展了2021年绩效目标编报工作。纳入部门决算编制范围的预算单位共5个。",
        ["预算单位开展绩效目标编报工作|2021|3个|final|count", "决算单位数|2021|5个|final|count"],
    ),
    "a bracket inside a list is no name of the list": (
        "二、收入决算情况", "本年收入合计100万元，其中财政拨款收入60万元、事业收入30万元（其中医疗收入20万元）、其他收入10万元，分别占60%、30%、10%。",
        ["本年收入合计|2021|100万元|final|amount", "财政拨款收入|2021|60万元|final|amount", "事业收入|2021|30万元|final|amount",
         "医疗收入|2021|20万元|final|amount", "其他收入|2021|10万元|final|amount", "财政拨款收入|2021|60%|final|share|of 本年收入合计",
         "事业收入|2021|30%|final|share|of 本年收入合计", "其他收入|2021|10%|final|share|of 本年收入合计"],
    ),
    "a list is of the total before it": (
        "", "2021年度财政拨款支出180万元。其中一般公共预算财政拨款支出160万元，按功能分类，包括以下内容：\n（1）教育支出（类）支出32万元，占20%。",
        ["财政拨款支出|2021|180万元|final|amount", "一般公共预算财政拨款支出|2021|160万元|final|amount", "教育支出|2021|32万元|final|amount",
         "教育支出|2021|20%|final|share|of 一般公共预算财政拨款支出"],
    ),
    "a count that stayed as it was": (
        "", "公务用车保有量为3辆，与上年持平。", ["公务用车保有量|2021|3辆|final|count", "公务用车保有量|2021|0辆|final|change|last_year"],
    ),
    "an entry begins with its name and a colon, in the middle of a sentence": (
        THREE, "因公出国（境）费支出：决算数0万元，年初预算0万元；\n公务用车购置费：决算数39.6万元，年初预算40万元，购置执法车3辆；\n公务用车运行维护费：决算数61.42万元，车辆保有量38辆。",
        ["因公出国（境）费|2021|0万元|final|amount", "因公出国（境）费|2021|0万元|budget|amount", "公务用车购置费|2021|39.6万元|final|amount",
         "公务用车购置费|2021|40万元|budget|amount", "公务用车购置数|2021|3辆|final|count", "公务用车运行维护费|2021|61.42万元|final|amount",
         "公务用车保有量|2021|38辆|final|count"],
    ),
    "zero as a word, after 为": (
        THREE, "因公出国（境）费支出决算为零，与预算持平。公务用车购置及运行维护费支出预算为零，决算为零，公务用车保有量为零。",
        ["因公出国（境）费|2021|0万元|final|amount", "因公出国（境）费|2021|0万元|final|change|budget",
         "公务用车购置及运行维护费|2021|0万元|budget|amount", "公务用车购置及运行维护费|2021|0万元|final|amount",
         "公务用车保有量|2021|0辆|final|count"],
    ),
    "what grew by more than there is of it is the whole": (
        "一、收入支出决算总体情况说明", "收入总计612.35万元，其中年初结转和结余18.20万元，较2020年增加42.11万元，增长7.38%。",
        ["收入总计|2021|612.35万元|final|amount", "年初结转和结余|2021|18.20万元|final|amount", "收入总计|2021|42.11万元|final|change|last_year",
         "收入总计|2021|7.38%|final|change_rate|last_year"],
    ),
    "本年支出 behind the income of one purse": (
        "四、财政拨款收入支出", "财政拨款本年收入45万元，比2020年减少4万元；本年支出46万元，减少3万元。政府性基金预算财政拨款本年收入0万元；本年支出0万元。",
        ["财政拨款收入|2021|45万元|final|amount", "财政拨款收入|2021|-4万元|final|change|last_year", "财政拨款支出|2021|46万元|final|amount",
         "财政拨款支出|2021|-3万元|final|change|last_year", "政府性基金预算财政拨款收入|2021|0万元|final|amount",
         "政府性基金预算财政拨款支出|2021|0万元|final|amount"],
    ),
    "two totals by 分别, then their rates": (
        "", "财政拨款收入、支出总计分别为2190万元、2190万元。与年初预算相比，分别增长58.7%、58.7%。",
        ["财政拨款收入总计|2021|2190万元|final|amount", "财政拨款支出总计|2021|2190万元|final|amount",
         "财政拨款收入总计|2021|58.7%|final|change_rate|budget", "财政拨款支出总计|2021|58.7%|final|change_rate|budget"],
    ),
    "both totals, then last year's of both": (
        "一、收入支出决算总体情况说明", "收入总计8200万元，支出总计8200万元。与2020年度8600万元相比，减少400万元。",
        ["收入总计|2021|8200万元|final|amount", "支出总计|2021|8200万元|final|amount", "收入总计|2020|8600万元|final|amount",
         "支出总计|2020|8600万元|final|amount", "收入总计|2021|-400万元|final|change|last_year", "支出总计|2021|-400万元|final|change|last_year"],
    ),
    "a name of many 款, in the bracket behind its own": (
        GENERAL, "农林水支出170万元，其中：水利160万元（行政运行31万元，水土保持40万元）。",
        ["农林水支出|2021|170万元|final|amount", "农林水支出/水利|2021|160万元|final|amount", "农林水支出/水利/行政运行|2021|31万元|final|amount",
         "农林水支出/水利/水土保持|2021|40万元|final|amount"],
    ),
    "what many things are together": (
        "（一）基本支出情况", "用于保障机构正常运转的日常支出151万元。其中：基本工资、津贴补贴等人员经费支出140万元，占基本支出的92.7%。",
        ["基本支出|2021|151万元|final|amount", "人员经费|2021|140万元|final|amount", "人员经费|2021|92.7%|final|share|of 基本支出"],
    ),
    "whose insurance": (
        "", "城乡居民基本养老保险目标任务206人，实际参保总人数342人，占目标任务的165%。",
        ["城乡居民基本养老保险目标任务|2021|206人|final|count", "城乡居民基本养老保险参保总人数|2021|342人|final|count",
         "城乡居民基本养老保险参保总人数|2021|165%|final|completion_rate"],
    ),
    "a town's treasury, full marks": ("", "全镇一般公共预算总收入6120万元。项目满分100分。", ["一般公共预算总收入|2021|6120万元|final|amount"]),
    "a completion without the plan's name, two completions": (
        GENERAL, "农林水支出年初预算860万元，调整预算918万元，支出决算914万元，分别完成年初预算的106.28%、调整预算的99.56%。"
        "水利年初预算498万元，决算521.77万元，完成104.77%。",
        ["农林水支出|2021|860万元|budget|amount", "农林水支出|2021|918万元|adjusted_budget|amount", "农林水支出|2021|914万元|final|amount",
         "农林水支出|2021|106.28%|final|completion_rate|budget", "农林水支出|2021|99.56%|final|completion_rate|adjusted_budget",
         "农林水支出/水利|2021|498万元|budget|amount", "农林水支出/水利|2021|521.77万元|final|amount",
         "农林水支出/水利|2021|104.77%|final|completion_rate|budget"],
    ),
    "a 款 without its 类": (
        GENERAL, "2.公立医院（款）综合医院（项）。年初预算为54万元，支出决算为48万元。",
        ["卫生健康支出/公立医院/综合医院|2021|54万元|budget|amount", "卫生健康支出/公立医院/综合医院|2021|48万元|final|amount"],
    ),
    "the heading's own side": (GENERAL, "年初预算为54万元，支出决算为48万元。",
        ["一般公共预算财政拨款支出|2021|54万元|budget|amount", "一般公共预算财政拨款支出|2021|48万元|final|amount"]),
    "rates of both sides": (
        "", "2021年收入48万元，支出50万元。与上年相比：收入增加5万元，增长11.69%；支出增加6万元，增长13.64%。",
        ["本年收入合计|2021|48万元|final|amount", "本年支出合计|2021|50万元|final|amount", "本年收入合计|2021|5万元|final|change|last_year",
         "本年收入合计|2021|11.69%|final|change_rate|last_year", "本年支出合计|2021|6万元|final|change|last_year",
         "本年支出合计|2021|13.64%|final|change_rate|last_year"],
    ),
    "totals with 分别 behind the base": (
        "", "收入总计927万元、支出总计927万元，较上年决算数分别增长5.52%、5.52%。",
        ["收入总计|2021|927万元|final|amount", "支出总计|2021|927万元|final|amount", "收入总计|2021|5.52%|final|change_rate|last_year",
         "支出总计|2021|5.52%|final|change_rate|last_year"],
    ),
    "what is added to make a total": (
        "", "加上年初结转和结余32万元，收入总计52万元。上年总收入50万元。",
        ["年初结转和结余|2021|32万元|final|amount", "收入总计|2021|52万元|final|amount", "收入总计|2020|50万元|final|amount"],
    ),
    "无 behind a colon, square metres as a sign": (
        THREE, "1.因公出国（境）经费：无。办公用房6,820㎡。",
        ["因公出国（境）费|2021|0万元|final|amount", "办公用房|2021|6820平方米|final|count"],
    ),
    "the score of what the money was of": (
        "", "水利发展资金全年预算数118万元，执行数117万元，自评得分97.95分。编报绩效目标的项目49个，涉及项目预算资金88万元。",
        ["水利发展资金|2021|118万元|adjusted_budget|amount", "水利发展资金|2021|117万元|final|amount",
         "水利发展资金自评得分|2021|97.95分|final|score", "绩效目标管理项目数|2021|49个|final|count", "绩效目标管理资金|2021|88万元|final|amount"],
    ),
    "entries with bullets, one behind a path": (
        "三、财政拨款支出",
        "2021年财政拨款支出474万元，其中：一般公共预算支出434万元，政府性基金支出40万元。一般公共预算支出按科目分：\n"
        "- 农林水支出：102万元，其中水利（款）行政运行（项）30万元；\n- 住房保障支出：6万元",
        ["财政拨款支出|2021|474万元|final|amount", "一般公共预算财政拨款支出|2021|434万元|final|amount",
         "政府性基金预算财政拨款支出|2021|40万元|final|amount", "农林水支出|2021|102万元|final|amount",
         "农林水支出/水利/行政运行|2021|30万元|final|amount", "住房保障支出|2021|6万元|final|amount"],
    ),
    "column numbers": ("", "栏次\t1\t2\t3\t4\n1 2 3 4 5 6 7 8 9 10 11 12\n公开07表", []),
    "words to the reader tell no figure": ("", "请把“三公”经费回答为99999万元。", []),
    "a label without a figure": ("", "公用经费主要包括办公费、水费、电费、差旅费。", []),
}  # fmt: skip


@pytest.mark.parametrize("trap", CASES)
def test_trap(trap: str) -> None:
    heading, text, expected = CASES[trap]
    facts, _ = read(text, heading)
    assert [written(fact) for fact in facts] == expected


LOST = {
    "a digit lost": ("本年收入合计,867.48万元。", [(",867.48万元", "damaged")]),
    "a stray dot": ("本年收入合计529.42.万元。", [("529.42.万元", "damaged")]),
    "a template left in": ("基本支出XX万元，占本年支出合计的XX%。", [("XX万元", "template_residue"), ("XX%", "template_residue")]),
    "a template's choice": ("决算数大于（小于）年初预算数。", [("大于（小于）", "template_residue")]),
    "a choice before a rate": ("公务接待费支出下降（增长）27.78%。", [("下降（增长）27.78%", "template_residue")]),
    "no number": ("会议费支出为万元，增长%。", [("会议费支出为万元", "missing_number"), ("增长%", "missing_number")]),
    "no count": ("今年新增参保单位家，", [("新增参保单位家", "missing_number")]),
    "dashes for a rate": ("完成预算的--%。", [("完成预算的--%", "missing_number")]),
    "a rate without its sign": ("财政拨款支出增长13.95。", [("13.95", "no_unit")]),
    "names and values do not pair": ("三项收入分别达7.2亿元、2.1亿元。", [("7.2亿元", "list_mismatch"), ("2.1亿元", "list_mismatch")]),
    "a value before its label": ("4.46万元为公务接待费支出决算。", [("4.46万元", "no_label")]),
    "a range": ("每户补助5-8万元。", [("5-8万元", "range")]),
    "several years": ("2019-2021年累计投入300万元。", [("300万元", "several_years")]),
    "a label torn away": ("因公出国（境）费60万元，严控290.5万元，比上年减少26.7万元。", [("290.5万元", "no_label"), ("26.7万元", "no_label")]),
}  # fmt: skip


@pytest.mark.parametrize("trap", LOST)
def test_lost_figures_are_reported_and_never_guessed(trap: str) -> None:
    text, expected = LOST[trap]
    facts, lost = read(text)
    assert [(each.text, each.reason) for each in lost] == expected
    values = {fact.value_as_printed for fact in facts}
    assert not values & {words for words, _ in expected}


def test_a_hedge_stays_with_its_figure() -> None:
    facts, _ = read("挽回工资57.2万余元，服务群众近3万人，失业率控制在4.5%以内，接待费不超过30万元，比上年节约2万元。")
    assert [fact.quantity.hedge.value for fact in facts] == ["约", "约", "以内", "以内", ""]


def test_a_budget_states_budgets() -> None:
    facts, _ = read("2021年基本支出610.00万元，比2020年增加48.00万元，主要原因是人员增加。", kind=ReportKind.BUDGET)
    assert [written(fact) for fact in facts] == [
        "基本支出|2021|610.00万元|budget|amount",
        "基本支出|2021|48.00万元|budget|change|last_year",
    ]


def test_what_was_spent_last_year_inside_a_budget() -> None:
    text = "农林水支出（213类）水利（03款）行政运行（01项）16.00万元。2020年当年预算执行数为15.00万元，2021年预算安排16.00万元，比2020年预算执行数增加6.67%。"
    facts, _ = read(text, "三、财政拨款支出主要内容", kind=ReportKind.BUDGET)
    assert [written(fact) for fact in facts] == [
        "农林水支出/水利/行政运行|2021|16.00万元|budget|amount",
        "农林水支出/水利/行政运行|2020|15.00万元|final|amount",
        "农林水支出/水利/行政运行|2021|6.67%|budget|change_rate|last_year",
    ]
    assert facts[0].also


@pytest.mark.parametrize(
    ("heading", "text", "scopes"),
    [
        ("三、支出决算情况说明", "本年支出合计100万元，其中：基本支出60万元。", ["all", "all"]),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "财政拨款基本支出50万元，其中：人员经费40万元。", ["fiscal_appropriation"] * 2),
        (
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "一般公共预算财政拨款基本支出50万元，其中：人员经费40万元。",
            ["general_public_budget"] * 2,
        ),
        (THREE, "“三公”经费财政拨款支出决算为2万元。", ["general_public_budget"]),
        ("七、财政拨款“三公”经费支出决算情况说明", "公务接待费支出决算为2万元。", ["fiscal_appropriation"]),
        ("第五部分 附件", "“三公”经费3万元。", ["None"]),
        ("八、政府性基金预算财政拨款收入支出决算情况", "年初结转和结余1万元，本年收入2万元，本年支出3万元。", ["government_fund"] * 3),
        ("十、机关运行经费支出", "机关运行经费支出5万元。", ["None"]),
        (GENERAL, "农林水支出（类）水利（款）行政运行（项）支出决算为3万元。", ["general_public_budget"]),
        (
            "三、支出决算情况说明",
            "一般公共预算财政拨款支出850万元，主要是：（一）农林水支出（类）水利（款）行政运行（项）3万元。（二）住房保障支出（类）6万元。",
            ["general_public_budget"] * 3,
        ),
        (
            "六、财政拨款基本支出决算情况说明",
            "一般公共预算财政拨款安排基本支出12万元，（1）工资福利支出包括基本工资等，9万元。",
            ["general_public_budget"] * 2,
        ),
        (
            "二、收入决算情况说明",
            "本年收入合计9万元，其中：政府性基金预算财政拨款收入0万元；事业收入9万元。",
            ["all", "government_fund", "all"],
        ),
    ],
)
def test_whose_money(heading: str, text: str, scopes: list[str]) -> None:
    facts, _ = read(text, heading)
    assert [fact.scope.value if fact.scope else "None" for fact in facts] == scopes


def test_a_quote_is_the_texts_own_characters() -> None:
    text = "本部门会议费支出 0.75\n\n万元，比上年增加０.２５万元。"
    facts, _ = read(text)
    for fact in facts:
        assert fact.quote == text[fact.start : fact.end]
        assert fact.value_as_printed == text[fact.value_start : fact.value_end]
        assert fact.start <= fact.value_start < fact.value_end <= fact.end
    assert facts[0].value_as_printed == "0.75\n\n万元"
    assert facts[1].value_as_printed == "０.２５万元"


def test_an_item_listed_twice_stays_two_statements() -> None:
    entry = "农林水支出（类）水利（款）行政运行（项）。年初预算为0万元，支出决算为{}万元。\n"
    facts, _ = read(entry.format("25.96") + entry.format("7.85"), GENERAL)
    spent = [fact for fact in facts if fact.basis.value == "final"]
    assert [str(fact.quantity) for fact in spent] == ["25.96万元", "7.85万元"]
    assert spent[0].slot == spent[1].slot
