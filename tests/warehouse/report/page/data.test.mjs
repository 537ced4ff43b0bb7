import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readData } from "../../../../warehouse/report/assets/page/data.js";

const DATA = { title: "</script> é \u2028" };

test("packed data and plain data are the same", async () => {
  const text = JSON.stringify(DATA);
  assert.deepEqual(await readData(text, "none"), DATA);
  assert.deepEqual(await readData(gzipSync(text).toString("base64"), "gzip"), DATA);
});
