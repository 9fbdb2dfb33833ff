"""Keeps Gradio and the model hub silent: no analytics, no fonts, no look-up. Import before gradio."""

import os

SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SHARE": "False",
    "GRADIO_SSR_MODE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
}


def hush() -> None:
    """Set the switches that the libraries read when they are imported."""
    os.environ.update(SWITCHES)  # noqa: TID251 - other libraries' switches, not settings of ours
