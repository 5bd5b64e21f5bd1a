from __future__ import annotations

import signal
import threading
from itertools import count

import pytest

from hub.text.budget import OverBudget, budget


def _spin(rounds: int | None) -> int:
    total = 0
    for number in count() if rounds is None else range(rounds):
        total += number
    return total


def test_a_block_that_does_not_end_is_ended() -> None:
    with pytest.raises(OverBudget), budget(0.05):
        _spin(None)


def test_a_quick_block_runs_and_disarms_the_timer() -> None:
    with budget(60):
        done = _spin(10)
    assert done == 45
    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0


def test_the_former_handler_is_put_back_after_success_and_after_an_error() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with budget(60):
        assert signal.getsignal(signal.SIGVTALRM) is not before
    assert signal.getsignal(signal.SIGVTALRM) is before
    with pytest.raises(ZeroDivisionError), budget(60):
        1 / 0  # noqa: B018 - any error of the block
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0


def test_a_second_budget_starts_afresh() -> None:
    for _ in range(2):
        with pytest.raises(OverBudget), budget(0.02):
            _spin(None)
    with budget(60):
        _spin(1000)


def test_off_the_main_thread_the_block_runs_to_its_end() -> None:
    seen: list[int] = []

    def work() -> None:
        with budget(0.000_001):
            seen.append(_spin(100_000))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen
