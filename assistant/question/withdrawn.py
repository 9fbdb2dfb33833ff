"""What a speaker takes back in the middle of a question: 培训…不对，是认证经费; 算了，直接说接待费吧.

Comes in: a clean text. Goes out: what was taken back and what is meant. Never drops a question that only asks whether something is right.
"""

import re

_TAKEN_BACK = re.compile(
    r"(?P<gone>^|^.*?[,.;?!…。])\s*(?:哦|噢|啊|唉|哎|诶|额|呃|嗯)*,?"
    r"(?:算了(?!一下|算)|不对(?=[,.…]|是|我|应该|说)|说错了|讲错了|打错了|搞错了|问错了|更正一下)[,.…!]*"
    r"(?:还是)?(?:直接)?(?:我)?(?:要|想)?(?:说|问|查|看|指|讲)?(?:的)?(?:应该)?(?:是)?[,:]?(?P<meant>.*[\u4e00-\u9fff]{2}.*)$"
)
_NO_QUESTION = re.compile(
    r"(?:吧|吗|呢|呀|么|嘛).*|(?:那|到底|究竟|正确的?|真正的?|实际上?)*(?:是|应该|有)*(?:多少|几|什么|啥|哪)[\u4e00-\u9fff]?[?]?"
)
"""What follows a claim that is called wrong: nothing is taken back."""


_SUGGESTED = re.compile(r"吧[?!.。]*$")


def taken_back(text: str) -> tuple[str, str]:
    """What was taken back, and what is asked instead.

    >>> taken_back("赫山2020年培训费...不对,是会议费多少")
    ('赫山2020年培训费...', '会议费多少')
    >>> taken_back("三公经费是5万元,对不对")
    ('', '三公经费是5万元,对不对')
    """
    found = _TAKEN_BACK.search(text)
    if found is None or _NO_QUESTION.fullmatch(found["meant"]):
        return "", text
    return found["gone"], _SUGGESTED.sub("", found["meant"])
