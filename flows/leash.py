"""Processes that end with this one, even where it is killed and can end nothing itself."""

from __future__ import annotations

import subprocess


class Leash:
    """Sees that another process ends with this one, however that ends.

    A shell waits for the end of a pipe that only we hold, in a session of its own, out of Ctrl-C's reach.
    """

    def __init__(self, process: int) -> None:
        """Takes the number of the process; whoever makes a leash holds it for as long as it is to last."""
        shell = ("/bin/sh", "-c", 'read -r _; kill "$1" 2>/dev/null', "copydesk", str(process))
        self._shell = subprocess.Popen(shell, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - a number at most

    def release(self) -> None:
        """Let go of the process, which has ended: its number may be another's by now."""
        self._shell.kill()
        if self._shell.stdin is not None:
            self._shell.stdin.close()
        self._shell.wait()
