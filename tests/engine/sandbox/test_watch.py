"""The limits that are watched from outside, with a clock and a machine that are made up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS
from mkdocs_c_runner.engine.result import LimitName
from mkdocs_c_runner.engine.sandbox.box import KILL_GRACE, SETUP_TIME
from mkdocs_c_runner.engine.sandbox.lifecycle import Lifecycle
from mkdocs_c_runner.engine.sandbox.watch import Watch

MIB = 1024 * 1024
GIB = 1024 * MIB
LIMITS = replace(RUN_LIMITS, wall_time=10.0, cpu_time=4.0, memory=100 * MIB, output=1000)
START = 50.0


@dataclass
class Machine:
    """A machine that shows what a test wants it to."""

    held: dict[int, int] = field(default_factory=dict)
    computed: dict[int, float] = field(default_factory=dict)
    left: int = 4 * GIB
    total: int = 8 * GIB

    def memory(self, pids: list[int], _enough: int) -> int:
        return sum(self.held.get(pid, 0) for pid in pids)

    def processor_time(self, pid: int) -> float:
        return self.computed.get(pid, 0.0)

    def memory_left(self) -> tuple[int, int]:
        return self.left, self.total


def watch(machine: Machine | None = None, *, in_group: bool = False, processors: int = 2) -> Watch:
    readings = machine or Machine()
    return Watch(LIMITS, START, in_group=in_group, readings=readings, processors=processors)


def life(**times: float) -> Lifecycle:
    made = Lifecycle()
    for name, time in times.items():
        setattr(made, name, time)
    return made


RUNNING = life(started_at=START)


@pytest.mark.parametrize(
    ("alive", "deadline"),
    [
        (life(), START + SETUP_TIME),
        (life(started_at=60.0), 60.0 + LIMITS.wall_time),
        (life(started_at=60.0, ended_at=61.0), 60.0 + LIMITS.wall_time),
        (life(started_at=60.0, ended_at=61.0, emptied_at=62.0), 62.0 + KILL_GRACE),
    ],
)
def test_each_stage_of_a_life_has_its_deadline(alive: Lifecycle, deadline: float) -> None:
    assert watch().deadline(alive) == deadline


@pytest.mark.parametrize(
    ("alive", "output", "now", "limit"),
    [
        (RUNNING, 1000, START + 9.9, None),
        (RUNNING, 1001, START + 1, "output"),
        (RUNNING, 0, START + 10, "wall_time"),
        (life(), 0, START + SETUP_TIME, "wall_time"),
        (life(started_at=START, ended_at=51.0), 0, START + 99, None),  # only its children go on
    ],
)
def test_output_and_time_are_compared_with_their_limits(
    alive: Lifecycle, output: int, now: float, limit: LimitName | None
) -> None:
    assert watch().exceeded(alive, output, now) == limit


def test_measurements_are_taken_now_and_then_while_the_command_runs() -> None:
    watched = watch()

    assert not watched.is_due(life(), START + 1)
    assert not watched.is_due(RUNNING, START + 0.01)
    assert watched.is_due(RUNNING, START + 0.02)
    watched.measure([], RUNNING, START + 0.02)
    assert not watched.is_due(RUNNING, START + 0.03)
    assert watched.is_due(RUNNING, START + 0.05)
    assert not watched.is_due(life(started_at=START, emptied_at=START + 1), START + 2)


@pytest.mark.parametrize(
    ("memory", "held", "left", "seconds"),
    [
        (100 * MIB, 0, 4 * GIB, 0.02),
        (2 * GIB, 0, 8 * GIB, 0.125),
        (2 * GIB, GIB, 8 * GIB, 0.0625),
        (2 * GIB, 0, 400 * MIB + GIB, 0.0625),  # the machine has little left
        (64 * GIB, 0, 128 * GIB, 0.2),
    ],
)
def test_memory_is_measured_before_the_processors_can_have_handed_out_too_much(
    memory: int, held: int, left: int, seconds: float
) -> None:
    limits = replace(LIMITS, memory=memory)
    machine = Machine({1: held}, left=left, total=8000 * MIB)
    watched = Watch(limits, START, in_group=False, readings=machine, processors=2)

    watched.measure([1], RUNNING, START + 0.5)

    assert watched.pause(RUNNING, START + 0.5) == pytest.approx(seconds)


def test_the_first_measurement_comes_before_a_machine_with_little_left_can_be_empty() -> None:
    machine = Machine(left=400 * MIB + GIB, total=8000 * MIB)
    limits = replace(LIMITS, memory=64 * GIB)
    watched = Watch(limits, START, in_group=False, readings=machine, processors=2)

    assert watched.pause(RUNNING, START) == pytest.approx(0.0625)


def test_processor_time_is_measured_often_from_the_moment_on_when_the_limit_can_be_reached() -> (
    None
):
    limits = replace(LIMITS, memory=64 * GIB)
    machine = Machine(left=128 * GIB)
    watched = Watch(limits, START, in_group=False, readings=machine, processors=2)

    watched.measure([1], RUNNING, START + 1.9)
    assert watched.pause(RUNNING, START + 1.9) == pytest.approx(0.1)
    watched.measure([1], RUNNING, START + 2)
    assert watched.pause(RUNNING, START + 2) == pytest.approx(0.02)


def test_in_a_control_group_there_is_nothing_to_measure_before_the_processors_can_have_done_it() -> (
    None
):
    watched = watch(Machine({1: GIB}), in_group=True, processors=2)

    assert not watched.is_due(RUNNING, START + 1.9)
    assert watched.is_due(RUNNING, START + 2.0)
    assert watched.measure([1], RUNNING, START + 2.0) is None


def test_the_memory_of_all_processes_counts_together() -> None:
    machine = Machine({1: 60 * MIB, 2: 40 * MIB, 3: 1})

    assert watch(machine).measure([1, 2], RUNNING, START + 1) is None
    assert watch(machine).measure([1, 2, 3], RUNNING, START + 1) == "memory"


def test_the_processor_time_of_each_process_counts_alone() -> None:
    machine = Machine(computed={1: 3.9, 2: 3.9, 3: 4.0})

    assert watch(machine).measure([1, 2], RUNNING, START + 3) is None
    assert watch(machine).measure([1, 2, 3], RUNNING, START + 3) == "cpu_time"


@pytest.mark.parametrize(
    ("before", "after", "limit"),
    [
        (4 * GIB, GIB, None),  # there is enough left
        (4 * GIB, 300 * MIB, "memory"),  # a twentieth of the machine is not
        (300 * MIB, 200 * MIB, None),  # it was others who took it
    ],
)
def test_memory_that_is_gone_from_the_machine_counts_wherever_it_is(
    before: int, after: int, limit: LimitName | None
) -> None:
    machine = Machine(left=before)
    watched = watch(machine)
    machine.left = after

    assert watched.measure([], RUNNING, START + 1) == limit
