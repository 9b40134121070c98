// The tools of these tests tell the truth themselves.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asStored, asTyped } from "./harness/answers.mjs";
import { rows } from "./harness/csv.mjs";
import { fromBook, fromCsv, totals } from "./harness/figures.mjs";
import { Random } from "./harness/random.mjs";

test("values are typed as people type them and read back as they are stored", () => {
  const cases = [
    ["integer", "1200", "1200"],
    ["decimal", "12.5", "12,5"],
    ["date", "2017-06-05", "5/6/2017"],
    ["text", "Hội a.b", "Hội a.b"],
  ];
  for (const [type, stored, typed] of cases) {
    assert.equal(asTyped(type, stored), typed);
    assert.equal(asStored(type, typed), stored);
  }
  assert.equal(asStored("integer", "1.200"), "1200");
  assert.equal(asStored("decimal", "1.234,5"), "1234.5");
  assert.equal(asStored("select_multiple", "b a"), asStored("select_multiple", "a b"));
});

test("CSV is read through quotes, line ends and a byte order mark", () => {
  assert.deepEqual(rows('\ufeffa,"b, ""c""\r\nd"\r\n1,\r\n'), [["a", 'b, "c"\r\nd'], ["1", ""]]);
});

test("figures of page, book and export have one shape", () => {
  const book = {
    indicators: [
      { code: "A1", total: { value: "2" }, breakdowns: [{ dimension: "level", rows: [["x", { value: null }], ["", { value: "1" }]] }] },
    ],
  };
  const expected = [
    { code: "A1", group: "", value: "2" },
    { code: "A1", group: "x", value: "-" },
    { code: "A1", group: "", value: "1" },
  ];
  assert.deepEqual(fromBook(book), expected);
  const row = (group, value) => ["t", "A1", "i", "u", "by", "g", group, value, "", "", "", "", "", "", ""];
  assert.deepEqual(fromCsv([row("", ""), row("", "2"), row("x", "-"), row("", "1")]), expected);
  assert.deepEqual([...totals(expected)], [["A1", "2"]]);
});

test("a seed repeats its choices", () => {
  const choices = (seed) => Array.from({ length: 20 }, (_, at) => new Random(seed + at).whole(3, 9));
  assert.deepEqual(choices(5), choices(5));
  assert.ok(choices(5).every((choice) => choice >= 3 && choice <= 9));
  assert.ok(new Set(choices(5)).size > 2);
});
