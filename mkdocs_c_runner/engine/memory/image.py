"""The memory of a program at one moment, of two runs at once: what differs between them was never initialized."""

from __future__ import annotations

import bisect
import mmap
from collections.abc import Sequence
from typing import NamedTuple

from .elf import Section
from .heap_block import HeapBlock
from .touched import Touched
from .trace import Allocated, Freed, Moment, Trace
from .types import Type

_STACK = 16 << 20
_WINDOW = 65536
_BLOCK = 4096
_SMALLEST = 1 << 20
# All blocks of which the recorder tells, and their bytes.
_MOST_BLOCKS = 20_000
_LARGEST_BLOCK = 1 << 47
_BYTES_OF_BLOCKS = 20 << 20

# Blocks that have been freed, of which a pointer may still tell.
_REMEMBERED = 1000


class Both(NamedTuple):
    """The bytes at a place in both runs."""

    first: bytes
    second: bytes


_Memories = tuple[bytearray, bytearray]


class Image:
    """The memory of two runs that take the same way.

    Args:
        trace: The trace of the first run, for the addresses of everything.
        constants: The parts of the program that never change.

    Attributes:
        blocks: All blocks, by their numbers.
        heap: A number that changes when anything of the blocks does.
        layout: A number that changes when there is a block more or less, or the type of one becomes known.
        shape: The same, but for blocks more.
        changed: The numbers of blocks of which the content has changed, until somebody empties it.
        next_number: The number of the next block.
        stack_pointer: The stack pointer.
        freed: Those that have been freed, the oldest first.
    """

    def __init__(self, trace: Trace, constants: Sequence[Section]) -> None:
        self._trace = trace
        self._constants = constants
        # Of these, only what is written takes memory.
        self._stacks = (mmap.mmap(-1, _STACK), mmap.mmap(-1, _STACK))
        self._top, self._bottom = trace.stack_top, trace.stack_top - _STACK
        size = min(trace.data_size, _WINDOW)
        self._data = (bytearray(size), bytearray(size))
        self._data_range = range(trace.data_size)
        size = min(trace.own_size, _WINDOW)
        self._own = (bytearray(size), bytearray(size))
        self.stack_pointer = trace.stack_top
        self._is_stack_large = False
        self._touched = Touched()
        self.heap = self.layout = self.shape = 0
        self.changed: set[int] = set()
        self.blocks: dict[int, HeapBlock] = {}
        self.freed: list[HeapBlock] = []
        self._addresses: list[int] = []
        self._live: list[HeapBlock] = []
        self._bytes_of_blocks = 0
        self.next_number = 1

    @property
    def moment(self) -> int:
        """The number of the moment."""
        return self._touched.moment

    @property
    def own(self) -> int:
        """The address of the variables that each thread has for itself."""
        return self._trace.own

    @property
    def live(self) -> Sequence[HeapBlock]:
        """The live blocks, by address."""
        return self._live

    def allocate(self, event: Allocated) -> HeapBlock | None:
        """Note a new block, and return it, unless there are too many."""
        if event.size > _LARGEST_BLOCK or event.address > _LARGEST_BLOCK:
            return None
        kept = min(event.size, _BLOCK)
        self._bytes_of_blocks += kept
        if self._bytes_of_blocks > _BYTES_OF_BLOCKS or self.next_number > _MOST_BLOCKS:
            return None
        index = bisect.bisect_left(self._addresses, event.address)
        if self._addresses[index : index + 1] == [event.address]:  # a library has freed it
            self.free(Freed(self._live[index].number))
        block = HeapBlock(self.next_number, event.address, event.size, event.caller)
        block.first, block.second = bytearray(kept), bytearray(kept)
        self.next_number += 1
        self.heap += 1
        self.layout += 1
        self.blocks[block.number] = block
        index = bisect.bisect_right(self._addresses, block.address)
        self._addresses.insert(index, block.address)
        self._live.insert(index, block)
        return block

    def free(self, event: Freed) -> None:
        """Note that a block was freed."""
        block = self.blocks.get(event.number)
        if block is None or not block.is_live:
            return
        block.is_live = block.is_lost = False
        block.changes += 1
        self._has_new_shape()
        index = bisect.bisect_left(self._addresses, block.address)
        del self._addresses[index], self._live[index]
        self.freed.append(block)
        if len(self.freed) > _REMEMBERED:
            del self.blocks[self.freed.pop(0).number]

    def learn(self, block: HeapBlock, kind: Type) -> None:
        """Note of which type a block is."""
        block.is_guess = False
        block.type = kind
        block.changes += 1
        self._has_new_shape()

    def _has_new_shape(self) -> None:
        self.heap += 1
        self.layout += 1
        self.shape += 1

    def change(self, moment: Moment, other: Moment | None) -> None:
        """Note what a moment changed in the first run, and in the second one, if that is still on the same way."""
        self.stack_pointer = moment.stack_pointer
        self._is_stack_large = self._top - moment.stack_pointer > 2 * _WINDOW
        touched: list[tuple[int, int]] = []
        # The reader of traces returns the same moment if it is the same in both.
        self._change(moment, (0, 1) if other is moment else (0,), touched)
        if other is not None and other is not moment:
            self._change(other, (1,), touched)
        for number, is_lost in moment.lost:
            if block := self.blocks.get(number):
                block.is_lost = is_lost
                block.changes += 1
                self.changed.add(number)
        self._touched.add(touched)

    def _change(self, moment: Moment, runs: Sequence[int], touched: list[tuple[int, int]]) -> None:
        if moment.blocks or moment.lost:
            self.heap += 1
        bottom, stacks = self._bottom, [self._stacks[run] for run in runs]
        for address, changed in moment.stack:
            end = address + len(changed)
            touched.append((address, end))
            if bottom <= address and end <= self._top:
                for stack in stacks:
                    stack[address - bottom : end - bottom] = changed
        for address, changed in moment.data:
            self._change_data(address, changed, runs)
        for number, begin, changed in moment.blocks:
            if block := self.blocks.get(number):
                block.changes += 1
                self.changed.add(number)
                end = begin + len(changed)
                if end <= len(block.first):
                    for run in runs:
                        (block.second if run else block.first)[begin:end] = changed

    def _change_data(self, address: int, changed: bytes, runs: Sequence[int]) -> None:
        begin, memories = self._trace.data, self._data
        if address - begin not in self._data_range:
            begin, memories = self._trace.own, self._own
        offset = address - begin
        if 0 <= offset <= len(memories[0]) - len(changed):
            for run in runs:
                memories[run][offset : offset + len(changed)] = changed

    def read(self, address: int, size: int) -> Both | None:
        """Return the bytes at a place, or None if they are not recorded."""
        if self.stack_pointer <= address and address + size <= self._top:
            if self._is_stack_large and not self._is_recorded(address, size):
                return None
            begin = address - self._bottom
            if begin < 0:
                return None
            first, second = self._stacks
            return Both(first[begin : begin + size], second[begin : begin + size])
        offset = address - self._trace.data
        if offset >= 0 and offset + size <= self._trace.data_size:
            return self._both(self._data, offset, size)
        offset = address - self._trace.own
        if offset >= 0 and offset + size <= self._trace.own_size:
            return self._both(self._own, offset, size)
        if block := self.live_at(address):
            return self._both((block.first, block.second), address - block.address, size)
        constant = self.constant(address, size)
        return None if constant is None else Both(constant, constant)

    @staticmethod
    def content(block: HeapBlock) -> Both | None:
        """Return the bytes of a block, or None if it is empty or not all are recorded."""
        is_all = 0 < block.size == len(block.first)
        return Both(bytes(block.first), bytes(block.second)) if is_all else None

    def may_have_changed(self, begin: int, end: int, since: int) -> bool:
        """Whether some memory may have changed since a moment: other memory than that of the stack always may."""
        if not self._bottom < begin < self._top:
            return True
        return self._touched.may_have_changed(begin, end, since)

    def _is_recorded(self, address: int, size: int) -> bool:
        """Whether a part of a large stack is recorded: only both ends are."""
        return address >= self._top - _WINDOW or address + size <= self.stack_pointer + _WINDOW

    @staticmethod
    def _both(memories: _Memories, offset: int, size: int) -> Both | None:
        end = offset + size
        first, second = memories
        if offset < 0 or end > len(first):
            return None
        return Both(bytes(first[offset:end]), bytes(second[offset:end]))

    def constant(self, address: int, size: int) -> bytes | None:
        """Return the bytes at a place that the program cannot change."""
        found = self.constant_text(address, size)
        return found if found is not None and len(found) == size else None

    def constant_text(self, address: int, most: int) -> bytes | None:
        """Return the bytes from a place that the program cannot change on, at most so many."""
        offset = address - self._trace.base
        for section in self._constants:
            begin = offset - section.address
            if 0 <= begin < len(section.content):
                return bytes(section.content[begin : begin + most])
        return None

    def number(self, address: int) -> int | None:
        """Return the number of 8 bytes at a place, if it is the same in both runs."""
        found = self.read(address, 8)
        if found is None or found.first != found.second:
            return None
        return int.from_bytes(found.first, "little")

    def live_at(self, address: int) -> HeapBlock | None:
        """Return the live block that an address is in."""
        index = bisect.bisect_right(self._addresses, address) - 1
        block = self._live[index] if index >= 0 else None
        return block if block and address < block.address + max(block.size, 1) else None

    def freed_at(self, address: int) -> HeapBlock | None:
        """Return the block that was last freed of those that an address was in."""
        for block in reversed(self.freed):
            if block.address <= address < block.address + max(block.size, 1):
                return block
        return None

    def ends_at(self, address: int) -> HeapBlock | None:
        """Return the live block that ends where an address is."""
        index = bisect.bisect_left(self._addresses, address) - 1
        block = self._live[index] if index >= 0 else None
        return block if block and address == block.address + block.size else None

    def is_reused(self, block: HeapBlock) -> bool:
        """Whether memory of a block that was freed is in use again."""
        index = bisect.bisect_left(self._addresses, block.address + max(block.size, 1)) - 1
        last = self._live[index] if index >= 0 else None
        return bool(last and last.address + max(last.size, 1) > block.address)

    def is_address(self, number: int) -> bool:
        """Whether a number is the address of something of the program."""
        end = self._trace.data + self._trace.data_size
        is_program = max(self._trace.base, _SMALLEST) <= number < end
        is_program |= 0 <= number - self._trace.own < self._trace.own_size
        is_block = self.live_at(number) is not None or self.freed_at(number) is not None
        return is_program or is_block or self.is_stack(number)

    def is_stack(self, address: int) -> bool:
        """Whether an address is in the stack, in use or not."""
        return self._bottom < address < self._top

    def is_left(self, address: int) -> bool:
        """Whether an address is in a part of the stack that has been given back."""
        return self.is_stack(address) and address < self.stack_pointer

    def text_above(self, address: int, most: int) -> bytes | None:
        """Return the bytes of the stack from a place on, at most so many."""
        size = min(most, self._top - address)
        found = self.read(address, size) if size > 0 else None
        return found.first if found else None
