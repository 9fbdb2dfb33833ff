"""A small real library: one bureau over two years, a second bureau, a budget."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.library import Library
from index.samples import paths
from tests.assistant.drafts import draft, shelve

STREAM = "青河县水务局"
FOREST = "青河县林业局"

STREAM_2021 = """
#第一部分 概况
##一、部门职责
（一）拟订全县水利发展规划并组织实施。指导乡镇水利工作。
（二）负责水资源的统一监督管理。
（三）负责防汛抗旱的日常工作。
##二、机构设置
内设机构包括：办公室、财务股、河湖管理股。
#第三部分 2021年度部门决算情况说明
##一、收入支出决算总体情况说明
2021年度收入总计{900.00万元|收入总计|all}，支出总计{900.00万元|支出总计|all}，与2020年相比，增加{100.00万元|支出总计|all|change|vs:last_year}，增长{12.50%|支出总计|all|change_rate|vs:last_year}，主要原因是新建了两座泵站。
##二、收入决算情况说明
本年收入合计{800.00万元|本年收入合计|all}，其中：财政拨款收入{600.00万元|财政拨款收入|fiscal_appropriation}，占{75.00%|财政拨款收入|fiscal_appropriation|share|of:本年收入合计}；其他收入{200.00万元|其他收入|all}，占{25.00%|其他收入|all|share|of:本年收入合计}。
##三、支出决算情况说明
本年支出合计{700.00万元|本年支出合计|all}，其中：基本支出{300.00万元|基本支出|all}，占{42.86%|基本支出|all|share|of:本年支出合计}；项目支出{400.00万元|项目支出|all}，占{57.10%|项目支出|all|share|of:本年支出合计}。
##五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出{600.00万元|一般公共预算财政拨款支出|general_public_budget}，其中：农林水支出（类）{450.00万元|农林水支出|general_public_budget|code:213}，教育支出（类）{0.5万元|教育支出|general_public_budget|code:205}。
年初预算为{500.00万元|一般公共预算财政拨款支出|general_public_budget|budget}，支出决算为600.00万元，完成年初预算的{120.00%|一般公共预算财政拨款支出|general_public_budget|completion_rate|vs:budget}。其中：
1.农林水支出（类）水利（款）行政运行（项）年初预算为{300.00万元|农林水支出/水利/行政运行|general_public_budget|budget|code:2130301}，支出决算为{290.00万元|农林水支出/水利/行政运行|general_public_budget|code:2130301}，决算数小于预算数的主要原因是厉行节约。
2.农林水支出（类）水利（款）防汛（项）年初预算为{0万元|农林水支出/水利/防汛|general_public_budget|budget|code:2130314}，支出决算为{110.00万元|农林水支出/水利/防汛|general_public_budget|code:2130314}，决算数大于预算数的主要原因是年中追加防汛资金。
3.农林水支出（类）水利（款）抗旱（项）年初预算为{40.00万元|农林水支出/水利/抗旱|general_public_budget|budget|code:2130315}，支出决算为{50.00万元|农林水支出/水利/抗旱|general_public_budget|code:2130315}。
4.教育支出（类）进修及培训（款）培训支出（项）年初预算为{1.00万元|教育支出/进修及培训/培训支出|general_public_budget|budget|code:2050803}，支出决算为{0.50万元|教育支出/进修及培训/培训支出|general_public_budget|code:2050803}。
##六、一般公共预算财政拨款基本支出决算情况说明
一般公共预算财政拨款基本支出{250.00万元|基本支出|general_public_budget}，其中：人员经费{180.00万元|人员经费|general_public_budget}，公用经费{70.00万元|公用经费|general_public_budget}。
##七、一般公共预算财政拨款“三公”经费支出决算情况说明
“三公”经费支出预算为{9.00万元|“三公”经费|general_public_budget|budget}，支出决算为{6.00万元|“三公”经费|general_public_budget}，完成预算的{66.67%|“三公”经费|general_public_budget|completion_rate|vs:budget}，与上年相比减少{2.00万元|“三公”经费|general_public_budget|change|vs:last_year|-}，减少{25.00%|“三公”经费|general_public_budget|change_rate|vs:last_year|-}，减少的主要原因是严格控制接待标准。其中：
因公出国（境）费支出{0万元|因公出国（境）费|general_public_budget}；公务用车购置及运行维护费支出{4.00万元|公务用车购置及运行维护费|general_public_budget}，公务用车保有量{2辆|公务用车保有量|count}；公务接待费支出{2.00万元|公务接待费|general_public_budget}，国内公务接待批次{20批次|国内公务接待批次|count}，国内公务接待{160人次|国内公务接待人次|count}。
##十、机关运行经费支出说明
机关运行经费支出{70.00万元|机关运行经费}，比年初预算增加{10.00万元|机关运行经费|change|vs:budget}。
##十四、预算绩效情况说明
全年新建水窖{120口|新建水窖|count|open}，灌溉水有效利用系数保持稳定，水费收缴率在{95%|水费收缴率|share|open|at_least}以上，追回水费{3.2万|追回水费|open|about}余元。
#第四部分 名词解释
基本支出：指为保障机构正常运转、完成日常工作任务而发生的支出。
“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。
#第五部分 附件
##一、单位基本情况
（一）拟订全县水利发展规划并组织实施。指导乡镇水利工作。
##二、支出情况
2021年“三公”经费{7.50万元|“三公”经费|all}。项目支出总额为{400.00万元|项目支出|all}。
##七、存在的问题
年初预算编得不够细。部分项目进度偏慢。
##八、改进措施
细化年初预算编制。每季度通报项目进度。
"""

STREAM_2022 = """
#第三部分 2022年度部门决算情况说明
##三、支出决算情况说明
本年支出合计{840.00万元|本年支出合计|all}，其中：基本支出{320.00万元|基本支出|all}，占{38.10%|基本支出|all|share|of:本年支出合计}；项目支出{520.00万元|项目支出|all}，占{61.90%|项目支出|all|share|of:本年支出合计}。与2021年（本年支出合计{701.00万元|本年支出合计|all|y:2021}）相比，增加{139.00万元|本年支出合计|all|change|vs:last_year}。
##七、“三公”经费支出决算情况说明
“三公”经费支出决算为{5.00万元|“三公”经费|general_public_budget}，其中公务接待费{1.00万元|公务接待费|general_public_budget}，比上年减少{1.00万元|公务接待费|general_public_budget|change|vs:last_year|-}，主要是来访批次少了。
##十、机关运行经费
机关运行经费{60.00万元|机关运行经费}，主要是办公费和水电费。
"""

FOREST_2021 = """
#第三部分 2021年度部门决算情况说明
##三、支出决算情况说明
2021年本年支出合计{0.12亿元|本年支出合计|all}，其中：基本支出{700.00万元|基本支出|all}；项目支出{500.00万元|项目支出|all}。
##七、“三公”经费支出决算情况说明
“三公”经费支出预算为{0万元|“三公”经费|general_public_budget|budget}，支出决算为{8.00万元|“三公”经费|general_public_budget}。
"""


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample reports, found by words alone."""
    with Library.open(tmp_path_factory.mktemp("samples"), writable=True) as library:
        for path in paths():
            build(path, library)
        yield library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Three reports of two organisations."""
    folder: Path = tmp_path_factory.mktemp("library")
    return shelve(folder, draft(STREAM, 2021, STREAM_2021), draft(STREAM, 2022, STREAM_2022), draft(FOREST, 2021, FOREST_2021))
