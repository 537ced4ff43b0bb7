import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels } from "../../../../warehouse/report/assets/page/labels.js";

const place = (asked) => placeLabels(asked, { width: 200, fontSize: 13, widthOf: (text) => 10 * text.length });

test("where labels would lie on each other the larger node's stays", () => {
  const placed = place([
    { key: 1, label: "small", x: 20, y: 50, size: 3 },
    { key: 2, label: "large", x: 22, y: 52, size: 9 },
    { key: 3, label: "apart", x: 20, y: 90, size: 1 },
  ]);
  assert.deepEqual(placed.map(({ key }) => key), [2, 3]);
});

test("a label that would reach over the edge stands left of its node", () => {
  const [{ left, isLeft, anchor }] = place([{ key: 1, label: "label", x: 190, y: 50, size: 5 }]);
  assert.deepEqual([left, isLeft, anchor], [132, true, 182]);
});

test("a label stands right of its node where there is room", () => {
  const [{ left, isLeft, anchor }] = place([{ key: 1, label: "label", x: 20, y: 50, size: 5 }]);
  assert.deepEqual([left, isLeft, anchor], [28, false, 28]);
});
