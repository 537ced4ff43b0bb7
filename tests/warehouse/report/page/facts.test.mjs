import assert from "node:assert/strict";
import { test } from "node:test";
import { View } from "../../../../warehouse/report/assets/page/choices.js";
import { authorsText, citationsText, communityTexts, publicationText, startingPoints } from "../../../../warehouse/report/assets/page/facts.js";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { exampleData } from "./example.mjs";

const data = exampleData();
data.nodes.reference_status[2] = "no data";
const report = new Report(data);
const view = new View(report);

test("a paper is told by venue, year and type, as far as they are known", () => {
  assert.equal(publicationText(report, 0), "Journal · 2015 · article");
  assert.equal(publicationText(report, 2), "2020");
  assert.equal(authorsText(report, 3), "no authors known");
});

test("citations are counted here and in all", () => {
  assert.equal(
    citationsText(report, 0),
    "Cited by 3 of these papers and 1,234 works in all. Cites 1 of these papers, 5 works in all.",
  );
});

test("what is not known of references is said in words", () => {
  assert.match(citationsText(report, 2), /References: no reference data at OpenAlex\.$/u);
});

test("a work outside the corpus is said to be on no page", () => assert.match(citationsText(report, 4), /It is on none of the pages\.$/u));

test("communities are those of the relations chosen", () => {
  assert.deepEqual(communityTexts(view, 0), ["Community (cites): 1 deep"]);
  view.choose({ relations: ["shares_author"] });
  assert.deepEqual(communityTexts(view, 0), []);
});

test("the most cited papers shown are where to begin", () => assert.deepEqual(startingPoints(view), [0, 1]));
