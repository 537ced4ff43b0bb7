import assert from "node:assert/strict";
import { test } from "node:test";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { exampleData } from "./example.mjs";

const report = new Report(exampleData());

test("papers and works outside the corpus are counted apart", () => {
  assert.deepEqual([report.paperCount, report.outsideCount], [4, 1]);
});

test("years that are not known are not the first or last", () => {
  assert.deepEqual([report.firstYear, report.lastYear], [1990, 2020]);
});

test("an empty warehouse has no years", () => {
  const nodes = Object.fromEntries(Object.keys(exampleData().nodes).map((column) => [column, []]));
  assert.equal(new Report(exampleData({ nodes })).hasYears, false);
});

test("a work without a title is called by its id", () => assert.equal(report.nameOf(3), "W4"));

test("short names are those before a colon, or author and year, or the beginning of the title", () => {
  assert.equal(report.shortNameOf(1), "GraphNet");
  assert.equal(report.shortNameOf(0), "Someone 2015");
  assert.equal(report.shortNameOf(4), "A Classic");
});

test("a list of authors is cut, and ends with the year", () => {
  assert.equal(report.authorListOf(2, 2), "Cy Three, Di Four and others, 2020");
  assert.equal(report.authorListOf(0), "Ann One, Bo Two, 2015");
  assert.equal(report.authorListOf(3), "no authors known");
});

test("a measure is named with the relation it comes from", () => {
  const [own, computed] = report.data.measures;
  assert.equal(report.labelOf(own), "citations from these papers");
  assert.equal(report.labelOf(computed), "PageRank (cites)");
});
