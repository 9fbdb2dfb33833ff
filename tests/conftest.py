"""Nothing is skipped in silence where everything must be tested: JUESUAN_TEST_ALL=1 turns a missing program into a failure."""

import os
import re
from collections.abc import Generator

import pytest

_MISSING = re.compile(r"not installed|no Chromium")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    everything = os.environ.get("JUESUAN_TEST_ALL") == "1"  # noqa: TID251 - whether anything may be skipped
    if everything and report.skipped and _MISSING.search(str(report.longrepr)):
        report.outcome = "failed"
        report.longrepr = f"JUESUAN_TEST_ALL=1: {report.longrepr}"
    return report
