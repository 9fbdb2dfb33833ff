"""The words of questions that name no item; without them no one could tell where an item's name begins.

Comes in: ``words.txt``. Goes out: the words, and those near a mistyped one.
"""

from functools import cache
from importlib.resources import files

from assistant.question.typos import NearWords

LONGEST = 6


@cache
def words() -> frozenset[str]:
    """Every word of the list."""
    lines = files(__package__).joinpath("words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


OPERATION_WORDS = tuple("""
占比 比重 比例 百分之几 百分之多少 增长 增加 减少 下降 上升 降低 提高 增幅 降幅 涨幅 增长率 变化率 变动率
完成率 执行率 合计 总共 一共 加起来 之和 相差 差额 相比 同比 人均 平均 平均每 每批次 每人次 分别 多少
多少钱 为什么 原因 是什么 什么意思 职责 机构设置 排名 从高到低 从低到高 最多 最少 最大 最小 倍数 几倍 剩下
剩余 扣除 扣掉 除去 去掉 超支 没花完 没用完 花完 超过 超出 预算 决算 年初预算 调整预算 全年预算 决算数
预算数 上年 去年 今年 前年 存在的问题 改进措施 部门决算 部门预算 人次 批次 团组 多少人次 多少批次 多少人
平均花了 百分点 个百分点 完成预算 完成年初预算 相差多少 多少倍 倒数 最高 最低 三公 年末 年初
""".split())
"""Words that change what is asked: only these are looked for behind a typing mistake."""


@cache
def near_words() -> NearWords:
    """The operation words, to find mistyped ones."""
    return NearWords(OPERATION_WORDS)
