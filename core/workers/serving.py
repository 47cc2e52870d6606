"""The process's own part: it shuts itself in, then answers one job after the other until its pipe is closed."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from fcntl import F_GETFL, F_SETFL, F_SETOWN, fcntl

from core.workers.protocol import ANSWER, JOB, Limits

JOBS = 0
"""The descriptor of the pipe out of which jobs come."""
STATM = "/proc/self/statm"


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer jobs within the limits of the command line (JSON of `Limits`) until the pipe is closed or `idle` is over.

    What `answer` raises is the reason of a refusal. What its libraries print goes to the standard error, not among the
    answers.
    """
    limits = Limits(**json.loads(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides when it ends
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    fcntl(JOBS, F_SETOWN, os.getpid())
    if limits.memory is not None:
        shut(limits.memory)
    while (job := _job(limits)) is not None:
        _limited(limits)
        done, body = _answered(answer, job)
        _unlimited()
        answers.write(ANSWER.pack(done, held(), len(body)))
        answers.write(body)
        answers.flush()


def shut(memory: int) -> None:
    """Give up what an answer does not need, for good.

    No further descriptor, so no file, no connection and no process with pipes; `memory` bytes; no file grows; no core
    file.
    """
    for limit, value in (("AS", memory), ("FSIZE", 0), ("CORE", 0), ("NPROC", 0), ("NOFILE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{limit}"), (value, value))


def held() -> int:
    """The bytes of memory that this process holds; where that cannot be looked up, the most that it held."""
    try:
        with open(STATM, encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _job(limits: Limits) -> bytes | None:
    """The next job; None when there is no other."""
    _clock(limits.idle + limits.seconds if limits.idle is not None else 0)  # longer than anybody reckons with it
    head = _read(JOB.size)
    _clock(0)
    return _read(*JOB.unpack(head)) if head else None


def _read(length: int) -> bytes | None:
    """So many bytes out of the pipe; None when it is closed before."""
    place, filled = bytearray(length), 0
    while filled < length:
        if not (count := os.readv(JOBS, [memoryview(place)[filled:]])):
            return None
        filled += count
    return bytes(place)


def _answered(answer: Callable[[bytes], bytes], job: bytes) -> tuple[bool, bytes]:
    try:
        return True, answer(job)
    except BaseException as error:  # a panic of Rust is no Exception
        return False, str(getattr(error, "message", error)).encode("utf-8", "replace")


def _limited(limits: Limits) -> None:
    """Start the clock of one more job; without jobs ahead, what now happens in the pipe is its end, and the process's.

    By signals, because libraries that are at work let nothing else in.
    """
    _clock(limits.seconds)
    if limits.memory is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + limits.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    if limits.ahead == 1:
        fcntl(JOBS, F_SETFL, fcntl(JOBS, F_GETFL) | os.O_ASYNC)


def _unlimited() -> None:
    _clock(0)
    fcntl(JOBS, F_SETFL, fcntl(JOBS, F_GETFL) & ~os.O_ASYNC)


def _clock(seconds: float) -> None:
    """Have the kernel end this process after so many seconds, whatever it does then; 0: not any more."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
