from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from schemas.article import Article, Reason, Rejection, Step
from schemas.config import Config, Limits
from schemas.page import RawPage
from tasks.workers import Workers, WorkersError, pool
from tasks.workers.start import WorkerProcess

HERE = Path(__file__).parent
ACT = "worker_pages:act"
CONFIG = Config(limits=Limits(page_seconds=2.0, page_bytes=50_000, worker_bytes=300 * 2**20))


@pytest.fixture(scope="module", autouse=True)
def _importable():
    """What workers are given must be importable; this folder is not on the path by itself."""
    sys.path.insert(0, str(HERE))
    yield
    sys.path.remove(str(HERE))


@pytest.fixture(scope="module")
def workers(_importable):
    with Workers(2, CONFIG, ACT) as running:
        yield running


def page(text: str, name: str = "a.html") -> RawPage:
    return RawPage(name, text.encode(), input_offset=7, url="http://a.example/")


def told(workers: Workers, *commands: str) -> list:
    """For each page the text of its article, or the reason and detail of its rejection."""
    outcomes = [cleaned.outcome for cleaned in workers.clean(page(command) for command in commands)]
    return [o.text if isinstance(o, Article) else (o.reason.value, o.detail) for o in outcomes]


def children() -> set[int]:
    return {process.pid for process in psutil.Process().children(recursive=True)}


# the ordinary way


def test_no_pages_start_no_process():
    before = children()
    with Workers(2, CONFIG, ACT) as unused:
        assert list(unused.clean([])) == []
        assert children() == before


def test_pages_come_in_order(workers):
    commands = [f"say {n}" for n in range(100)]
    assert told(workers, *commands) == [str(n) for n in range(100)]


def test_slow_pages_keep_their_place(workers):
    assert told(workers, "sleep 0.3", "say a", "sleep 0.1", "say b", "say c") == ["None", "a", "None", "b", "c"]


def test_work_is_shared_between_processes_that_are_not_this_one(workers):
    pids = set(told(workers, *["sleep 0.2", "pid"] * 6)) - {"None"}
    assert 1 <= len(pids) <= 2
    assert str(os.getpid()) not in pids


def test_one_worker_is_still_a_process_of_its_own():
    with Workers(1, CONFIG, ACT) as one:
        pids = set(told(one, *["pid"] * 10))
        assert len(pids) == 1
        assert pids != {str(os.getpid())}
        assert told(one, "exit 3", "say a") == [("worker_crashed", "exit code 3"), "a"]


def test_the_configuration_goes_to_the_page_function(workers):
    assert told(workers, "seconds") == ["2.0"]


def test_pages_are_read_only_a_few_ahead(workers):
    read = []

    def source():
        for n in itertools.count():
            read.append(n)
            yield page(f"say {n}")

    cleaned = workers.clean(source())
    for n in range(30):
        assert next(cleaned).outcome.text == str(n)
        assert len(read) <= n + 2 * pool.AHEAD
    cleaned.close()
    assert told(workers, "say after") == ["after"]


def test_pages_are_read_ahead_by_bytes_too(workers, monkeypatch):
    monkeypatch.setattr(pool, "BYTES_AHEAD", 60_000)
    read = []

    def source():
        for n in range(8):
            read.append(n)
            yield page("say " + "x" * 40_000)

    cleaned = workers.clean(source())
    next(cleaned)
    assert len(read) == 2
    assert len(list(cleaned)) == 7


def test_an_error_of_the_source_goes_through(workers):
    def source():
        yield page("say a")
        yield page("sleep 0.2")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(workers.clean(source()))
    assert told(workers, "say after") == ["after"]


def test_several_threads_share_one_pool(workers):
    def shard(n: int) -> list:
        commands = [f"say {n}.{m}" if m != 7 else "exit 9" for m in range(25)]
        return told(workers, *commands)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(shard, range(4)))
    for n, answer in enumerate(answers):
        assert answer == [f"{n}.{m}" if m != 7 else ("worker_crashed", "exit code 9") for m in range(25)]


def test_workers_are_replaced_now_and_then(monkeypatch):
    monkeypatch.setattr(pool, "PAGES_A_WORKER", 5)
    with Workers(1, CONFIG, ACT) as one:
        assert len(set(told(one, *["pid"] * 20))) >= 4


def test_the_page_function_of_copydesk_itself():
    """Warmed up in a template without threads; no worker holds anything of Prefect or Arrow."""
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    with Workers(1, Config()) as real:
        html = "<html><title>Bridge</title><p>The council of Lower Marrow met on Tuesday evening.</p></html>"
        outcomes = [
            cleaned.outcome for cleaned in real.clean([RawPage("a.html", html.encode()), RawPage("b.html", b"")])
        ]
        assert [outcome.input_path for outcome in outcomes] == ["a.html", "b.html"]
        assert isinstance(outcomes[1], Rejection)
        family = [process for process in psutil.Process().children(recursive=True) if process.pid not in before]
        assert len(family) >= 2
        assert {process.num_threads() for process in family} == {1}
        mapped = {Path(area.path).name for process in family for area in process.memory_maps()}
        assert any(name.startswith("etree") for name in mapped)
        assert not [name for name in mapped if "arrow" in name]


# pages that harm

HARM = [
    ("spin", "time_limit", "limits.page_seconds is 2"),
    ("hang", "time_limit", "limits.page_seconds is 2"),
    ("sleep 60", "time_limit", "limits.page_seconds is 2"),
    ("python 500", "memory_limit", "limits.worker_bytes is 314572800"),
    ("c 5000", "memory_limit", "limits.worker_bytes is 314572800"),
    ("c 400", "memory_limit", "limits.worker_bytes is 314572800"),
    ("swallow 5000", "memory_limit", "limits.worker_bytes is 314572800"),
    ("reserve 5000", "memory_limit", "limits.worker_bytes is 314572800"),
    ("fail", "memory_limit", "limits.worker_bytes is 314572800"),
    ("segfault", "worker_crashed", "signal SIGSEGV"),
    ("signal SIGABRT", "worker_crashed", "signal SIGABRT"),
    ("signal SIGKILL", "worker_crashed", "signal SIGKILL"),
    ("signal SIGTERM", "worker_crashed", "signal SIGTERM"),
    ("exit 3", "worker_crashed", "exit code 3"),
    ("quit 3", "page_error", "SystemExit: 3"),
    ("raise 4", "page_error", "IndexError: list index out of range"),
    ("awkward x", "worker_crashed", "ended without an answer"),
]


@pytest.mark.parametrize(("command", "reason", "detail"), HARM, ids=[case[0] for case in HARM])
def test_harm_costs_its_page_only(workers, command, reason, detail):
    commands = [*(f"say {n}" for n in range(5)), command, *(f"say {n}" for n in range(5, 12))]
    answers = told(workers, *commands)
    assert answers.pop(5) == (reason, detail)
    assert answers == [str(n) for n in range(12)]


def test_the_rejection_is_whole(workers):
    (cleaned,) = workers.clean([page("exit 3")])
    raw = page("exit 3")
    assert cleaned.outcome == Rejection(
        raw.id,
        "a.html",
        Step.LOAD,
        Reason.WORKER_CRASHED,
        "exit code 3",
        "http://a.example/",
        7,
        raw.payload_sha256,
    )
    assert (cleaned.removals, cleaned.repairs) == ((), ())


@pytest.mark.parametrize(("size", "kept"), [(50_000, True), (50_001, False)])
def test_a_page_over_the_size_limit_never_reaches_a_worker(workers, size, kept):
    (cleaned,) = workers.clean([page("say ".ljust(size, "x"))])
    assert isinstance(cleaned.outcome, Article) is kept
    if not kept:
        assert (cleaned.outcome.step, cleaned.outcome.reason) == (Step.LOAD, Reason.SIZE_LIMIT)
        assert cleaned.outcome.detail == "50001 bytes; limits.page_bytes is 50000"


def test_a_refused_allocation_that_a_step_caught_is_the_memory_limit():
    with Workers(1, CONFIG, "worker_pages:caught") as one:
        (cleaned,) = one.clean([page("x")])
    assert (cleaned.outcome.reason, cleaned.outcome.step) == (Reason.MEMORY_LIMIT, Step.LOAD)


def test_an_answer_that_cannot_be_sent_is_the_page_s_error():
    with Workers(1, CONFIG, "worker_pages:unpicklable") as one:
        answers = [cleaned.outcome.reason for cleaned in one.clean([page("x"), page("y")])]
    assert set(answers) <= {Reason.PAGE_ERROR, Reason.WORKER_CRASHED}


def test_an_innocent_page_is_cleaned_where_others_had_spoilt_the_worker():
    with Workers(1, CONFIG, ACT) as one:  # each hoards 60 MiB of the worker's 300 for good
        assert told(one, *["hoard 60"] * 8) == ["hoarded"] * 8


def test_a_page_whose_worker_is_shot_by_somebody_else_is_cleaned(workers):
    shot = []

    def source():
        yield page("sleep 1")
        for worker in psutil.Process().children(recursive=True):
            if worker.pid in {int(pid) for pid in workers._watch._workers}:
                worker.kill()
                shot.append(worker.pid)
        yield page("say after")

    assert [cleaned.outcome.text for cleaned in workers.clean(source())] == ["None", "after"]
    assert shot


def test_the_template_is_started_again_where_it_dies():
    with Workers(1, CONFIG, ACT) as one:
        assert told(one, "say a") == ["a"]
        psutil.Process(one._context.template._forkserver_pid).kill()
        assert told(one, "say b", "say c") == ["b", "c"]


def test_a_worker_that_leaves_politely_costs_its_page_only(monkeypatch):
    """Nobody is told of an exit with code 0; the page is missed after a while."""
    monkeypatch.setattr(pool, "GRACE", 0.5)
    with Workers(2, CONFIG, ACT) as two:
        assert told(two, "say a", "exit 0", "say b") == ["a", ("worker_crashed", "ended without an answer"), "b"]


def test_harm_in_a_hurry(workers):
    """Many ends of many kinds at once, and no page is mixed up with another."""
    kinds = ["say {}", "exit 1", "say {}", "segfault", "say {}", "say {}", "raise 1", "awkward x"]
    commands = [kinds[n % len(kinds)].format(n) for n in range(48)]
    expected = {
        "exit 1": ("worker_crashed", "exit code 1"),
        "segfault": ("worker_crashed", "signal SIGSEGV"),
        "raise 1": ("page_error", "IndexError: list index out of range"),
        "awkward x": ("worker_crashed", "ended without an answer"),
    }
    assert told(workers, *commands) == [expected.get(command) or command[4:] for command in commands]


# where workers cannot work


@pytest.mark.parametrize(
    ("function", "message"),
    [
        ("no_such_module:clean", "No module named 'no_such_module'"),
        ("worker_pages:no_such_function", "has no attribute 'no_such_function'"),
    ],
)
def test_a_function_that_workers_cannot_find_is_a_clear_error(function, message):
    with Workers(2, CONFIG, function) as broken, pytest.raises(WorkersError, match=message):
        list(broken.clean([page("a"), page("b")]))


def test_workers_that_end_at_once_are_a_clear_error(monkeypatch):
    monkeypatch.setattr(pool, "prepare", os._exit)
    with Workers(2, CONFIG, ACT) as broken, pytest.raises(WorkersError, match="no worker process can be started"):
        list(broken.clean([page("a"), page("b")]))


def test_functions_that_cannot_be_named_are_refused():
    with pytest.raises(ValueError, match="put it at the top of a module"):
        Workers(1, CONFIG, lambda *_: None)
    with pytest.raises(ValueError, match="0 workers"):
        Workers(0, CONFIG)


def test_a_function_can_be_given_itself():
    import worker_pages  # noqa: PLC0415 - on the path only now

    with Workers(1, CONFIG, worker_pages.clean) as one:
        assert told(one, "abc") == ["ABC"]


# stopping


def test_nothing_is_left_after_the_end():
    before = children()
    with Workers(2, CONFIG, ACT) as running:
        told(running, "say a", "say b", "exit 3")
        assert len(children() - before) >= 3
    left = [process for process in psutil.Process().children(recursive=True) if process.pid not in before]
    assert all("resource_tracker" in " ".join(process.cmdline()) for process in left)


def test_stopping_does_not_wait_for_pages_that_hang():
    config = Config(limits=Limits(page_seconds=600, page_bytes=2**23))
    waiting: list[BaseException] = []

    def wait_for(running: Workers) -> None:
        try:
            list(running.clean(page(text) for text in ["hang"] * 3 + ["say " + "x" * 4_000_000] * 9))
        except WorkersError as error:
            waiting.append(error)

    with Workers(2, config, ACT) as running:
        told(running, "say started")
        thread = threading.Thread(target=wait_for, args=(running,))
        thread.start()
        time.sleep(0.5)
    thread.join(20)
    assert not thread.is_alive()
    assert "stopped" in str(waiting[0])
    with pytest.raises(WorkersError, match="stopped"):
        told(running, "say more")


MAIN = """
import {imports}, sys, time
sys.path.insert(0, {here!r})
from schemas.config import Config, Limits
from schemas.page import RawPage
from tasks.workers import Workers

with open({ran!r}, "a") as ran:
    print("main", file=ran)
with Workers(2, Config(limits=Limits(page_seconds=600)), "worker_pages:act") as workers:
    for cleaned in workers.clean([RawPage("a", command.encode()) for command in {commands!r}]):
        print(cleaned.outcome.text, flush=True)
"""


def main_script(folder: Path, imports: str, *commands: str) -> Path:
    """A main module without a guard that imports Prefect and pyarrow, as consoles and engines do."""
    script = folder / "copydesk_like"
    script.write_text(MAIN.format(imports=imports, here=str(HERE), commands=commands, ran=str(folder / "ran")))
    return script


@pytest.mark.parametrize("way", [["{0}"], ["-m", "copydesk_like"]], ids=["script", "module"])
def test_workers_never_see_the_parent_s_main_module(tmp_path, way):
    script = main_script(tmp_path, "prefect, pyarrow", "modules prefect pyarrow pandas typer", "main", "threads")
    script.rename(script.with_suffix(".py"))
    (tmp_path / "tasks").mkdir()  # a folder of the same name where the user stands
    (tmp_path / "tasks" / "__init__.py").write_text("raise RuntimeError('not the tasks you look for')")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent), str(tmp_path)]), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *(part.format(script.with_suffix(".py")) for part in way)]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split("\n") == ["[]", "None", "1", ""]
    assert (tmp_path / "ran").read_text() == "main\n"


def test_workers_do_not_see_this_test_s_main_module(workers):
    assert "_pytest" in " ".join(sys.modules)
    assert told(workers, "modules prefect pyarrow _pytest pytest", "main") == ["[]", "None"]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_no_orphans_when_the_parent_is_ended(tmp_path, sent):
    script = main_script(tmp_path, "os", "say started", "hang", "hang", "say " + "x" * 300_000)
    parent = subprocess.Popen(
        [sys.executable, script],
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with parent:
        family = psutil.Process(parent.pid)
        while sum("forkserver" in " ".join(child.cmdline()) for child in family.children(recursive=True)) < 3:
            time.sleep(0.05)
        time.sleep(0.3)
        processes = family.children(recursive=True)
        parent.send_signal(sent)
        assert parent.wait(30) == -sent
    _, alive = psutil.wait_procs(processes, timeout=30)
    assert alive == []


def test_two_threads_may_ask_for_an_exit_code():
    """The second one would read nothing, and call it 255."""
    with Workers(1, CONFIG, ACT) as one:
        assert told(one, "say a") == ["a"]
        for _ in range(20):
            process: WorkerProcess = one._context.Process(target=os._exit, args=(7,))
            process.start()
            asked = [process] * 800
            with ThreadPoolExecutor(4) as threads:
                codes = set(threads.map(lambda each: each.exitcode, asked))
            process.join()
            assert codes <= {None, 7}
            assert process.exitcode == 7
