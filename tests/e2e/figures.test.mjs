// The figures: those of the server, under one heading at a time, following a change, and leading to
// the answers behind them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { everyRow } from "./harness/roll.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const POPULATIONS = ["provisional", "approved"];
const ROUND = new URL("../../rounds/ct17-2017/round.toml", import.meta.url);

/** Name on the page → value, of totals and of one breakdown. */
function expected(book, dimension) {
  const figures = {};
  for (const { code, total, breakdowns } of book.indicators) {
    figures[code] = total.value ?? "-";
    for (const { rows } of breakdowns.filter((own) => own.dimension === dimension)) {
      for (const [group, { value }] of rows) figures[`${code}:${dimension}:${group}`] = value ?? "-";
    }
  }
  return figures;
}

async function office(t, server) {
  const device = Device.new(t, "office");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  return [device, app];
}

test("the page shows the server's figures, and never those of one population under the name of the other", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  const books = {};
  for (const population of POPULATIONS) books[population] = await server.figures(population);
  await app.go("#/results");
  for (const population of POPULATIONS) {
    await app.go(`#/results?population=${population}&by=district`);
    await until("the breakdown is here", async () => (await app.figures(population))["QM01:district:"] !== null);
    const wanted = expected(books[population], "district");
    await until("every figure is here", async () => {
      const shown = await app.figures(population);
      return Object.keys(wanted).every((name) => name in shown);
    });
    assert.deepEqual(await app.figures(population), wanted, population);
  }

  // Whatever stands on the page at any moment is of the population that the page names.
  const code = Object.keys(expected(books.approved)).find(
    (code) => expected(books.approved)[code] !== expected(books.provisional)[code],
  );
  await app.page.evaluate((code) => {
    globalThis.seen = [];
    const look = () => {
      const population = document.querySelector("#figures")?.dataset.population;
      const heading = document.querySelector("#population-heading")?.textContent;
      for (const figure of document.querySelectorAll(`[data-figure="${code}"]`)) {
        globalThis.seen.push([population, figure.dataset.value, heading]);
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
  }, code);
  for (const population of ["provisional", "approved", "provisional"]) {
    await app.page.locator("select[name=population]").selectOption(population);
    await app.figures(population);
    assert.ok(app.page.url().includes("approved") === (population === "approved"), "the choice stands in the address");
  }
  const seen = await app.page.evaluate(() => globalThis.seen);
  const pairs = new Set(seen.map(([population, value]) => `${population} ${value}`));
  const right = POPULATIONS.map((population) => `${population} ${expected(books[population])[code]}`);
  assert.deepEqual([...pairs].toSorted(), right.toSorted());
  const headings = new Set(seen.map(([population, , heading]) => `${population} ${heading}`));
  assert.equal(headings.size, 2, `${[...headings]}`);
  assertNoViolations(device);
});

test("a response that is approved elsewhere changes the figures that it is about, and no others", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  await app.go("#/results?population=approved");
  await app.figures("approved");
  const before = await server.figures("approved");
  const workers = app.page.workers();
  assert.equal(workers.length, 1, "one program makes the figures");
  await app.page.evaluate(() => {
    for (const figure of document.querySelectorAll("#themes [data-figure]")) figure.wasHere = true;
    performance.clearMarks();
  });

  const { subject } = (await server.responses()).find(({ state, subject }) => state === "submitted" && subject.startsWith("BTN-"));
  await server.command("approve", "--subject", subject, "--by", "tinh");
  await app.exchange();
  await app.page.waitForFunction(() => performance.getEntriesByName("figures-changed").length > 0);
  const after = await server.figures("approved");
  assert.deepEqual(await app.figures("approved"), expected(after));

  // What says the same as before was not even written anew.
  const total = ({ total }) => JSON.stringify(total);
  const same = after.indicators.filter((own, place) => total(own) === total(before.indicators[place]));
  const others = after.indicators.length - same.length;
  assert.ok(same.length > 0 && others > 0, `${same.length} the same, ${others} not`);
  const kept = await app.page.$$eval("#themes [data-figure]", (figures) =>
    figures.filter((figure) => figure.wasHere).map(({ dataset }) => dataset.figure),
  );
  assert.deepEqual(kept.toSorted(), same.map(({ code }) => code).toSorted());
  assert.deepEqual(app.page.workers(), workers, "the same program made them");
  assertNoViolations(device);
});

test("a figure leads to the responses behind it, and on to the answer", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  await app.go("#/results?by=district");
  await app.hasFigures("provisional");
  // Members: a sum over the rows of one year.
  const [name, code, group] = ["QM08:district:bac_binh", "QM08", "bac_binh"];
  await app.page.locator(`[data-figure="${name}"]`).click();
  await app.page.locator("#responses [data-response]").first().waitFor();
  assert.match(app.page.url(), new RegExp(`#/results/${code}\\?by=district&group=${group}$`));
  assert.deepEqual(await axeFindings(app.page), []);

  const book = await server.figures("provisional");
  const indicator = book.indicators.find((own) => own.code === code);
  const [, figure] = indicator.breakdowns.find((own) => own.dimension === "district").rows.find(([own]) => own === group);
  const answer = await app.page.locator('#responses [aria-rowindex="2"] a.figure').getAttribute("href");
  const rows = await everyRow(app.page, (row) => [...row.querySelectorAll(".figure")].map(({ textContent }) => textContent));
  const values = rows.flat().map((value) => Number(value.replaceAll(".", "").replace(",", ".")));
  const sum = values.reduce((sum, value) => sum + value, 0);
  assert.equal(String(sum), figure.a, "what the responses give is the figure");

  // The first one, at its answer.
  await app.page.evaluate(() => scrollTo(0, 0));
  const link = app.page.locator('#responses [aria-rowindex="2"] a.figure');
  assert.equal(await link.getAttribute("href"), answer);
  const value = (await link.innerText()).replaceAll(".", "");
  await link.click();
  const at = decodeURIComponent(answer.split("at=")[1]);
  const place = app.page.locator(`[data-path="${at}"]`).first();
  await place.waitFor();
  const shown = await place.evaluate((place) => (place.querySelector("input") ?? place).value ?? place.textContent);
  assert.ok(shown.replaceAll(".", "").includes(value), `${shown} at ${at}, ${value} on the list`);
  assertNoViolations(device);
});

test("every limitation is quoted literally, with the indicators that say how it stands", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  await app.go("#/results");
  await app.hasFigures("provisional");
  const round = readFileSync(ROUND, "utf8");
  const quotes = [...round.matchAll(/\[\[limitation\]\]\nid = "(.+)"\nquote = "(.+)"/g)].map(([, id, quote]) => [id, `“${quote}”`]);
  assert.equal(quotes.length, 12);
  const shown = await app.page.$$eval("[data-limitation]", (items) =>
    items.map((item) => [
      item.dataset.limitation,
      item.querySelector("blockquote").textContent,
      [...item.querySelectorAll("[data-figure]")].map(({ dataset }) => dataset.figure),
    ]),
  );
  assert.deepEqual(shown.map(([id, quote]) => [id, quote]), quotes);
  const codes = shown.flatMap(([, , codes]) => codes);
  assert.ok(shown.every(([, , codes]) => codes.length > 0), "none stands without a figure");
  assert.equal(new Set(codes).size, 29);
  assertNoViolations(device);
});
