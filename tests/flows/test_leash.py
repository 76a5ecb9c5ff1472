"""A process on a leash ends with the one that holds it."""

import subprocess
import sys

import psutil
import pytest

HOLDER = """
import subprocess, sys
from flows.leash import Leash
dog = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL, start_new_session=True)
leash = Leash(dog.pid)
{release}
print(dog.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held():
    """A process that outlives nobody, and who holds its leash."""
    made = []

    def one(release=""):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER.format(release=release)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        made.append((holder, psutil.Process(int(holder.stdout.readline()))))
        return made[-1]

    yield one
    for holder, dog in made:
        holder.kill()
        holder.communicate()
        if dog.is_running():
            dog.kill()


def ended(process):
    return not psutil.wait_procs([process], timeout=10)[1] or process.status() == psutil.STATUS_ZOMBIE


def test_it_ends_with_its_holder(held):
    holder, dog = held()
    holder.communicate()
    assert ended(dog)


def test_it_ends_when_its_holder_is_killed(held):
    holder, dog = held()
    holder.kill()
    holder.wait()
    assert ended(dog)


def test_what_was_released_goes_on(held):
    holder, dog = held(release="leash.release()")
    holder.communicate()
    assert dog.is_running()
    assert dog.status() != psutil.STATUS_ZOMBIE
