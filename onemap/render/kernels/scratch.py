"""The scratch array in which the rings of many features are drawn together: rows of numbers, one after the other.

All rows lie in one array at distances known when it is compiled, so the compiler sees that a loop may write one row
while it reads others, and takes several numbers of each at once. No distance is a multiple of a memory page: rows that
begin at the same place of their pages push each other out of the processor's cache.

*Slots* hold the vertices of rings. A ring of n vertices takes n + 3 slots, the last vertex before the first one and the
first two after the last one, so that what stands in a slot finds its neighbours whatever the ring. *Edges* are what is
walked, *pieces* are the parts of edges in one step of a pixel along their longer side.
"""

from __future__ import annotations

import numpy as np

#: Slots of a row; vertices of a ring that is drawn so, at most, and its width and height in pixels.
ROW, MOST_VERTICES, MOST_PIXELS = 520, 128, 256.0
NEXT, AFTER = np.uint64(1), np.uint64(2)
#: Rows of slots. Vertex; times its outline counts (0: not); times its edge to the next one counts for the fill.
X, Y, LINED, FILLED = (np.uint64(k * ROW) for k in range(4))
#: Direction and length of the edge to the next vertex.
DX, DY, LENGTH = (np.uint64(k * ROW) for k in range(4, 7))
#: Where the left side of the line ends and goes on at the vertex, the same of the right side, x and y.
LEFT_X, LEFT_Y, LEFT_ON_X, LEFT_ON_Y = (np.uint64(k * ROW) for k in range(7, 11))
RIGHT_X, RIGHT_Y, RIGHT_ON_X, RIGHT_ON_Y = (np.uint64(k * ROW) for k in range(11, 15))
#: The edge across the outer side of a bend, times it counts, and what its bend needs besides (0: nothing).
FROM_X, FROM_Y, TO_X, TO_Y, JOINED, ODD_BEND = (np.uint64(k * ROW) for k in range(15, 21))

_EDGE_ROW = 3 * ROW + 8
_EDGES = 21 * ROW + 8
#: Rows of edges, for each slot up to three of them. The longer side: where it begins and ends, and its first pixel.
BEGIN, END, FIRST = (np.uint64(_EDGES + k * _EDGE_ROW) for k in range(3))
#: The other side: where it begins, and its slope; how often the edge counts, its pieces, whether it is steep.
ASIDE, SLOPE, TIMES, COUNT, STEEP = (np.uint64(_EDGES + k * _EDGE_ROW) for k in range(3, 8))

#: Pieces of one kind, steep or flat, after which they are poured out; flat ones begin at `FLAT`.
PIECES = 512
FLAT = PIECES + int(MOST_PIXELS) + 8
_PIECE_ROW = 2 * FLAT + 8
_PIECES = _EDGES + 8 * _EDGE_ROW + 8
P_BEGIN, P_END, P_FIRST, P_ASIDE, P_SLOPE, P_TIMES = (np.uint64(_PIECES + k * _PIECE_ROW) for k in range(6))
#: What a piece adds to the buffer of area differences.
SHARE_A, SHARE_B, SHARE_C, SHARE_D = (np.uint64(_PIECES + k * _PIECE_ROW) for k in range(6, 10))
NUMBERS = _PIECES + 10 * _PIECE_ROW + 64

#: Rows of the integer array: slots of vertices, and the two places of the buffer that a piece adds to.
SLOTS, PLACE_A, PLACE_B = np.uint64(0), np.uint64(ROW), np.uint64(ROW + _PIECE_ROW)
INTEGERS = ROW + 2 * _PIECE_ROW + 64


def scratch() -> tuple[np.ndarray, np.ndarray]:
    """What `fill.polygon_features` works in: numbers and integers."""
    return np.zeros(NUMBERS), np.zeros(INTEGERS, np.int32)
