/* Part of recorder.c: what it writes at each moment that it records. It is included, not linked. */
#ifndef RECORDER_SNAPSHOT_H
#define RECORDER_SNAPSHOT_H

/* --- Snapshots ----------------------------------------------------------------------------------- */

/* Tells the build by a mark in the output how much has been printed. It is taken out again. */
static void mark_output(uint64_t number)
{
    char text[32], *end = text + sizeof text, *begin = end;
    struct stat status;
    if (terminal < 0 || system_call(SYS_fstat, terminal, (long)&status, 0, 0, 0, 0) < 0)
        return;
    if (status.st_dev != terminal_status.st_dev || status.st_ino != terminal_status.st_ino)
        return; /* the program has closed it, and opened something else */
    *--begin = '\\';
    *--begin = '\033';
    do
        *--begin = (char)('0' + number % 10);
    while (number /= 10);
    *--begin = '_';
    *--begin = '\033';
    system_call(SYS_write, terminal, (long)begin, end - begin, 0, 0, 0);
}

/* Puts the outermost and the innermost calls, without those that were put before and are the same. */
static void put_frames(void)
{
    uint64_t inner = depth <= OUTER ? 0 : depth - OUTER < INNER ? depth - OUTER : INNER;
    uint64_t outer = depth < OUTER ? depth : OUTER, count = outer + inner, same = 0;
    put_number(depth);
    for (int is_equal = depth == shown_depth || depth <= OUTER + INNER; same < count && same < shown_count; same++) {
        struct frame *now = &state->frames[same < outer ? same : depth - count + same], *before = &shown[same];
        if (!is_equal && same >= outer)
            break;
        if (now->entry != before->entry || now->cfa != before->cfa || now->line != before->line
            || now->ordinal != before->ordinal)
            break;
    }
    put_number(same);
    put_number(count - same);
    for (uint64_t i = same; i < count; i++) {
        uint64_t index = i < outer ? i : depth - count + i;
        shown[i] = state->frames[index];
        put(&shown[i], sizeof shown[i]);
    }
    shown_count = count;
    shown_depth = depth;
}

static void put_stack(uint64_t from, uint64_t to)
{
    if (from < to && trace->stack_top - from < STACK)
        put_changes('K', from, (unsigned char *)from, state->stack + STACK - (trace->stack_top - from), to - from);
}

/* Calls something for each part of the global variables that is the program's own: before and behind the recorder's. */
static void for_data(void (*act)(uint64_t begin, uint64_t end), uint64_t most)
{
    uint64_t begin = trace->data, end = begin + (trace->data_size < most ? trace->data_size : most);
    uint64_t own = (uint64_t)__start_c_runner_own, own_end = (uint64_t)__stop_c_runner_own & ~7ul;
    if (own > end)
        own = end;
    act(begin, own & ~7ul);
    if (own_end < end)
        act(own_end, end);
}

static void put_data(uint64_t begin, uint64_t end)
{
    put_changes('D', begin, (unsigned char *)begin, state->data + (begin - trace->data), end - begin);
}

static void put_memory(uint64_t stack_pointer)
{
    uint64_t top = trace->stack_top;
    if (top - stack_pointer <= 2 * WINDOW)
        put_stack(stack_pointer, top);
    else {
        put_stack(top - WINDOW, top);
        put_stack(stack_pointer, stack_pointer + WINDOW);
    }
    for_data(put_data, WINDOW);
    put_changes('T', trace->own, (unsigned char *)trace->own, state->own, trace->own_size);
    for (uint32_t i = 0; i < state->count; i++) {
        struct block *block = &state->blocks[state->order[i]];
        const unsigned char *now = (const unsigned char *)block->address;
        unsigned char *before = state->pool + block->shadow;
        uint64_t kept = block->size < BLOCK ? block->size : BLOCK, same = 0;
        while (same < kept && !differs(now + same, before + same, kept - same))
            same += 8;
        if (same >= kept)
            continue; /* nothing has changed in it */
        put_tag('B');
        put_number(state->order[i]);
        put_changes('b', same, now + same, before + same, kept - same);
    }
}

/* Notes the blocks to which some memory points. */
static void reach_from(uint64_t begin, uint64_t end)
{
    for (begin = (begin + 7) & ~7ul; begin + 8 <= end; begin += 8) {
        uint64_t word = word_at((unsigned char *)begin);
        if (!may_point(word))
            continue;
        uint32_t position = position_behind(word);
        struct block *block = position ? &state->blocks[state->order[position - 1]] : NULL;
        if (block && !block->reached && word <= block->address + block->size) {
            block->reached = 1;
            state->todo[found++] = state->order[position - 1];
        }
    }
}

/* Whether what was added to the stack, or taken from it, since the last snapshot may point to blocks. */
static int has_moved_pointers(uint64_t stack_pointer)
{
    uint64_t low = stack_pointer < last_stack_pointer ? stack_pointer : last_stack_pointer;
    uint64_t high = stack_pointer < last_stack_pointer ? last_stack_pointer : stack_pointer;
    last_stack_pointer = stack_pointer;
    if (high > trace->stack_top || high - low > WINDOW)
        return 1;
    for (low = (low + 7) & ~7ul; low + 8 <= high; low += 8)
        if (may_point(*(uint64_t *)low) || may_point(word_at(state->stack + STACK - (trace->stack_top - low))))
            return 1;
    return 0;
}

/* Puts which blocks nothing points to any more. Nothing is looked for if no pointer to a block has come or gone. */
static void put_lost(uint64_t stack_pointer)
{
    if (!has_moved_pointers(stack_pointer) && !has_new_pointers)
        return;
    has_new_pointers = 0;
    for (uint32_t i = 0; i < state->count; i++)
        state->blocks[state->order[i]].reached = 0;
    found = 0;
    reach_from(stack_pointer, trace->stack_top);
    for_data(reach_from, MOST_DATA);
    reach_from((trace->own + 7) & ~7ul, trace->own + trace->own_size);
    while (found) {
        struct block *block = &state->blocks[state->todo[--found]];
        reach_from(block->address, block->address + block->size);
    }
    for (uint32_t i = 0; i < state->count; i++) {
        struct block *block = &state->blocks[state->order[i]];
        if (block->lost == !block->reached)
            continue;
        block->lost = !block->reached;
        put_tag(block->lost ? 'L' : 'l');
        put_number(state->order[i]);
    }
}

static void snapshot(char kind, uint64_t value, uint64_t pass_of_it, uint64_t line, uint64_t stack_pointer)
{
    if (system_call(SYS_getpid, 0, 0, 0, 0, 0, 0) != owner) {
        c_runner_thread = 0; /* a child that was made without fork() */
        return;
    }
    /* A handler of signals may have a stack of its own; the other one is as it was. */
    if (trace->stack_top - stack_pointer >= STACK)
        stack_pointer = stack_in_use ? stack_in_use : trace->stack_top;
    mark_output(++snapshots);
    put_tag('S');
    put_tag(kind);
    put_number(value);
    put_number(pass_of_it);
    put_number(line);
    put_number(stack_pointer);
    put_number(snapshots);
    put_number(trace->stops);
    put_number(trace->hash);
    put_frames();
    put_memory(stack_pointer);
    put_lost(stack_pointer);
    put_tag('.');
    end_event();
    if (trace->flags & FULL)
        stop(STOPPED);
}

#endif
