// Tables that people sort by pressing a column's head, and that show more rows when asked.
import { nextOrder, sortedRows } from "./columns.js";
import { make } from "./elements.js";
import { isUnknown, number } from "./text.js";

const ROWS_AT_FIRST = 50;
const MORE_ROWS = 500;

// sorted: { place, isDown } of the column to begin with. fill(rows) shows other rows in the order chosen.
export function makeTable(caption, columns, rows, { sorted = null } = {}) {
  let order = sorted;
  let limit = ROWS_AT_FIRST;
  const body = make("tbody");
  const more = make("button", { type: "button", click: () => ((limit += MORE_ROWS), fill()) });
  const heads = columns.map((column, place) => makeHead(column, () => ((order = nextOrder(order, columns, place)), fill())));

  function fill(newRows = rows) {
    rows = newRows;
    showOrder(heads, order);
    const shown = sortedRows(rows, columns, order).slice(0, limit);
    body.replaceChildren(...shown.map((row) => make("tr", {}, ...columns.map((column) => makeCell(column, row)))));
    if (!rows.length) body.append(make("tr", {}, make("td", { colspan: columns.length, class: "quiet" }, "none")));
    more.hidden = rows.length <= limit;
    more.textContent = `Show more (${number(rows.length - limit)} left)`;
  }

  fill();
  return { element: make("div", {}, frame(caption, heads, body), more), fill };
}

export const tableOf = (caption, columns, rows) => makeTable(caption, columns, rows).element;

function frame(caption, heads, body) {
  const table = make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), body);
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
}

const makeHead = (column, click) =>
  make("th", { scope: "col", class: column.kind }, make("button", { type: "button", click }, column.name));

function makeCell(column, row) {
  const value = (column.show ?? column.of)(row);
  return make("td", { class: column.kind }, isUnknown(value) ? "–" : value instanceof Node ? value : String(value));
}

function showOrder(heads, order) {
  heads.forEach((head, place) => {
    if (order?.place === place) head.setAttribute("aria-sort", order.isDown ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
}
