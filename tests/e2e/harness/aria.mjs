// What a page says to those who do not see it, held against a file beside the tests.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../aria/", import.meta.url);

/**
 * Compares the structure of a page with `aria/NAME.yml`. With SOHOI_UPDATE=true the file is written
 * anew, to be looked at before it is committed.
 */
export async function assertStructure(page, name) {
  const found = structure(await page.locator("body").ariaSnapshot());
  const file = new URL(`${name}.yml`, FOLDER);
  if (process.env.SOHOI_UPDATE === "true") {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, found);
    return;
  }
  assert.ok(existsSync(file), `there is no aria/${name}.yml: SOHOI_UPDATE=true writes it`);
  assert.equal(found, readFileSync(file, "utf8"), `the page is not as aria/${name}.yml has it`);
}

/** A snapshot without what changes with the data: of things in a row the first, and no numbers. */
export function structure(snapshot) {
  const lines = snapshot.split("\n").filter((line) => line.trim() !== "");
  return `${without(lines).map(plain).join("\n")}\n`;
}

/** Without the second and later items of a list, rows of a table, choices of a list. */
function without(lines) {
  const kept = [];
  // Per depth: the kind of the item before, and whether lines below are being left out.
  const before = [];
  let leftOut = Infinity;
  for (const line of lines) {
    const depth = line.search(/\S/) / 2;
    if (depth > leftOut) continue;
    leftOut = Infinity;
    before.length = depth + 1;
    const [role] = line.trim().slice(2).split(/[\s:]/);
    if (ROWS.has(role) && before[depth] === role) {
      leftOut = depth;
      continue;
    }
    before[depth] = role;
    kept.push(line);
  }
  return kept;
}

const ROWS = new Set(["listitem", "row", "option", "radio", "checkbox", "cell", "columnheader"]);

/** Numbers, times and days read as `0`; what a link leads to has ids in it. */
function plain(line) {
  return line
    .replace(/^(\s*- \/url: \S*?)[0-9a-f-]{36}.*$/, "$1…")
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{16}\b/g, "…")
    .replace(/\d+([.,:/]\d+)*/g, "0");
}
