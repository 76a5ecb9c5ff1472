"""Processes that end with this one, even where it is killed and can end nothing itself."""

from __future__ import annotations

import subprocess


def leash(server: int) -> None:
    """See that a server, named by the number of its process, ends with this process however that ends.

    A shell waits for the end of a pipe that only we hold, in a session of its own, out of Ctrl-C's reach.
    """
    shell = ("/bin/sh", "-c", 'read -r _; kill "$1" 2>/dev/null', "copydesk", str(server))
    _leashes.append(subprocess.Popen(shell, stdin=subprocess.PIPE, start_new_session=True))  # noqa: S603 - a number at most


_leashes: list[subprocess.Popen[bytes]] = []
"""Held until this process ends: the pipes must stay open."""
