"""What ends a run before any page is touched, in words for the person at the terminal."""

from __future__ import annotations

START_OR_LEAVE = "Start it (prefect server start), unset PREFECT_API_URL, or run with --plain."


class WrongUseError(ValueError):
    """Raised before any work is done; the terminal shows it without a stack trace and ends with status 2."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n{remedy}")
        self.problem = problem
        """What is wrong, with the value that is."""
        self.remedy = remedy
        """What to do instead."""


class NoServerError(RuntimeError):
    """Prefect's server does not answer, or one of our own does not start."""

    def __init__(self, problem: str, remedy: str = START_OR_LEAVE) -> None:
        super().__init__(problem)
        self.remedy = remedy
        """What to do instead."""
