import assert from "node:assert/strict";
import { test } from "node:test";
import { CHART_WIDTH, yearBars } from "../../../../warehouse/report/assets/page/bars.js";
import { countBy, extent, ranked } from "../../../../warehouse/report/assets/page/numbers.js";

test("years without papers have a place between the others", () => {
  const bars = yearBars(new Map([[2001, 2], [2004, 1]]));
  assert.deepEqual(bars.map(({ year, papers }) => [year, papers]), [[2001, 2], [2002, 0], [2003, 0], [2004, 1]]);
  assert.deepEqual(bars.map((bar) => bar.height), [172, 0, 0, 86]);
  assert.deepEqual(bars.map((bar) => bar.hasCount), [true, false, false, true]);
});

test("many years are named only where there is room", () => {
  const named = yearBars(new Map([[1900, 1], [1999, 1]])).filter((bar) => bar.hasYear);
  assert.ok(named.length * 40 <= CHART_WIDTH);
  assert.equal(named[0].year, 1900);
});

test("no years make no bars", () => assert.deepEqual(yearBars(new Map()), []));

test("unknown values are neither counted nor an end", () => {
  assert.deepEqual(extent([3, null, 1]), [1, 3]);
  assert.deepEqual([...countBy(["a", null, "a", "b"])], [["a", 2], ["b", 1]]);
});

test("the most frequent come first, those as frequent by name", () => {
  assert.deepEqual(ranked(new Map([["c", 1], ["b", 1], ["a", 3]])).map(([name]) => name), ["a", "b", "c"]);
});
