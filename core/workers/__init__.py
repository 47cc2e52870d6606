"""Processes with limits that answer one job after the other: one protocol, one time-out rule, for whoever needs one.

A `Program` (see `process`) names a script and what a process of it may use; its own part, `serving.serve`, shuts the
process in before it sees the first byte. `Batch` answers many jobs for one caller, `Pool` one job each
for many threads.

The time-out rule: a job may take so many `seconds` on the clock. The process that does it is ended by the clock of the
kernel, even if nobody waits any more; whoever waits ends it `GRACE` seconds later if it was not. A process that has no
job waits for one until its pipe is closed, or for `idle` seconds.
"""
