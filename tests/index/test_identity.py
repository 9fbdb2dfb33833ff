"""Whose report a text is: titles in every order and shape, broken lines, several years, and noise that is no name."""

import os
from pathlib import Path

import pytest

from index.errors import ReadingError
from index.identity import identify, region
from index.records import Identity, ReportKind, ReportLevel, Source

BODY = "\n一、收入支出决算总体情况说明\n{year}年度收入总计100.00万元，与{before}年相比增加10.00万元。{org}的收入主要是财政拨款。\n"


def of(text: str, file: str = "report.txt", **given: object) -> Identity:
    return identify(Source(file=file, sha256="", format="txt", text=text), **given)  # type: ignore[arg-type]


TITLES = [
    ("云溪县教育局2021年度部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("2021年度云溪县教育局部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("2021年度云溪县教育局\n部门决算公开", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县人力资源和\n社会保障局2019年度部门\n决算", "云溪县人力资源和社会保障局", 2019, "决算", "部门"),
    ("云溪县教育局 2021 年 部门 决算 公开 说明", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县教育局关于2021年度部门决算公开的说明", "云溪县教育局", 2021, "决算", "部门"),
    ("关于云溪县教育局2021年度部门决算的公开说明", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县教育局二〇二一年度部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县教育局二○二一年部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县教育局２０２１年度部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("# 云溪县教育局2021年度部门决算\n", "云溪县教育局", 2021, "决算", "部门"),
    ("附件2：云溪县教育局2021年度部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县教育局（本级）2021年度部门决算", "云溪县教育局", 2021, "决算", "本级"),
    ("云溪县教育局本级2021年度单位决算", "云溪县教育局", 2021, "决算", "本级"),
    ("云溪县第一中学2021年度单位决算", "云溪县第一中学", 2021, "决算", "单位"),
    ("云溪县青石镇人民政府2022年度部门决算", "云溪县青石镇人民政府", 2022, "决算", "部门"),
    ("南江市云溪区桥东街道办事处2022年部门预算", "南江市云溪区桥东街道办事处", 2022, "预算", "部门"),
    ("南江市云溪区人民法院2022年度部门决算", "南江市云溪区人民法院", 2022, "决算", "部门"),
    ("云溪区人民检察院2022年度部门决算公开", "云溪区人民检察院", 2022, "决算", "部门"),
    ("中共南江市云溪区委办公室2022年度部门决算", "中共南江市云溪区委办公室", 2022, "决算", "部门"),
    ("共青团南江市云溪区委员会2022年度部门决算", "共青团南江市云溪区委员会", 2022, "决算", "部门"),
    ("云溪区总工会2022年度部门决算", "云溪区总工会", 2022, "决算", "部门"),
    ("云溪区残疾人联合会2022年度部门决算", "云溪区残疾人联合会", 2022, "决算", "部门"),
    ("南江市公安局云溪分局2022年度部门决算", "南江市公安局云溪分局", 2022, "决算", "部门"),
    ("云溪区妇幼保健院2022年度单位决算", "云溪区妇幼保健院", 2022, "决算", "单位"),
    ("云溪区疾病预防控制中心2023年单位预算", "云溪区疾病预防控制中心", 2023, "预算", "单位"),
    ("云溪区发展和改革委员会2023年部门预算及“三公”经费预算公开说明", "云溪区发展和改革委员会", 2023, "预算", "部门"),
    ("云溪区政务服务和大数据管理局2023年度部门决算", "云溪区政务服务和大数据管理局", 2023, "决算", "部门"),
    ("云溪区经济和信息化局2023年度决算", "云溪区经济和信息化局", 2023, "决算", "部门"),
    ("云溪县人民代表大会常务委员会办公室2023年度部门决算", "云溪县人民代表大会常务委员会办公室", 2023, "决算", "部门"),
    ("中国人民政治协商会议云溪县委员会办公室2023年度部门决算", "中国人民政治协商会议云溪县委员会办公室", 2023, "决算", "部门"),
    ("中共云溪县委组织部2023年度部门决算", "中共云溪县委组织部", 2023, "决算", "部门"),
    ("云溪县纪委监委2023年度部门决算", "云溪县纪委监委", 2023, "决算", "部门"),
    ("云溪县青石镇2023年度部门决算", "云溪县青石镇", 2023, "决算", "部门"),
    ("云溪县青石镇中心小学2023年度单位决算", "云溪县青石镇中心小学", 2023, "决算", "单位"),
    ("云溪县融媒体中心2023年度部门决算", "云溪县融媒体中心", 2023, "决算", "部门"),
    ("云溪县供销合作社联合社2023年度部门决算", "云溪县供销合作社联合社", 2023, "决算", "部门"),
    ("云溪县红十字会2023年度部门决算", "云溪县红十字会", 2023, "决算", "部门"),
    ("云溪国家级高新技术产业开发区管理委员会2023年度部门决算", "云溪国家级高新技术产业开发区管理委员会", 2023, "决算", "部门"),
    ("云溪县人民医院（云溪县急救中心）2023年度单位决算", "云溪县人民医院（云溪县急救中心）", 2023, "决算", "单位"),
    ("首页 > 政府信息公开 > 云溪县教育局2021年度部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("标题：云溪县教育局2021年度部门决算", "云溪县教育局", 2021, "决算", "部门"),
    ("云溪县教育局2021年度部门决算-云溪县人民政府门户网站", "云溪县教育局", 2021, "决算", "部门"),
    ("《云溪县教育局2021年度部门决算》", "云溪县教育局", 2021, "决算", "部门"),
    ("现将云溪县教育局2021年度部门决算公开如下：", "云溪县教育局", 2021, "决算", "部门"),
    ("南江市2024年市级部门预算\n预算主管部门：南江市文化和旅游局", "南江市文化和旅游局", 2024, "预算", "部门"),
    ("南江市2024年市级单位预算\n预算单位：南江市图书馆", "南江市图书馆", 2024, "预算", "单位"),
    ("2021年度部门决算公开\n\n第一部分 云溪县教育局概况\n一、主要职责", "云溪县教育局", 2021, "决算", "部门"),
    ("收入支出决算总表\n公开01表\n部门：云溪县教育局  2021年度  金额单位：万元\n", "云溪县教育局", 2021, "决算", "部门"),
]


@pytest.mark.parametrize(("title", "org", "year", "kind", "level"), TITLES)
def test_title(title: str, org: str, year: int, kind: str, level: str) -> None:
    text = title + BODY.format(year=year, before=year - 1, org=org)
    identity = of(text)
    assert (identity.org, identity.year, identity.kind.value, identity.level.value) == (org, year, kind, level)


def test_a_title_behind_a_page_s_furniture_keeps_the_furniture_out_of_the_name() -> None:
    text = "云溪县人民政府门户网站\n首页 > 政务公开 > 财政信息\n云溪县教育局2021年度部门决算\n发布时间：2022-09-30 来源：财政局\n"
    identity = of(text + BODY.format(year=2021, before=2020, org="云溪县教育局"))
    assert (identity.org, identity.year) == ("云溪县教育局", 2021)


def test_the_year_of_publication_and_last_year_are_not_the_fiscal_year() -> None:
    text = "云溪县教育局2021年度部门决算\n2022年8月30日\n与2020年度相比，2020年度、2020年度、2020年度支出较少。按2022年工作安排公开。"
    assert of(text).year == 2021


def test_links_to_other_years_do_not_win() -> None:
    text = "云溪县教育局2021年度部门决算\n本年收入合计1万元。\n上一篇：云溪县教育局2020年度部门决算\n下一篇：云溪县教育局2022年度部门决算"
    assert of(text).year == 2021


def test_a_text_without_title_is_known_by_its_overview_and_its_commonest_year() -> None:
    text = "第一部分 云溪县水利局概况\n一、部门职责\n负责水利。\n2021年度收入总计5万元。2021年度支出总计5万元。与2020年相比持平。"
    identity = of(text)
    assert (identity.org, identity.year) == ("云溪县水利局", 2021)


def test_the_file_name_helps_where_the_text_says_nothing() -> None:
    identity = of("本年收入合计12万元。", file="云溪县水利局2021年度部门决算.txt")
    assert (identity.org, identity.year) == ("云溪县水利局", 2021)


def test_the_text_outweighs_the_file_name() -> None:
    text = "云溪县教育局2021年度部门决算" + BODY.format(year=2021, before=2020, org="云溪县教育局")
    identity = of(text, file="南江市财政局2019年度部门决算.txt")
    assert (identity.org, identity.year) == ("云溪县教育局", 2021)


def test_given_organisation_and_year_settle_it() -> None:
    identity = of("本年收入合计12万元。", org="云溪县水利局", year=2020)
    assert (identity.org, identity.year, identity.region) == ("云溪县水利局", 2020, "云溪县")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今天天气很好，适合出游。",
        "上海市XX局2024年度部门决算\n第一部分 上海市XX局概况",
        "某某局2021年度部门决算",
        "2021年度部门决算情况说明\n本年收入合计12万元，其中财政拨款收入12万元。",
        "收入支出决算总表\n部门：\n金额单位：万元\n",
    ],
)
def test_without_a_name_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ReadingError, match="看不出是哪个单位的报告"):
        of(text)


@pytest.mark.parametrize("text", ["云溪县水利局概况\n一、部门职责\n负责水利。", "第一部分 云溪县水利局概况\n2022年8月30日发布"])
def test_without_a_year_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ReadingError, match="看不出是哪一年度"):
        of(text)


def test_department_and_unit_of_one_name_differ_in_level_alone() -> None:
    department = of("南江市司法局2026年部门预算\n部门预算编制说明")
    unit = of("南江市司法局2026年单位预算\n单位预算编制说明")
    assert (department.org, department.year, department.kind) == (unit.org, unit.year, unit.kind)
    assert (department.level, unit.level) == (ReportLevel.DEPARTMENT, ReportLevel.UNIT)


@pytest.mark.parametrize(
    ("org", "place"),
    [
        ("益阳市赫山区人力资源和社会保障局", "益阳市赫山区"),
        ("长沙市市场监督管理局", "长沙市"),
        ("重庆市交通委员会", "重庆市"),
        ("上海市浦东新区城市管理行政执法局", "上海市浦东新区"),
        ("上海市普陀区人民政府万里街道办事处", "上海市普陀区"),
        ("湖南省湘西土家族苗族自治州教育局", "湖南省湘西土家族苗族自治州"),
        ("中共长沙市委办公室", "长沙市"),
        ("赫山区人社局", "赫山区"),
        ("教育局", ""),
    ],
)
def test_region(org: str, place: str) -> None:
    assert region(org) == place


SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[3] / "shared")) / "reports"  # noqa: TID251


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development reports are not here")
def test_published_reports() -> None:
    known = {}
    for path in sorted(SHARED.glob("*年*.txt")):
        identity = of(path.read_text("utf-8"))
        known[identity.org] = (identity.year, identity.kind)
    assert known == {
        "益阳市赫山区人力资源和社会保障局": (2020, ReportKind.FINAL),
        "株洲市芦淞区人力资源和社会保障局": (2019, ReportKind.FINAL),
        "重庆市交通委员会": (2018, ReportKind.BUDGET),
    }
