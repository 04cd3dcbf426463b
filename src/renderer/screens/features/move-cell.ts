/** Keys of a grid, as the ARIA practices name them. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null for a key that leads nowhere. `last` is the cell in the far corner. */
export function moveCell(from: Cell, key: string, control: boolean, last: Cell): Cell | null {
  const { row, column } = from;
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, last.column) };
    case 'ArrowLeft':
      return { row, column: Math.max(column - 1, 0) };
    case 'ArrowDown':
      return { row: Math.min(row + 1, last.row), column };
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0), column };
    case 'Home':
      return { row: control ? 0 : row, column: 0 };
    case 'End':
      return { row: control ? last.row : row, column: last.column };
    default:
      return null;
  }
}
