import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, nodeIn } from "../../../../warehouse/report/assets/page/address.js";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { exampleData } from "./example.mjs";

const report = new Report(exampleData());

test("the address of a paper leads back to it", () => {
  assert.equal(fragmentOf(report, 1), "#W2");
  assert.equal(nodeIn(report, "#W2"), 1);
});

test("other addresses open no paper", () => {
  for (const fragment of ["", "#graph", "#W77"]) assert.equal(nodeIn(report, fragment), null);
  assert.equal(fragmentOf(report, null), "#graph");
});
