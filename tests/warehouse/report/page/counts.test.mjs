import assert from "node:assert/strict";
import { test } from "node:test";
import { View } from "../../../../warehouse/report/assets/page/choices.js";
import { shownText, summaryFacts } from "../../../../warehouse/report/assets/page/counts.js";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { exampleData } from "./example.mjs";

const shown = (choices = {}, data = exampleData()) => {
  const view = new View(new Report(data));
  view.choose(choices);
  return shownText(view);
};

test("the line above the graph says how much is shown of how much", () => {
  assert.equal(shown(), "4 of 4 papers, 1 of 1 works on no page, 6 of 6 links (cites, and shares an author)");
  assert.equal(shown({ outside: false, relations: ["cites"] }), "4 of 4 papers, 0 of 1 works on no page, 4 of 5 links (cites)");
});

test("it says what the page itself leaves out", () => {
  const totals = { ...exampleData().totals, nodes: 12000, cites: 200000 };
  assert.match(shown({}, exampleData({ totals })), /; this page holds the 4 most cited papers; it holds 6 of these links$/u);
});

test("the summary leaves out what is seldom there", () => {
  const names = (data) => summaryFacts(new Report(data)).map(([name]) => name);
  const { summary } = exampleData();
  assert.ok(!names(exampleData()).includes("undecided"));
  assert.ok(names(exampleData({ summary: { ...summary, undecided: 1 } })).includes("undecided"));
  assert.ok(names(exampleData()).includes("cited works on no page"));
});

test("the summary says the share that was matched, and counts pages", () => {
  const facts = Object.fromEntries(summaryFacts(new Report(exampleData())));
  assert.equal(facts.matched, "4 (80.0 %)");
  assert.equal(facts["papers on 2 pages"], "5");
});
