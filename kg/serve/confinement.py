"""What a process that runs queries can no longer do, whatever a query holds."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from contextlib import suppress
from pathlib import Path

#: The number that the kernel has for a machine, and its system call that makes a socket.
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
#: Numbers from here on are those of another way to call the same kernel.
_OTHER_CALLS = 0x40000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # 13: permission denied


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def confine(megabytes: int) -> None:
    """Bound this process's memory, and take from it the network and the interrupt key, for good.

    Args:
        megabytes: The memory; with more the process ends. Systems other than Linux may not keep to it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The engine tells of its end on stderr, at length.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20,) * 2)
    with suppress(OSError):
        # Should the machine's memory run out, the kernel ends this rather than the server.
        Path("/proc/self/oom_score_adj").write_text("1000")
    if sys.platform == "linux" and platform.machine() in _SOCKET_CALLS:
        _refuse_sockets(*_SOCKET_CALLS[platform.machine()])


def _refuse_sockets(machine: int, call: int) -> None:
    # The engine can ask other servers and has no switch against it. The check of queries keeps it from that;
    # this would, did a query ever pass the check.
    steps = (
        (_LOAD, 0, 0, 4),  # the machine
        (_IF_EQUAL, 0, 4, machine),
        (_LOAD, 0, 0, 0),  # the call
        (_IF_EQUAL, 2, 0, call),
        (_IF_AT_LEAST, 1, 0, _OTHER_CALLS),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    program = _Program(len(steps), (_Instruction * len(steps))(*(_Instruction(*step) for step in steps)))
    kernel = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    if kernel.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero) == 0:
        kernel.prctl(_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(program), zero, zero)
