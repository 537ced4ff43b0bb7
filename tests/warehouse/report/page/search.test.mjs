import assert from "node:assert/strict";
import { test } from "node:test";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { foundText, searchIn } from "../../../../warehouse/report/assets/page/search.js";
import { exampleData } from "./example.mjs";

const search = searchIn(new Report(exampleData()));

for (const words of ["eclairs", "ÉCLAIRS deep", "learning ann", "  two   deep "]) {
  test(`"${words}" finds a title or author whatever the accents, the case and the order`, () => {
    assert.deepEqual(search(words), [0]);
  });
}

test("every word must be found", () => assert.deepEqual(search("deep survey"), []));

test("no words find nothing", () => assert.deepEqual(search("  "), []));

test("a work without a title is found by its id", () => assert.deepEqual(search("w4"), [3]));

test("what is found is counted, and said to be cut where the list is", () => {
  assert.equal(foundText("deep", 1), "1 found");
  assert.equal(foundText("deep", 1031), "1,031 found, the 30 most cited listed");
  assert.equal(foundText(" ", 0), "");
});
