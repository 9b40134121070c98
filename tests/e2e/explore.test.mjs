// Exploring the figures without network: filters, a map, where it is worst, two dimensions at a time;
// from every cell on to the responses behind it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { assertNoViolations } from "./harness/app.mjs";
import { atLaptop } from "./harness/laptop.mjs";
import { until } from "./harness/waiting.mjs";

const DISTRICT = "bac_binh";
/** Members, over years; a share that is better lower; a count. */
const [MEMBERS, LATE, NUMBER] = ["QM08", "DH01", "QM01"];

async function offline(t) {
  const { server, device, app } = await atLaptop(t, "tinh");
  const book = await server.figures("provisional");
  await server.kill();
  return [device, app, book];
}

const breakdown = (book, code, dimension) =>
  book.indicators.find((own) => own.code === code).breakdowns.find((own) => own.dimension === dimension)?.rows;

const number = (text) => Number(text.replaceAll(".", "").replace(",", "."));

test("a filter leaves the figures of its group, stands in the address, and can be left", { timeout: 300_000 }, async (t) => {
  const [device, app, book] = await offline(t);
  await app.go("#/results");
  await app.hasFigures("provisional");
  await app.page.locator(".filters summary").click();
  await app.page.locator("select[name=only-district]").selectOption(DISTRICT);
  await app.page.locator("#only").waitFor();
  assert.ok(app.page.url().endsWith(`#/results?only=district%3A${DISTRICT}`));
  const wanted = {};
  for (const { code } of book.indicators) {
    const row = breakdown(book, code, "district")?.find(([group]) => group === DISTRICT);
    if (row) wanted[code] = row[1].value ?? "-";
  }
  assert.ok(Object.keys(wanted).length > 60);
  await until("the figures are those of the district", async () => (await app.figure(NUMBER)) === wanted[NUMBER]);
  const shown = await app.figures("provisional");
  for (const [code, value] of Object.entries(wanted)) assert.equal(shown[code], value, code);
  assert.deepEqual(await axeFindings(app.page), []);

  // A second one narrows it; the responses behind a figure are of both.
  await app.page.locator("select[name=only-level]").selectOption("commune");
  await until("fewer are left", async () => number(await app.figure(NUMBER)) < number(wanted[NUMBER]));
  const left = await app.figure(NUMBER);
  await app.page.locator(`#themes [data-figure=${NUMBER}]`).click();
  await app.page.locator("#responses [data-response]").first().waitFor();
  assert.equal(number(/[\d.]+/.exec(await app.page.locator("#behind [role=status]").innerText())[0]), number(left));
  await app.page.locator("#only button").first().click();
  await until("one filter is left", async () => (await app.page.locator("#only button").count()) === 1);
  await app.page.locator("#only button").click();
  await app.page.locator("#only").waitFor({ state: "detached" });
  await until("all count again", async () => (await app.figure(NUMBER)) === book.indicators.find(({ code }) => code === NUMBER).total.value);
  assertNoViolations(device);
});

test("the map and the limitations say where it is worst", { timeout: 300_000 }, async (t) => {
  const [device, app, book] = await offline(t);
  await app.go("#/results");
  await app.hasFigures("provisional");
  const rows = breakdown(book, LATE, "district").filter(([group, { value }]) => group && value !== null);
  const worst = rows.toSorted(([, a], [, b]) => Number(b.value) - Number(a.value)).slice(0, 2);
  const item = app.page.locator(`#limitations [data-figure=${LATE}]`).locator("xpath=ancestor::li[1]");
  const links = await item.locator(".worst a").evaluateAll((links) => links.map(({ hash }) => new URLSearchParams(hash.split("?")[1]).get("group")));
  assert.deepEqual(links, worst.map(([group]) => group));

  await item.locator("a.figure").click();
  await app.page.locator(".tile").first().waitFor();
  const tiles = await app.page.locator(".tile").evaluateAll((tiles) =>
    tiles.map((tile) => [new URLSearchParams(tile.hash.split("?")[1]).get("group"), tile.querySelector(".tile-figure").textContent, tile.dataset.shade]),
  );
  assert.equal(tiles.length, 10);
  for (const [group, text] of tiles) {
    const { value } = breakdown(book, LATE, "district").find(([own]) => own === group)[1];
    assert.equal(number(text.replace("%", "")), Number(value), group);
  }
  const darkest = tiles.filter(([, , shade]) => shade === "5").map(([group]) => group);
  assert.ok(darkest.includes(worst[0][0]));
  assert.deepEqual(await axeFindings(app.page), []);
  assertNoViolations(device);
});

test("a table by two dimensions adds up, is ordered and copied, and leads to its responses", { timeout: 300_000 }, async (t) => {
  const [device, app, book] = await offline(t);
  await app.go(`#/results/${NUMBER}`);
  await app.page.locator("#to-cross").click();
  await cells(app);
  await app.page.locator("select[name=down]").selectOption("district");
  await app.page.locator("select[name=across]").selectOption("level");
  await until("districts stand down, levels across", async () => `${NUMBER}:${DISTRICT}:commune` in (await cells(app)));
  assert.deepEqual(await axeFindings(app.page), []);
  const counts = await cells(app);
  for (const [group, { value }] of breakdown(book, NUMBER, "district")) {
    const row = Object.entries(counts).filter(([name]) => name.startsWith(`${NUMBER}:${group}:`) && !name.endsWith(":*"));
    assert.equal(row.reduce((sum, [, value]) => sum + Number(value), 0), Number(value), group);
    assert.equal(counts[`${NUMBER}:${group}:*`], value);
  }
  for (const [group, { value }] of breakdown(book, NUMBER, "level")) assert.equal(counts[`${NUMBER}:*:${group}`], value);

  // Ordered by a column.
  const order = () => app.page.locator("#cross tbody tr a.figure").evaluateAll((links) => links.filter(({ dataset }) => dataset.figure.endsWith(":commune")).map(({ dataset }) => Number(dataset.value)));
  const before = await order();
  await app.page.locator("#cross .sorting").last().click();
  await until("the rows are ordered", async () => {
    const now = await order();
    return now.every((value, place) => place === 0 || now[place - 1] >= value);
  });
  assert.deepEqual((await order()).toSorted((a, b) => a - b), before.toSorted((a, b) => a - b));

  // Copied as a spreadsheet takes it.
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.page.locator("#copy-table").click();
  await app.page.locator("#copy-table + [role=status]:not(:empty)").waitFor();
  const copied = (await app.page.evaluate(() => navigator.clipboard.readText())).split("\n").map((line) => line.split("\t"));
  const head = await app.page.locator("#cross thead th").allInnerTexts();
  assert.equal(copied[0].length, head.length);
  assert.ok(copied.every((line) => line.length === head.length));
  assert.equal(copied.at(-1)[1], counts[`${NUMBER}:*:*`]);

  // From a cell to its responses.
  const cell = `${NUMBER}:${DISTRICT}:commune`;
  await app.page.locator(`[data-figure="${cell}"]`).click();
  await app.page.locator("#responses [data-response]").first().waitFor();
  assert.equal(number(/[\d.]+/.exec(await app.page.locator("#behind [role=status]").innerText())[0]), Number(counts[cell]));

  // Years stand down: a small chart for each column.
  await app.go(`#/cross/${MEMBERS}?by=year&across=district`);
  await until("the years are here", async () => `${MEMBERS}:2017:${DISTRICT}` in (await cells(app)));
  const years = await cells(app);
  for (const [year, { value }] of breakdown(book, MEMBERS, "year")) assert.equal(years[`${MEMBERS}:${year}:*`], value ?? "-");
  assert.equal(await app.page.locator(".multiples figure").count(), breakdown(book, MEMBERS, "district").length + 1);
  assertNoViolations(device);
});

/** The cells of the table, by name. */
async function cells(app) {
  await app.page.locator("#cross [data-figure]").first().waitFor();
  return app.page.$$eval("#cross [data-figure]", (figures) => Object.fromEntries(figures.map(({ dataset }) => [dataset.figure, dataset.value])));
}
