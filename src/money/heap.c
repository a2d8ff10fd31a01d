/* heap.c - a binary heap of rows. */
#include <assert.h>

#include "money/money_int.h"

void heap_push(RowHeap *heap, size_t row)
{
    size_t i = heap->n++;

    while (i > 0) {
        size_t up = (i - 1) / 2;

        if (!heap->before(heap->context, row, heap->at[up])) {
            break;
        }
        heap->at[i] = heap->at[up];
        i = up;
    }
    heap->at[i] = row;
}

size_t heap_pop(RowHeap *heap)
{
    assert(heap->n > 0);
    size_t top = heap->at[0];
    size_t row = heap->at[--heap->n];
    size_t i = 0;

    /* row is put on top and sinks below every row that goes before it. */
    for (;;) {
        size_t down = 2 * i + 1;

        if (down >= heap->n) {
            break;
        }
        if (down + 1 < heap->n
            && heap->before(heap->context, heap->at[down + 1],
                            heap->at[down])) {
            down++;
        }
        if (!heap->before(heap->context, heap->at[down], row)) {
            break;
        }
        heap->at[i] = heap->at[down];
        i = down;
    }
    heap->at[i] = row;
    return top;
}
