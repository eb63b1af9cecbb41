/* Part of recorder.c: the blocks of the heap. It is included, not linked. */
#ifndef RECORDER_HEAP_H
#define RECORDER_HEAP_H

/* --- The heap ------------------------------------------------------------------------------------ */

static uint32_t *chain(uint64_t address)
{
    return &state->chains[(address >> 4) * 2654435761u >> 7 & 32767];
}

/* Returns the position of the first live block that begins behind an address. */
static uint32_t position_behind(uint64_t address)
{
    uint32_t low = 0, high = state->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (state->addresses[middle] <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Notes where blocks lie, after one has come or gone. */
static void note_bounds(void)
{
    has_new_pointers = 1;
    lowest_block = 1;
    highest_block = 1;
    if (!state->count)
        return;
    struct block *last = &state->blocks[state->order[state->count - 1]];
    lowest_block = state->addresses[0];
    highest_block = last->address + last->size;
}

static void add_block(uint64_t address, uint64_t size, uint64_t caller)
{
    uint64_t kept = size < BLOCK ? size : BLOCK;
    if (blocks >= BLOCKS || pool + kept > sizeof state->pool) {
        trace->flags |= MANY_BLOCKS;
        return;
    }
    uint32_t number = (uint32_t)++blocks, *first = chain(address), position = position_behind(address);
    state->blocks[number] = (struct block){address, size, pool, *first, 1, 0, 0};
    *first = number;
    pool += kept;
    for (uint32_t i = state->count++; i > position; i--) {
        state->order[i] = state->order[i - 1];
        state->addresses[i] = state->addresses[i - 1];
    }
    state->order[position] = number;
    state->addresses[position] = address;
    note_bounds();
    put_tag('A');
    put_number(address);
    put_number(size);
    put_number(caller);
    end_event();
}

/* Returns the size that a block had, or 0 if it is not known. */
static uint64_t remove_block(uint64_t address)
{
    for (uint32_t number = *chain(address); number; number = state->blocks[number].next) {
        struct block *block = &state->blocks[number];
        if (block->address != address || !block->live)
            continue;
        block->live = 0;
        uint32_t position = position_behind(address) - 1;
        for (state->count--; position < state->count; position++) {
            state->order[position] = state->order[position + 1];
            state->addresses[position] = state->addresses[position + 1];
        }
        note_bounds();
        put_tag('F');
        put_number(number);
        end_event();
        return block->size;
    }
    return 0;
}

#endif
