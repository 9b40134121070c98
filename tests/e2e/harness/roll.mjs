// Long tables, of which only the rows near the screen are there.

import assert from "node:assert/strict";

import { until } from "./waiting.mjs";

/** How many rows there are, whether they are here or not. */
export const rowCount = async (page) => Number(await page.locator("#responses").getAttribute("aria-rowcount")) - 1;

/** The rows that are here: their places from 0, and what they say. */
export function rowsHere(page, say = (row) => row.dataset.response) {
  return page.$$eval(
    "#responses [aria-rowindex]",
    (rows, say) => rows.map((row) => [Number(row.getAttribute("aria-rowindex")) - 2, new Function(`return (${say})(...arguments)`)(row)]),
    say.toString(),
  );
}

/** What every row says, in order: scrolls until all were here. No more than a few hundred ever are. */
export async function everyRow(page, say) {
  const all = await rowCount(page);
  const seen = new Map();
  while (seen.size < all) {
    const before = seen.size;
    await until("further rows are here", async () => {
      for (const [place, said] of await rowsHere(page, say)) seen.set(place, said);
      return seen.size > before || seen.size === all;
    });
    assert.ok((await page.locator("#responses [aria-rowindex]").count()) <= 200);
    await page.evaluate(() => [...document.querySelectorAll("#responses [aria-rowindex]")].at(-1)?.scrollIntoView());
  }
  const places = [...seen.keys()].sort((a, b) => a - b);
  assert.deepEqual([places[0], places.at(-1)], [0, all - 1]);
  return places.map((place) => seen.get(place));
}

/** Scrolls from the top until the row that `selector` names is on the screen. */
export async function bring(page, selector) {
  await until("the beginning is here", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    return (await page.locator('#responses [aria-rowindex="2"]').count()) > 0;
  });
  await until("the row is on the screen", () =>
    page.evaluate((selector) => {
      const row = document.querySelector(selector);
      (row ?? [...document.querySelectorAll("#responses [aria-rowindex]")].at(-1))?.scrollIntoView({ block: "center" });
      return row !== null;
    }, selector),
  );
}
