"""What `collect` and `run` do, once what was typed has been checked."""

from __future__ import annotations

from rich.console import Console

from flows.collect_terminal import print_collected
from flows.collected import Collected, Ran
from flows.drive import drive_plain
from flows.environment import prepare
from flows.fresh import fresh
from flows.gather import Asking, gather_plain
from flows.job import Job, check_folders, refuse_foreign
from flows.report import Report
from flows.terminal import print_report
from flows.watch import Watch, fitting, watched
from tasks.sources import plan


def collect(asked: Asking, *, plain: bool) -> bool:
    """Collect, and print a row a source. Gives whether all went well.

    Raises:
        WrongUseError: what was asked cannot be done.
    """
    aside = Console(stderr=True)
    if plain or asked.dry_run:
        collected = gather_plain(asked, fitting(aside).say)
    else:
        collected = _collect_with_prefect(asked, aside)
    print_collected(Console(), collected, dry_run=asked.dry_run)
    return _good(collected, asked)


def run(asked: Asking, job: Job, *, plain: bool) -> bool:
    """Collect, clean what has not been cleaned yet, and print both. Gives whether all went well.

    Raises:
        WrongUseError: what was asked cannot be done.
    """
    asked.raw.mkdir(parents=True, exist_ok=True)
    check_folders(job.raw, job.clean)
    refuse_foreign(job.clean)
    aside = Console(stderr=True)
    ran = _run_plain(asked, job, fitting(aside)) if plain else _run_with_prefect(asked, job, aside)
    print_collected(Console(), ran.collected)
    print_report(Console(), ran.report)
    return _good(ran.collected, asked) and not ran.report.failures


def _run_plain(asked: Asking, job: Job, watch: Watch) -> Ran:
    collected = gather_plain(asked, watch.say)
    waiting = fresh(job.clean, plan(job.raw, job.config))
    return Ran(collected, drive_plain(job, waiting, watch) if waiting else Report(job.clean))


def _collect_with_prefect(asked: Asking, aside: Console) -> Collected:
    """The same through the flow `collect`, on the server that is configured or a temporary one."""
    prepare()
    from flows.server import reach

    reach(aside)
    from flows.collect import run_flow

    with watched(fitting(aside)):
        return run_flow(asked)


def _run_with_prefect(asked: Asking, job: Job, aside: Console) -> Ran:
    """The same through the flow `run`, on the server that is configured or a temporary one."""
    prepare()
    from flows.server import reach

    reach(aside)
    from flows.run import run_flow

    with watched(fitting(aside)):
        return run_flow(asked, job)


def _good(collected: Collected, asked: Asking) -> bool:
    """Whether nothing happened that the file or the house calls a failure."""
    return not collected.failures and not (collected.low and asked.sources.collect.fail_on_low_yield)
