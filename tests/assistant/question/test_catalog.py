"""What the library holds, as questions see it."""

from datetime import date

from assistant.inquiry import Operation
from assistant.question import Catalog, understand
from assistant.question.orgindex import parse
from assistant.question.slots import level_of
from index.library import Library
from index.records import ReportLevel

TODAY = date(2026, 11, 22)


def test_the_catalog_of_a_library_names_its_organisations_and_is_kept_until_the_library_changes(library: Library) -> None:
    made = Catalog.of(library)
    assert set(made.orgs) == {report.org for report in library.reports()}
    assert set(made.years) == {report.year for report in library.reports()}
    assert Catalog.of(library) is made


def test_an_organisation_that_is_not_there_is_never_taken_for_another_of_its_place() -> None:
    one = Catalog.listing(("赫山区人力资源和社会保障局", 2020))
    for said in (
        "赫山区卫生健康局",
        "赫山区卫健委",
        "赫山区教育局",
        "赫山区财政局",
        "赫山街道",
        "赫山区政府办",
        "赫山区粮食和物资储备中心",
        "赫山区法院",
    ):
        question = understand(f"{said}2020年花了多少钱", one, today=TODAY)[0]
        assert question.orgs == (), said
        assert question.org_choices[0].choices == (), said


def test_a_place_that_is_not_there_is_never_corrected() -> None:
    one = Catalog.listing(("芦淞区人力资源和社会保障局", 2019))
    for place in ("芙蓉区", "芦山县", "芦溪县", "北京市朝阳区", "长沙市", "岳麓区"):
        question = understand(f"{place}人社局2019年花了多少钱", one, today=TODAY)[0]
        assert (question.orgs, question.corrections) == ((), ()), place


def test_a_place_of_another_city_is_another_place() -> None:
    one = Catalog.listing(("上海市普陀区司法局", 2024))
    assert understand("普陀区司法局2024年支出", one, today=TODAY)[0].orgs
    assert understand("上海普陀司法局2024年支出", one, today=TODAY)[0].orgs
    assert not understand("舟山市普陀区司法局2024年支出", one, today=TODAY)[0].orgs


def test_places_that_no_table_lists_are_told_by_their_kind() -> None:
    assert parse("京畿市永州区司法局").places == ("京畿市", "永州区")
    assert parse("东峰市民政局").body == "民政局"
    invented = Catalog.listing(("东峰市民政局", 2021), ("栖霞市新河区自然资源局", 2021))
    assert understand("东峰市民政局2021年支出", invented, today=TODAY)[0].orgs == ("东峰市民政局",)
    assert understand("栖霞市新河区自然资源局2021年支出", invented, today=TODAY)[0].orgs == ("栖霞市新河区自然资源局",)


def test_ten_thousand_characters_are_bounded() -> None:
    one = Catalog.listing(("赫山区人力资源和社会保障局", 2020))
    pasted = "基本支出1039.00万元,占19.98%;项目支出4160.35万元。" * 400 + "赫山区人社局2020年项目支出占比是多少？"
    questions = understand(pasted, one, today=TODAY)
    assert len(questions) < 10
    assert all(len(question.text) <= 400 for question in questions)


def test_nothing_is_asked_of_an_empty_library() -> None:
    nothing = Catalog(())
    assert understand("赫山区人社局2020年花了多少", nothing, today=TODAY)[0].orgs == ()
    assert understand("有哪些报告", nothing, today=TODAY)[0].operation is Operation.CORPUS
    assert understand("", nothing, today=TODAY)[0].operation is Operation.NONE


def test_a_name_as_printed_is_no_place_elsewhere_and_no_longer_name() -> None:
    catalog = Catalog.listing(("江宁镇第二小学", 2022), ("赫山区教育局", 2022))
    (question,) = understand("江宁镇第二小学2022年三公经费", catalog, today=TODAY)
    assert question.orgs == ("江宁镇第二小学",)
    for said in ("江宁镇第二小学附属幼儿园", "江宁区第二小学"):
        (question,) = understand(f"{said}2022年三公经费", catalog, today=TODAY)
        assert not question.orgs or question.leftover, said


def test_what_leaves_the_office_out_does_not_ask_for_the_office() -> None:
    assert level_of("2022年除本级外的会议费") is None
    assert level_of("2022年不含本级的会议费") is None
    assert level_of("2022年本级会议费") is ReportLevel.OFFICE
    assert level_of("那部门的呢") is ReportLevel.DEPARTMENT
    assert level_of("全县各部门2022年会议费") is None
