"""What a user should know when something does not work: the library, the embedding, the programs that some formats need."""

import platform
import shutil
from importlib.util import find_spec
from typing import Any

from assistant.libraries import is_sample
from assistant.settings import settings
from index.embedding import BuiltIn, has_bf16
from index.library import Library


def examine(library: Library) -> dict[str, Any]:
    """Return the state of everything, by name, in the order to be read."""
    reports = library.reports()
    return {
        "资料库": f"{library.folder}{'（示例）' if is_sample(library) else ''}",
        "报告": len(reports),
        "数字": sum(report.facts for report in reports),
        "段落": sum(report.passages for report in reports),
        "还没有向量的段落": library.without_vectors(),
        "向量模型": _embedding(library),
        "缓存": str(settings().cache),
        "扫描件识别": "有" if find_spec("rapidocr") else "无（pip install 'juesuan[ocr]'）",
        "LibreOffice": _program("soffice"),
        "Chromium": _program("chromium"),
        "语言模型": _language_model() if settings().llm_url and settings().llm_model else "未设（不需要）",
        "Python": platform.python_version(),
    }


def _embedding(library: Library) -> str:
    if library.embedding is None:
        return "无，检索只按字词"
    if library.embedding != BuiltIn.name:
        return library.embedding
    ready = "已备好" if BuiltIn(settings().cache).folder.exists() else "首次大量使用时建立"
    return f"{BuiltIn.name}（内置，{'bf16' if has_bf16() else 'fp32'}，{ready}）"


def _program(name: str) -> str:
    return shutil.which(name) or "无"


def _language_model() -> str:
    """Whether the endpoint answers, how well it keeps a form, whether it streams, how fast. Never shows the key."""
    from assistant.model.failure import ModelFailed
    from assistant.model.probe import probe

    try:
        found = probe(settings())
    except ModelFailed as failure:
        return f"{settings().llm_model} 不可用：{failure}"
    streams = "逐字返回" if found.streams else "一次返回"
    return f"{settings().llm_model} 可用（{found.support.value}，{streams}，首字 {found.first:.1f} 秒，共 {found.total:.1f} 秒）"
