"""What the pointers of one moment point to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from . import limits
from .block_objects import as_object, fits
from .heap_block import HeapBlock
from .image import Image
from .scenes import Scene
from .snapshots import ARGUMENTS
from .targets import Object, Objects, is_same, path, quoted
from .types import Type
from .values import Pointer, PointerState, Value

# The bytes of a literal that are looked at.
_LITERAL = limits.TEXT + 1


class Found(NamedTuple):
    """The place that a pointer points to.

    Attributes:
        state: What it is.
        object: An object that it is in or behind.
        text: Words for it.
        block: The live block that it is in.
    """

    state: PointerState
    object: Object | None = None
    text: str = ""
    block: HeapBlock | None = None


_NOTHING = Scene((), Objects(()), (), frozenset(), ())

Step = tuple[int, Type, Found]
"""A pointer of which a value was made: its address, the type that it points to, and the place."""

Trail = tuple[Step, ...]
"""The pointers in something."""

Reached = tuple[HeapBlock, Type | None]
"""A block that a pointer points into, and the type that it had."""


class Pointers:
    """Makes values of pointers, and learns from them of which type blocks are.

    Args:
        image: The memory.
        function: Returns the name of the function at an address, or None.

    Attributes:
        met: The blocks that pointers point to, by their numbers.
        order: The same, each once, in the order in which they were met.
        freed: Those among them that have been freed.
        has_begun: Whether there are variables in `begun`.
        begun: The names of variables of `begun` that pointers point to.
        used: The numbers of other blocks that are shown.
        has_learned: Whether the type of a block became known of which something had been made before.
        trail: The pointers of which values were made, with what was found, until somebody empties it.
    """

    def __init__(
        self,
        image: Image,
        function: Callable[[int], str | None],
    ) -> None:
        self._image = image
        self._name_of = function
        self.trail: list[Step] = []
        self.begin(_NOTHING)

    def begin(self, scene: Scene) -> None:
        """Begin with another look, at a moment with these variables."""
        self._objects = scene.objects
        self._others = scene.others
        self._parts = scene.parts
        self._begun = scene.begun
        self.has_begun = bool(scene.begun)
        self.begun: frozenset[str] = frozenset()
        self.met: dict[int, HeapBlock] = {}
        self.order: list[HeapBlock] = []
        self.freed: dict[int, HeapBlock] = {}
        self.used: set[int] = set()
        self.has_learned = False
        self._doubts: dict[int, tuple[HeapBlock, Type]] = {}

    def value(self, address: int, pointee: Type) -> Value:
        """Return the value of a pointer to a type."""
        found = self.find(address, pointee)
        self.trail.append((address, pointee, found))
        state, target, text, _ = found
        if target is None:
            return Pointer(state, text=text)
        where = "" if state is PointerState.PAST_END else path(target, address, pointee)
        return Pointer(state, target.name, where, text)

    def find(self, address: int, pointee: Type) -> Found:
        """Return the place that a pointer to a type points to."""
        if address == 0:
            return Found(PointerState.NULL)
        if pointee.kind == "function":
            return self._function(address) or Found(PointerState.OUTSIDE)
        if pointee.name.startswith(("struct _IO", "FILE", "DIR")):
            return Found(PointerState.OUTSIDE)
        return (
            self._inside(address, pointee)
            or self._behind(address, pointee)
            or self._gone(address, pointee)
            or self._constant(address, pointee)
            or self._function(address)
            or Found(PointerState.OUTSIDE, text=self._owner(address))
        )

    def meet(self, block: HeapBlock) -> None:
        """Meet a block to which a pointer points."""
        if block.number not in self.met:
            self.met[block.number] = block
            self.order.append(block)

    @property
    def doubts(self) -> int:
        """The number of blocks of which the type is in doubt."""
        return len(self._doubts)

    def forget(self, met: int, doubts: int) -> None:
        """Forget all blocks that were met but the first, and all doubts but the first."""
        for block in self.order[met:]:
            del self.met[block.number]
        del self.order[met:]
        for number in list(self._doubts)[doubts:]:
            del self._doubts[number]

    @staticmethod
    def blocks_of(trail: Iterable[Step]) -> Sequence[HeapBlock] | None:
        """Return the blocks that pointers point into, or None if one points to what changes by itself."""
        blocks = []
        for _, _, (state, _, _, block) in trail:
            if block is not None:
                blocks.append(block)
            elif state is not PointerState.OK and state is not PointerState.NULL:
                return None
        return blocks

    @staticmethod
    def reached(trail: Iterable[Step]) -> Sequence[Reached] | None:
        """Return the blocks that pointers point into, or None if one points elsewhere."""
        blocks = []
        for _, _, (state, _, _, block) in trail:
            if block is not None:
                blocks.append((block, block.type))
            elif state is not PointerState.NULL:
                return None
        return blocks

    def _inside(self, address: int, pointee: Type) -> Found | None:
        """Return an object that an address is in."""
        found = self._objects.at(address)
        if found is not None:
            if found.name in self._begun:
                self.begun |= {found.name}
            ending = self._objects.ending_at(address) if found.address == address else None
            if ending and _fits(ending, pointee, found):
                return Found(PointerState.PAST_END, ending)
            return Found(PointerState.OK, found)
        block = self._image.live_at(address)
        if block is None:
            return None
        self._learn(block, address, pointee)
        self.meet(block)
        return Found(PointerState.OK, as_object(block), "", block)

    def _behind(self, address: int, pointee: Type) -> Found | None:
        """Return an object that ends at an address."""
        if block := self._image.ends_at(address):
            self.meet(block)
            return Found(PointerState.PAST_END, as_object(block))
        if pointee.is_character and self._image.constant(address, 1) is not None:
            return None  # a literal behind a constant
        ending = self._objects.ending_at(address)
        return Found(PointerState.PAST_END, ending) if ending and _is_end(ending, pointee) else None

    def _gone(self, address: int, pointee: Type) -> Found | None:
        """Return something that is there no more."""
        block = self._image.freed_at(address)
        if block is not None:
            self._learn(block, address, pointee)
            self.freed.setdefault(block.number, block)
            self.used.add(block.number)
            return Found(PointerState.FREED, as_object(block))
        if self._image.is_left(address):
            return Found(PointerState.ENDED)
        for other in self._others:
            if other.address <= address < other.address + max(other.size, 1):
                return Found(PointerState.ENDED, text=other.name)
        return None

    def _constant(self, address: int, pointee: Type) -> Found | None:
        """Return a literal, or an argument or a variable of the environment."""
        if not pointee.is_character:
            return None
        found = self._image.constant_text(address, _LITERAL)
        if found is None and self._image.is_stack(address):
            found = self._image.text_above(address, _LITERAL)
        return None if found is None else Found(PointerState.LITERAL, text=quoted(found))

    def _owner(self, address: int) -> str:
        """Return the call that a part of the stack belongs to, with the library functions that it calls, or nothing."""
        if not self._image.is_stack(address):
            return ""
        return next((name for begin, end, name in self._parts if begin <= address < end), "")

    def _function(self, address: int) -> Found | None:
        name = self._name_of(address)
        return Found(PointerState.FUNCTION, text=name) if name else None

    def _learn(self, block: HeapBlock, address: int, pointee: Type) -> None:
        """Learn the type of a block from a pointer to its beginning. It keeps the first, but that of bytes."""
        known = block.type
        if block.is_guess and known is not None and address == block.address:
            if is_same(known, pointee):
                block.is_guess = False
            elif fits(block, pointee):
                self._doubts.setdefault(block.number, (block, pointee))
            return
        if known is not None and not (
            known.size == 1 and known.kind == "base" and pointee.size > 1
        ):
            return
        if not pointee.size or pointee.kind in ("void", "function"):
            return
        if address != block.address and (known is not None or not pointee.is_character):
            return  # it may point to a member
        if fits(block, pointee):
            self._image.learn(block, pointee)
            self.has_learned |= block.number in self.met or block.number in self.used

    def end_guesses(self) -> None:
        """Let blocks of a guessed type have that of a pointer, unless another pointer has the guessed one."""
        for block, pointee in self._doubts.values():
            if block.is_guess:
                self._image.learn(block, pointee)
                self.has_learned = True


def _is_end(ending: Object, pointee: Type) -> bool:
    """Whether a pointer to a type may be meant as the end of a variable, which then is, or ends in, an array of that.

    Behind other variables may lie what has no name: a compound literal.
    """
    if ending.name == ARGUMENTS:
        return False
    kind = ending.type
    is_element = ending.length is not None
    for _ in range(limits.DEPTH):
        if kind is None or (is_element and (pointee.size <= 1 or is_same(kind, pointee))):
            return True
        if kind.kind == "array":
            kind, is_element = kind.of, True
        elif kind.kind == "struct" and kind.fields:
            kind, is_element = kind.fields[-1].type, False
        else:
            return False
    return False


def _fits(ending: Object, pointee: Type, found: Object) -> bool:
    """Whether a pointer to a place where one object ends and another begins rather belongs to the one that ends."""
    own, other = element(ending), element(found)
    return (
        own is not None and own.name == pointee.name and (other is None or other.name != own.name)
    )


def element(found: Object) -> Type | None:
    """Return the type of the elements of an array, or None if an object is none."""
    if found.type is None:
        return None
    if found.length is not None:
        return found.type
    return found.type.of if found.type.kind == "array" else None
