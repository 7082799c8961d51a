"""Limits of a process that opens strangers' files."""

from __future__ import annotations

import contextlib
import sys

from danvan_xl.workbooks.opening import limits


def limit_memory() -> None:
    """Let the system refuse memory beyond the limit: address space on Linux, a job of its own on Windows."""
    if sys.platform == "win32":
        with contextlib.suppress(ImportError, OSError):
            _own_job()
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _own_job() -> None:
    """This process in a job whose processes may each commit as much as the limit says."""
    import win32api
    import win32job

    job = win32job.CreateJobObject(None, "")
    what = win32job.QueryInformationJobObject(job, win32job.JobObjectExtendedLimitInformation)
    what["ProcessMemoryLimit"] = limits.MEMORY_BYTES
    what["BasicLimitInformation"]["LimitFlags"] |= win32job.JOB_OBJECT_LIMIT_PROCESS_MEMORY
    win32job.SetInformationJobObject(job, win32job.JobObjectExtendedLimitInformation, what)
    win32job.AssignProcessToJobObject(job, win32api.GetCurrentProcess())
