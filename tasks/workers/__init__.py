"""Pages are cleaned in processes that can be killed: a page that hangs, crashes or swells costs itself only."""

from tasks.workers.pool import Workers, WorkersError

__all__ = ["Workers", "WorkersError"]
