"""Which features a band of rows has to look at, class by class."""

from __future__ import annotations

import numpy as np

from onemap.compiled import kernel
from onemap.model.prepared import PAGE_SIZE

#: Class number of what is not drawn.
NOT_DRAWN = 255


@kernel("i8(ro(i8, 2), ro(f8, 2), f8, f8, f8, f8, rw(i8, 2))")
def pages_meeting(ranges, page_bounds, xmin, ymin, xmax, ymax, out):
    """Write the ranges of features whose pages meet the box into ``out``; gives how many."""
    count = 0
    for k in range(ranges.shape[0]):
        position = ranges[k, 0]
        while position < ranges[k, 1]:
            page = position // PAGE_SIZE
            end = min((page + 1) * PAGE_SIZE, ranges[k, 1])
            b = page_bounds[page]
            # One branch for all four.
            if (b[0] <= xmax) & (b[2] >= xmin) & (b[1] <= ymax) & (b[3] >= ymin):
                if count and out[count - 1, 1] == position:
                    out[count - 1, 1] = end
                else:
                    out[count, 0] = position
                    out[count, 1] = end
                    count += 1
            position = end
    return count


@kernel("i8(ro(i8, 2), ro(u1, 1), ro(boolean, 1), rw(i8, 1), rw(i4, 1))")
def by_class(ranges, class_of, drawn, ends, items):
    """Sort the positions of ``ranges`` by class, ascending in a class; gives how many.

    ``class_of`` and ``drawn`` of length 0 mean "all of class 0" and "all drawn". ``ends`` (256,) gets the end of each
    class in ``items``; it begins where the class before ends.
    """
    ends[:] = 0
    classed = class_of.shape[0] > 0
    masked = drawn.shape[0] > 0
    for k in range(ranges.shape[0]):
        for position in range(ranges[k, 0], ranges[k, 1]):
            if not masked or drawn[position]:
                ends[class_of[position] if classed else 0] += 1
    ends[NOT_DRAWN] = 0
    places = np.empty(256, np.int64)
    total = 0
    for c in range(256):
        places[c] = total
        total += ends[c]
        ends[c] = total
    for k in range(ranges.shape[0]):
        for position in range(ranges[k, 0], ranges[k, 1]):
            if not masked or drawn[position]:
                c = class_of[position] if classed else 0
                if c != NOT_DRAWN:
                    items[places[c]] = position
                    places[c] += 1
    return total


@kernel("i8(ro(u1, 1))")
def kinds_present(ring_kind):
    """Bit k is set when kind k occurs."""
    bits = 0
    for kind in ring_kind:
        bits |= 1 << kind
    return bits
