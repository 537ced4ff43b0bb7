// Columns of tables and the order of rows. A column has a name, of (a row's value, to sort by), show (what stands in the
// cell: a value or an element; the value itself if not said) and a kind (its classes in the style sheet).
import { number } from "./text.js";

export function columnOf(name, key, kind, show) {
  const shown = show ?? (kind === "number" ? (row) => number(row[key]) : undefined);
  return { name, of: (row) => row[key], kind, ...(shown ? { show: shown } : {}) };
}

export const numberColumn = (name, key) => columnOf(name, key, "number");

// A column in which nothing is known is left out.
export function knownColumns(columns, rows) {
  const isEmpty = (value) => value === null || value.length === 0;
  return columns.filter((column) => !rows.every((row) => isEmpty(column.of(row))));
}

// The next order when a column's head is pressed: numbers begin with the largest; pressed again, it turns round.
export function nextOrder(order, columns, place) {
  const isFirst = order?.place !== place;
  return { place, isDown: isFirst ? /^(number|bars)/u.test(columns[place].kind ?? "") : !order.isDown };
}

// The rows in that order, unknown values last whichever it is; without an order as they are.
export function sortedRows(rows, columns, order) {
  if (!order) return rows;
  const { of } = columns[order.place];
  const turn = order.isDown ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en"));
  return [...rows].sort((one, other) => {
    const [a, b] = [of(one), of(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return turn * compare(a, b);
  });
}
