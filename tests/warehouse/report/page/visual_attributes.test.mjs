import assert from "node:assert/strict";
import { test } from "node:test";
import { View } from "../../../../warehouse/report/assets/page/choices.js";
import { Report } from "../../../../warehouse/report/assets/page/report.js";
import { edgeAlpha, edgeSize, multiplied, nodeColours, nodeSizes, rampColour } from "../../../../warehouse/report/assets/page/visual_attributes.js";
import { exampleData } from "./example.mjs";

const viewOf = (choices) => {
  const view = new View(new Report(exampleData()));
  view.choose(choices);
  return view;
};
const theme = { outside: "#555555" };

test("groups have the palette's colours, small ones and unknown papers the rest's, works outside their own", () => {
  assert.deepEqual(nodeColours(viewOf({ colour: "group 0" }), theme), ["#111111", "#222222", "#999999", "#999999", "#555555"]);
});

test("years run evenly over the ramp", () => {
  const [first, , last, unknown, oldest] = nodeColours(viewOf({ colour: "year" }), theme);
  assert.equal(unknown, "#999999");
  assert.equal(oldest, rampColour(0));
  assert.equal(last, rampColour(1));
  assert.equal(first, rampColour(25 / 30));
});

test("numbers run over the ramp by their square roots", () => {
  const colours = nodeColours(viewOf({ colour: "measure 0" }), theme);
  assert.equal(colours[4], rampColour(Math.sqrt(2) / Math.sqrt(3)));
});

test("areas grow with the measure; without one all are alike", () => {
  const [most, , none] = nodeSizes(viewOf({ size: "0" }), 700);
  assert.deepEqual([most, none], [17.5, 3.5]);
  assert.equal(new Set(nodeSizes(viewOf({ size: "none" }), 700)).size, 1);
});

test("nodes are smaller on a narrow canvas, and among many", () => {
  const view = viewOf({ size: "0" });
  view.report.count = 300;
  assert.ok(nodeSizes(view, 360)[0] < nodeSizes(view, 700)[0]);
  view.report.count = 1000;
  assert.ok(nodeSizes(view, 700)[0] < 17.5);
});

test("more edges are fainter, those of the node in focus never", () => {
  assert.ok(edgeAlpha(50000, false) < edgeAlpha(1000, false));
  assert.equal(edgeAlpha(50000, true), 0.9);
});

test("weights widen undirected edges, up to a bound", () => {
  const size = (weight, isDirected) => edgeSize({ weight }, isDirected, 10, false);
  assert.ok(size(1, false) < size(3, false));
  assert.equal(size(100, false), size(1000, false));
  assert.equal(size(100, true), 0.8);
});

test("colours are multiplied by their alpha", () => assert.equal(multiplied("#ff8000", 0.5), "rgba(128,64,0,0.5)"));
