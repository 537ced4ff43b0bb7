import assert from "node:assert/strict";
import { test } from "node:test";
import { firstChoices, numberOr, relationChoices, View } from "../../../../warehouse/report/assets/page/choices.js";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { exampleData } from "./example.mjs";

const viewOf = (choices = {}, data = exampleData()) => {
  const view = new View(new Report(data));
  view.choose(choices);
  return view;
};

test("at first everything is shown, by both relations drawn", () => {
  const view = viewOf();
  assert.deepEqual(view.shownNodes(), [0, 1, 2, 3, 4]);
  assert.deepEqual(view.chosen.relations, ["cites", "shares_author"]);
  assert.equal(view.shownEdgeCount(), 6);
});

for (const [what, choices, shown, edges] of [
  ["years", { from: 2018 }, [1, 2], 1],
  ["citations", { min_citations: 2 }, [0, 4], 0],
  ["a group", { group: [1, 0] }, [0, 1], 2],
  ["links", { linked: true, relations: ["shares_author"] }, [0, 1], 1],
  ["papers alone", { outside: false }, [0, 1, 2, 3], 5],
]) {
  test(`the filter of ${what} hides the other nodes and their edges`, () => {
    const view = viewOf(choices);
    assert.deepEqual(view.shownNodes(), shown);
    assert.equal(view.shownEdgeCount(), edges);
  });
}

test("all years hold a work without one, a span of years does not", () => {
  assert.ok(viewOf({ from: 1990, to: 2020 }).isShown[3]);
  assert.ok(!viewOf({ from: 1990, to: 2019 }).isShown[3]);
});

test("papers are told from works outside the corpus", () => assert.deepEqual(viewOf().shownPapers(), [0, 1, 2, 3]));

test("only another relation brings other edges", () => {
  const view = viewOf();
  assert.equal(view.choose({ from: 2000 }), false);
  assert.equal(view.choose({ relations: ["co_citation"] }), true);
  assert.deepEqual(view.edges, []);
  assert.equal(view.choose({ relations: ["co_citation"] }), false);
});

test("neighbours are listed by what they are to the node", () => {
  const lists = Object.fromEntries(viewOf().neighboursOf(1));
  assert.deepEqual(lists, { cites: [0], "is cited by": [2], "shares an author with": [0] });
});

test("the relations drawn come first, then each alone", () => {
  const choices = relationChoices(new Report(exampleData()));
  assert.deepEqual(choices, [["cites", "shares_author"], ["cites"], ["shares_author"], ["co_citation"]]);
});

test("nodes are coloured by year where no communities are known", () => {
  const report = new Report(exampleData({ groups: [{ name: "venue", labels: ["a", "b"], of: [] }] }));
  assert.equal(firstChoices(report).colour, "year");
});

test("a field without a number says nothing", () => {
  assert.equal(numberOr("", 7), 7);
  assert.equal(numberOr("x", 7), 7);
  assert.equal(numberOr("0", 7), 0);
});
