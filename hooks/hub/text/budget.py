"""A limit on the time that one text may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OverBudget(Exception):
    """The block took more processor time than it was given."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raises OverBudget when the block uses more than `seconds` of processor time.

    Python-Markdown needs 59 s for 20,000 opening brackets (tried November 2026); a timer of the process ends it. Off the main thread,
    where the operating system gives no such timer, the block runs to its end.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise OverBudget

    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
