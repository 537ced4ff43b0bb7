import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, knownColumns, nextOrder, numberColumn, sortedRows } from "../../../../warehouse/report/assets/page/columns.js";

const COLUMNS = [columnOf("Title", "title", "wide"), numberColumn("Year", "year")];
const ROWS = [{ title: "b", year: 2000 }, { title: "Á", year: null }, { title: "c", year: 2010 }];
const titles = (order) => sortedRows(ROWS, COLUMNS, order).map((row) => row.title);

test("rows are sorted as people sort words, and numbers by size", () => {
  assert.deepEqual(titles({ place: 0, isDown: false }), ["Á", "b", "c"]);
  assert.deepEqual(titles({ place: 1, isDown: false }), ["b", "c", "Á"]);
});

test("unknown values are last in either order", () => assert.deepEqual(titles({ place: 1, isDown: true }), ["c", "b", "Á"]));

test("without an order rows stay as they are", () => assert.equal(sortedRows(ROWS, COLUMNS, null), ROWS));

test("numbers begin with the largest, words with the first; pressed again they turn round", () => {
  assert.deepEqual(nextOrder(null, COLUMNS, 1), { place: 1, isDown: true });
  assert.deepEqual(nextOrder({ place: 1, isDown: true }, COLUMNS, 1), { place: 1, isDown: false });
  assert.deepEqual(nextOrder({ place: 1, isDown: true }, COLUMNS, 0), { place: 0, isDown: false });
});

test("a column in which nothing is known is left out", () => {
  const rows = [{ title: "a", year: null }, { title: null, year: null }];
  assert.deepEqual(knownColumns(COLUMNS, rows).map((column) => column.name), ["Title"]);
  assert.deepEqual(knownColumns(COLUMNS, [{ title: [], year: 1 }]).map((column) => column.name), ["Year"]);
});

test("numbers are written for people, other values as they are", () => {
  assert.equal(COLUMNS[1].show({ year: 1234 }), "1,234");
  assert.equal(COLUMNS[0].show, undefined);
});
