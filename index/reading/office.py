"""LibreOffice, where it is installed: one conversion in a profile of its own, killed with its group when it takes too long."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from index.reading import limits
from index.reading.content import Unreadable

_NAMES = ("soffice", "libreoffice")


def office() -> str | None:
    """Return the path of LibreOffice, None where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def convert(data: bytes, suffix: str, target: str) -> bytes:
    """Return *data*, a file named with *suffix*, converted to *target* (docx, pdf)."""
    program = office()
    if program is None:
        raise Unreadable("没有安装 LibreOffice，不能转换")
    with tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(data)
        out = Path(folder, "out")
        command = [program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        _run([*command, "--convert-to", target, "--outdir", str(out), str(source)])
        made = out / f"report.{target}"
        if not made.exists():
            raise Unreadable("LibreOffice 转换不出结果，文件可能已损坏")
        return made.read_bytes()


def _run(command: list[str]) -> None:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, process_group=0)
    try:
        process.wait(limits.OFFICE_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"LibreOffice 转换超过 {limits.OFFICE_SECONDS} 秒") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
