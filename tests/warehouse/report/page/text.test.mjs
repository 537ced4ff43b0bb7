import assert from "node:assert/strict";
import { test } from "node:test";
import { clipped, commaList, doiAddress, number, plain, rounded, share, spaced, workAddress } from "../../../../warehouse/report/assets/page/text.js";

test("numbers have commas; what is unknown is a dash", () => {
  assert.deepEqual([number(1234567), number(0), number(null), number(undefined)], ["1,234,567", "0", "–", "–"]);
  assert.deepEqual([rounded(0.126), rounded(null), share(0.5)], ["0.13", "–", "50.0 %"]);
});

test("long texts end in an ellipsis", () => {
  assert.equal(clipped("abcdef", 4), "abc…");
  assert.equal(clipped("abcd", 4), "abcd");
});

test("the database's names and lists become words", () => {
  assert.equal(spaced("title_and_year"), "title and year");
  assert.equal(spaced(null), null);
  assert.equal(commaList("Ann One; Bo Two"), "Ann One, Bo Two");
  assert.equal(commaList(null), "–");
});

test("letters are compared without accents and case", () => assert.equal(plain("ÉCLAIRS Ångström"), "eclairs angstrom"));

test("a DOI cannot lead elsewhere", () => {
  assert.equal(doiAddress("10.1/W2?<x>#y"), "https://doi.org/10.1/W2%3F%3Cx%3E%23y");
  assert.equal(workAddress("W1/../x"), "https://openalex.org/W1%2F..%2Fx");
});
