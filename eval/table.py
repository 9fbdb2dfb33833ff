"""The table of suites by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from eval.suites import Options, SuiteRun, auditing, calculating, facts, formatted, questions, retrieving, synthetic, twins, typos

SUITES: Mapping[str, Callable[[Options], SuiteRun]] = MappingProxyType(
    {
        "sample": questions.sample,
        "paraphrase": questions.paraphrase,
        "shared": questions.shared,
        "blind1": questions.blind(1),
        "blind2": questions.blind(2),
        "blind3": questions.blind(3),
        "blind4": questions.blind(4),
        "blind5": questions.blind(5),
        "blind6": questions.blind(6),
        "blind7": questions.blind(7),
        "blind8": questions.blind(8),
        "blind9": questions.blind(9),
        "facts": facts.run,
        "styles": facts.styles,
        "styles_questions": questions.styles,
        "formats": formatted.run,
        "retrieval": retrieving.sample,
        "audit": auditing.run,
        "arithmetic": calculating.run,
        "typos": typos.run,
        "twins": twins.run,
        "synth": synthetic.development,
        "synth_noisy": synthetic.noisy,
        "synth_tables": synthetic.tables,
        "synth_held_out": synthetic.held_out,
        "synth_questions": synthetic.questions,
        "synth_held_out_questions": synthetic.held_out_questions,
        "synth_retrieval": retrieving.synthetic,
    }
)


class UnknownSuite(ValueError):
    """Neither the name of a suite nor a JSONL file."""


def run_suite(name: str, options: Options) -> SuiteRun:
    """Run the suite of this name, or the cases in this JSONL file."""
    if name in SUITES:
        return SUITES[name](options)
    if name.endswith(".jsonl") and Path(name).is_file():
        return questions.from_file(Path(name), options)
    raise UnknownSuite(f"没有名为“{name}”的测试集；可选：{'、'.join(SUITES)}，或一个 JSONL 文件")
