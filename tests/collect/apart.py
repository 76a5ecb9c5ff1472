"""A script of this folder, run in a process of its own: what it takes of memory is measured there, and nowhere else."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROXY = "http://127.66.6.6:9"
"""Where nobody may be; the environment is not to be asked for one."""


def apart(script: str, asked: dict) -> tuple[list[dict], float]:
    """The lines of JSON that it wrote to its output, and the peak of its memory in MiB, which is the last of them."""
    done = subprocess.run(
        [sys.executable, "-W", "error", HERE / script],
        input=json.dumps(asked),
        env={"PYTHONPATH": str(HERE.parent.parent), "http_proxy": PROXY, "all_proxy": PROXY},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert not done.stderr
    *lines, peak = map(json.loads, done.stdout.splitlines())
    return lines, peak["peak_mib"]
