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
