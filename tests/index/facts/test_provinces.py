"""Ways of wording from north to south: every figure of each passage, in order.

A figure is written item|year|value|basis|measure and, where there is one, |against or |of the whole; own prose, invented figures.
"""

import pytest

from index.facts import read_facts
from index.records import Fact, Identity, ReportKind, ReportLevel, Section, Source

PASSAGES: dict[str, tuple[str, str, str]] = {
    "north: each item a heading inside the line": (
        "一、“三公”经费财政拨款支出决算情况",
        "2022年一般公共预算财政拨款“三公”经费支出决算数45.6万元，比2022年“三公”经费财政拨款年初预算80万元减少34.4万元。"
        "其中：1．因公出国（境）费用。2022年决算数0万元，比2022年年初预算数20万元减少20万元。2022年组织因公出国（境）团组0个、0人次。"
        "2．公务接待费。2022年决算数1.2万元，与年初预算持平。公务接待10批次，公务接待80人次。"
        "3．公务用车购置及运行维护费。2022年决算数44.4万元，比2022年年初预算60万元减少15.6万元。"
        "其中，公务用车购置费2022年决算数0万元，与上年一致，2022年购置（更新）0辆。公务用车运行维护费2022年决算数44.4万元。2022年公务用车保有量20辆。",
        """
        “三公”经费|2022|45.6万元|final|amount
        “三公”经费|2022|80万元|budget|amount
        “三公”经费|2022|-34.4万元|final|change|budget
        因公出国（境）费|2022|0万元|final|amount
        因公出国（境）费|2022|20万元|budget|amount
        因公出国（境）费|2022|-20万元|final|change|budget
        因公出国（境）团组数|2022|0个|final|count
        因公出国（境）人次|2022|0人次|final|count
        公务接待费|2022|1.2万元|final|amount
        公务接待费|2022|0万元|final|change|budget
        国内公务接待批次|2022|10批次|final|count
        国内公务接待人次|2022|80人次|final|count
        公务用车购置及运行维护费|2022|44.4万元|final|amount
        公务用车购置及运行维护费|2022|60万元|budget|amount
        公务用车购置及运行维护费|2022|-15.6万元|final|change|budget
        公务用车购置费|2022|0万元|final|amount
        公务用车购置费|2022|0万元|final|change|last_year
        公务用车购置数|2022|0辆|final|count
        公务用车运行维护费|2022|44.4万元|final|amount
        公务用车保有量|2022|20辆|final|count
        """,
    ),
    "southwest: 各 for both, codes before names": (
        "一、收入支出决算总体情况说明",
        "2022年度收、支总计3000.5万元。与2021年相比，收、支总计各增加200.5万元，增长7.16%。主要变动原因是人员增加。",
        """
        收入总计|2022|3000.5万元|final|amount
        支出总计|2022|3000.5万元|final|amount
        收入总计|2022|200.5万元|final|change|last_year
        支出总计|2022|200.5万元|final|change|last_year
        收入总计|2022|7.16%|final|change_rate|last_year
        支出总计|2022|7.16%|final|change_rate|last_year
        """,
    ),
    "southwest: what guests cost, cars by kind": (
        "七、“三公”经费",
        "国内公务接待12批次，98人次（不包括陪同人员），共计支出1.23万元。外事接待0批次，0人，共计支出0万元。"
        "全年按规定更新购置公务用车0辆，其中：轿车0辆、金额0万元。截至2022年12月底，单位共有公务用车3辆，其中：轿车1辆、越野车2辆。",
        """
        国内公务接待批次|2022|12批次|final|count
        国内公务接待人次|2022|98人次|final|count
        国内公务接待支出|2022|1.23万元|final|amount
        国（境）外公务接待批次|2022|0批次|final|count
        国（境）外公务接待人次|2022|0人|final|count
        外事接待支出|2022|0万元|final|amount
        公务用车购置数|2022|0辆|final|count
        轿车|2022|0辆|final|count
        轿车金额|2022|0万元|final|amount
        公务用车保有量|2022|3辆|final|count
        轿车|2022|1辆|final|count
        越野车|2022|2辆|final|count
        """,
    ),
    "east: numbered entries inside a sentence": (
        "一、收入支出决算总体情况说明",
        "2022年度收入、支出决算总计5,000.10万元。与上年相比，收、支总计各减少100万元，减少1.96%。其中：（一）收入决算总计5,000.10万元。"
        "包括：1．本年收入决算合计4,900.10万元。与上年相比，减少50万元，减少1.01%，变动原因：项目减少。2．使用非财政拨款结余0万元。"
        "3．年初结转和结余100万元，主要为上年结转。（二）支出决算总计5,000.10万元。包括：1．本年支出决算合计4,990.10万元。2．结余分配0万元。"
        "3．年末结转和结余10万元。",
        """
        收入总计|2022|5000.10万元|final|amount
        支出总计|2022|5000.10万元|final|amount
        收入总计|2022|-100万元|final|change|last_year
        支出总计|2022|-100万元|final|change|last_year
        收入总计|2022|-1.96%|final|change_rate|last_year
        支出总计|2022|-1.96%|final|change_rate|last_year
        收入总计|2022|5000.10万元|final|amount
        本年收入合计|2022|4900.10万元|final|amount
        本年收入合计|2022|-50万元|final|change|last_year
        本年收入合计|2022|-1.01%|final|change_rate|last_year
        使用非财政拨款结余|2022|0万元|final|amount
        年初结转和结余|2022|100万元|final|amount
        支出总计|2022|5000.10万元|final|amount
        本年支出合计|2022|4990.10万元|final|amount
        结余分配|2022|0万元|final|amount
        年末结转和结余|2022|10万元|final|amount
        """,
    ),
    "east: meetings and training": (
        "十二、会议费、培训费",
        "2022年度一般公共预算财政拨款会议费支出决算2.5万元，比上年减少0.5万元，下降16.67%。2022年度全年召开会议3个，参加会议120人次。"
        "2022年度一般公共预算财政拨款培训费支出决算3万元，全年组织培训5个，组织培训300人次。",
        """
        会议费|2022|2.5万元|final|amount
        会议费|2022|-0.5万元|final|change|last_year
        会议费|2022|-16.67%|final|change_rate|last_year
        会议次数|2022|3个|final|count
        会议人数|2022|120人次|final|count
        培训费|2022|3万元|final|amount
        培训次数|2022|5个|final|count
        培训人数|2022|300人次|final|count
        """,
    ),
    "south: totals with their balance": (
        "一、收入支出决算总体情况说明",
        "2022年度总支出5678.90万元，其中本年支出5610.50万元，结余分配0.00万元，年末结转和结余68.40万元。与2021年度决算数相比，总支出减少321.10万元，下降5.35%。",
        """
        支出总计|2022|5678.90万元|final|amount
        本年支出合计|2022|5610.50万元|final|amount
        结余分配|2022|0.00万元|final|amount
        年末结转和结余|2022|68.40万元|final|amount
        支出总计|2022|-321.10万元|final|change|last_year
        支出总计|2022|-5.35%|final|change_rate|last_year
        """,
    ),
    "south: a project's score and money": (
        "十三、预算绩效情况",
        "水利工程维修养护项目绩效自评得分为96分，全年预算数500万元，执行数为480万元，完成预算的96%。",
        """
        水利工程维修养护项目绩效自评得分|2022|96分|final|score
        水利工程维修养护项目|2022|500万元|adjusted_budget|amount
        水利工程维修养护项目|2022|480万元|final|amount
        水利工程维修养护项目|2022|96%|final|completion_rate|adjusted_budget
        """,
    ),
    "centre: what an evaluation covered is no total": (
        "十三、预算绩效情况",
        "全年共组织对3个项目开展了部门评价，涉及一般公共预算支出300万元，政府性基金预算支出0万元。",
        """
        项目开展部门评价|2022|3个|final|count
        涉及一般公共预算支出|2022|300万元|final|amount
        涉及政府性基金预算支出|2022|0万元|final|amount
        """,
    ),
    "centre: last year without brackets": (
        "三、支出决算情况说明",
        "本年支出合计16837.76万元，较上年13029.94万元增加3807.82万元，增长29.22%。其中：1.基本支出1683.78万元，占总支出的10%。2.项目支出15153.98万元，占总支出的90%。",
        """
        本年支出合计|2022|16837.76万元|final|amount
        本年支出合计|2021|13029.94万元|final|amount
        本年支出合计|2022|3807.82万元|final|change|last_year
        本年支出合计|2022|29.22%|final|change_rate|last_year
        基本支出|2022|1683.78万元|final|amount
        基本支出|2022|10%|final|share|of 本年支出合计
        项目支出|2022|15153.98万元|final|amount
        项目支出|2022|90%|final|share|of 本年支出合计
        """,
    ),
    "west: adjusted budgets": (
        "五、一般公共预算财政拨款支出决算情况说明",
        "农林水支出（类）水利（款）行政运行（项）年初预算100万元，年中追加50万元，全年预算数150万元，支出决算120万元，完成全年预算的80%，比上年决算数减少5万元。",
        """
        农林水支出/水利/行政运行|2022|100万元|budget|amount
        农林水支出/水利/行政运行|2022|50万元|adjusted_budget|change|budget
        农林水支出/水利/行政运行|2022|150万元|adjusted_budget|amount
        农林水支出/水利/行政运行|2022|120万元|final|amount
        农林水支出/水利/行政运行|2022|80%|final|completion_rate|adjusted_budget
        农林水支出/水利/行政运行|2022|-5万元|final|change|last_year
        """,
    ),
    "everywhere: staff": (
        "",
        "2022年年末实有人数50人，其中：在职人员40人，离休人员1人，退休人员9人。",
        """
        年末实有人数|2022|50人|final|count
        在职人数|2022|40人|final|count
        离休人数|2022|1人|final|count
        退休人数|2022|9人|final|count
        """,
    ),
    "everywhere: contracts for small firms": (
        "十一、政府采购支出情况",
        "授予中小企业合同金额450万元，占政府采购支出总额的90%，其中：授予小微企业合同金额300万元，占授予中小企业合同金额的66.67%；工程采购授予中小企业合同金额占工程支出金额的80%。",
        """
        授予中小企业合同金额|2022|450万元|final|amount
        授予中小企业合同金额|2022|90%|final|share|of 政府采购支出总额
        授予小微企业合同金额|2022|300万元|final|amount
        授予小微企业合同金额|2022|66.67%|final|share|of 授予中小企业合同金额
        工程采购授予中小企业合同金额|2022|80%|final|share|of 政府采购工程支出
        """,
    ),
}


def read(text: str, heading: str) -> tuple[Fact, ...]:
    identity = Identity(
        org="临河市东岭区水务局", region="临河市东岭区", year=2022, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title=""
    )
    source = Source(file="", sha256="", format="txt", text=text)
    sections = (Section((heading,), 1, 0, len(text), 0),) if heading else ()
    return read_facts(source, sections, identity, "r")[0]


def written(fact: Fact) -> str:
    behind = fact.against.value if fact.against else f"of {fact.whole}" if fact.whole else ""
    parts = [fact.item, str(fact.year), str(fact.quantity), fact.basis.value, fact.measure.value, behind]
    return "|".join(part for part in parts if part)


@pytest.mark.parametrize("passage", PASSAGES)
def test_passage(passage: str) -> None:
    heading, text, expected = PASSAGES[passage]
    assert [written(fact) for fact in read(text, heading)] == [line.strip() for line in expected.strip().split("\n")]
