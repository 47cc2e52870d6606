"""What goes through the pipes between a process and who started it, and what a process may use.

A job is its length (8 bytes) and its bytes. An answer is whether the job was done (1 byte), how much memory the process
holds (8 bytes), its length (8 bytes), and its bytes: what was asked for, or why it was not done, as UTF-8.
"""

from __future__ import annotations

from struct import Struct
from typing import Literal, NamedTuple

JOB, ANSWER = Struct(">Q"), Struct(">?QQ")
"""The heads of a job and of an answer."""
Outcome = Literal["done", "refused", "slow", "lost"]


class Answer(NamedTuple):
    """What became of a job, and `body`.

    outcome: "done" (`body` is what was asked for), "refused" (`body` is the reason that the process gives), "slow" (the
    process ran out of time and was ended), or "lost" (it died, or answered what is no answer); the last two without
    `body`.
    """

    outcome: Outcome
    body: bytes = b""


class Limits(NamedTuple):
    """What a process may use.

    seconds: how long a job may take, on the clock; of a process that is shut in also of processor time.
    memory: bytes of address space; with a number the process is shut in, so that it can open nothing. None: it is not.
    idle: seconds without a job after which it leaves. None: it waits until its pipe is closed.
    ahead: jobs that it is given at once, so that it never waits for us. With 1 it also ends in the middle of a job when
        whoever started it ends; with more it ends after the job at hand, or out of time.
    """

    seconds: float
    memory: int | None = None
    idle: float | None = None
    ahead: int = 1
