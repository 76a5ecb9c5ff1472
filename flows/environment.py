"""How Prefect is set up where copydesk starts it. Nothing here imports Prefect: it reads these when it is imported."""

from __future__ import annotations

import os

ALWAYS = {
    # no word about this machine's runs leaves it
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
}

UNLESS_SET = {
    # a temporary server starts in 15-25 s; its default of 20 s fails on a busy machine
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # the progress bar and the closing table say what goes on; the server still gets every line
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}

TOLD = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO"}
"""For serving: which run was started and how it ended."""

LASTING_SERVER = {
    # a killed run's slot is given back after a restart of the server; in memory, as is the default, it is lost for good
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}
"""What a server that schedules runs needs besides."""


def prepare(*, told: bool = False) -> None:
    """Set Prefect's environment; to be called before Prefect is imported.

    Args:
        told: let Prefect's own lines through to the terminal, where nothing else says what goes on.
    """
    os.environ.update(ALWAYS)
    for name, value in (UNLESS_SET | (TOLD if told else {})).items():
        os.environ.setdefault(name, value)
