// The pages of associations: figures beside the medians of their kind, and all pages of a unit for the
// printer, without network.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { pages } from "./harness/pdf.mjs";
import { Server } from "./harness/server.mjs";

const DISTRICT = "bac_binh";
/** Under this number of values there is no median. */
const LEAST = 5;
const COUNTS = { provisional: ["submitted", "checked", "approved"], approved: ["approved"] };

const table = (name) => {
  const [headings, ...lines] = rows(readFileSync(new URL(`../../rounds/ct17-2017/${name}.csv`, import.meta.url), "utf8"));
  return new Map(lines.map((cells) => [cells[0], Object.fromEntries(headings.map((heading, at) => [heading, cells[at]]))]));
};
const [register, units] = [table("register"), table("units")];

/** The responses of associations that count, in the order of the register. */
function counted(population) {
  const lines = readFileSync(process.env.SOHOI_DEMONSTRATION, "utf8").split("\n").filter(Boolean);
  const all = lines.map((line) => JSON.parse(line)).filter(({ form, state }) => form === "hqc_a" && COUNTS[population].includes(state));
  assert.equal(new Set(all.map(({ subject }) => subject)).size, all.length, "one response of each");
  return all.sort((one, other) => (one.subject < other.subject ? -1 : 1));
}

/** Those of a unit and of the units below it. */
function ofUnit(responses, unit) {
  const lies = (id) => id !== "" && id !== undefined && (id === unit || lies(units.get(id).parent));
  return responses.filter(({ subject }) => lies(register.get(subject).unit));
}

/** The median to one decimal, in whole tenths: the demonstration has no finer answers. */
function median(values) {
  if (values.length < LEAST) return null;
  const tenths = values.map((value) => Math.round(Number(value) * 10)).sort((one, other) => one - other);
  const twice = tenths[Math.floor((tenths.length - 1) / 2)] + tenths[Math.floor(tenths.length / 2)];
  return String(Math.round(twice / 2) / 10);
}

/** Members of 2017 and the share that takes part: the first two figures that are compared. */
const FIGURES = ["membership_year/6/members_total", "active_member_rate"];

async function signedIn(t, server, account, screen) {
  const device = Device.new(t, account);
  await device.start(screen);
  const app = await App.open(device, server.origin);
  await app.signIn(account);
  await app.worksOffline();
  return [device, app];
}

/** Waits until all pages are there. */
async function built(app) {
  await app.page.locator("#portraits[aria-busy=false]").waitFor({ state: "attached", timeout: 120_000 });
}

/** What stands beside the medians on each page. */
function besides(app) {
  return app.page.$$eval("[data-portrait]", (sheets) =>
    sheets.map((sheet) => ({
      id: sheet.dataset.portrait,
      counted: Number(sheet.querySelector(".beside").dataset.counted),
      figures: [...sheet.querySelectorAll(".beside tbody tr")].map((row) => ({
        own: row.dataset.own ?? null,
        median: row.dataset.median ?? null,
        values: Number(row.lastElementChild.textContent.replaceAll(".", "")),
      })),
    })),
  );
}

test("offline, every association of a district is a page of its own, with the medians of its kind", { timeout: 600_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await signedIn(t, server, "tinh", LAPTOP);
  await server.kill();
  await app.go("#/results");
  await app.hasFigures("provisional");
  await app.page.locator("#export").click();
  await app.page.locator("#to-portraits").click();
  await built(app);
  assert.equal(await app.page.locator("[data-portrait]").count(), 0, "nothing is built before a unit is chosen");
  await app.page.evaluate(() => {
    // Whether the button was there before all pages were, and how long the page stood still.
    globalThis.seen = { early: false, busy: 0 };
    const look = () => {
      const isBusy = document.querySelector("#portraits")?.ariaBusy === "true";
      globalThis.seen.busy += isBusy ? 1 : 0;
      if (isBusy && document.querySelector("#print")) globalThis.seen.early = true;
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
    globalThis.still = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (globalThis.still = Math.max(globalThis.still, duration)))).observe({ type: "longtask" });
  });
  const all = counted("provisional");
  const expected = ofUnit(all, DISTRICT);
  assert.ok(expected.length > 20, `${expected.length}`);
  await app.page.locator("select[name=unit]").selectOption(DISTRICT);
  await app.page.locator(`#portraits-status[data-pages="${expected.length}"]`).waitFor({ timeout: 120_000 });
  await built(app);
  const { early, busy } = await app.page.evaluate(() => globalThis.seen);
  assert.ok(busy > 0 && !early, "the button comes when all pages are there");
  t.diagnostic(`${expected.length} pages; the longest task took ${await app.page.evaluate(() => Math.round(globalThis.still))} ms`);
  assert.deepEqual(await app.page.$$eval("[data-portrait]", (sheets) => sheets.map(({ dataset }) => dataset.portrait)), expected.map(({ id }) => id));
  assert.ok((await app.page.locator("select[name=unit] option:checked").textContent()).includes(String(expected.length)));
  assert.deepEqual(await axeFindings(app.page), []);

  let [told, few] = [0, 0];
  for (const [place, { id, counted, figures }] of (await besides(app)).entries()) {
    const own = expected[place];
    const kind = all.filter(({ answers }) => answers.assoc_type === own.answers.assoc_type);
    assert.equal(counted, kind.length, id);
    if (kind.length < LEAST) {
      assert.deepEqual(figures, []);
      few += 1;
      continue;
    }
    for (const [at, path] of FIGURES.entries()) {
      const values = kind.map(({ answers }) => answers[path]).filter((value) => value !== undefined);
      assert.equal(figures[at].values, values.length, `${id} ${path}`);
      assert.equal(figures[at].median, median(values), `${id} ${path}: ${values}`);
      assert.equal(figures[at].own, own.answers[path] === undefined ? null : String(Number(own.answers[path])), `${id} ${path}`);
      told += 1;
    }
  }
  assert.ok(told > 0, "there are medians");
  t.diagnostic(`${told} medians; ${few} of too small a kind`);

  // On paper: a page for each, which says where it comes from.
  await app.page.evaluate(() => document.fonts.ready);
  const printed = pages(await app.page.pdf({ preferCSSPageSize: true, printBackground: false }));
  assert.equal(printed.length, expected.length);
  const squeezed = (text) => text.replaceAll(/\s/g, "");
  const names = await app.page.$$eval(".portrait-name", (names) => names.map(({ textContent }) => textContent));
  for (const [place, page] of printed.entries()) {
    const text = squeezed(page);
    for (const words of [names[place], "Dữ liệu minh họa", "Số liệu chốt ngày 30/6/2017", "Sơ kết Chỉ thị 17"]) {
      assert.ok(text.includes(squeezed(words)), `page ${place + 1} says ${words}`);
    }
    assert.ok(!text.includes(squeezed("In tất cả các trang")), "nothing that is for the screen");
  }

  // Those that are approved are fewer, and the choice stands in the address.
  await app.page.locator("select[name=population]").selectOption("approved");
  const approved = ofUnit(counted("approved"), DISTRICT);
  assert.ok(approved.length < expected.length);
  await app.page.locator(`#portraits-status[data-pages="${approved.length}"]`).waitFor({ timeout: 120_000 });
  await built(app);
  assert.ok(app.page.url().endsWith(`#/portraits?population=approved&unit=${DISTRICT}`));
  assert.deepEqual((await besides(app)).map(({ id }) => id), approved.map(({ id }) => id));
  assertNoViolations(device);
});

test("a district sees its own pages at once, and field staff only single ones", { timeout: 300_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await signedIn(t, server, "bacbinh", TABLET);
  await app.page.locator("#to-portraits").click();
  const own = ofUnit(counted("provisional"), DISTRICT);
  await app.page.locator(`#portraits-status[data-pages="${own.length}"]`).waitFor({ timeout: 120_000 });
  await built(app);
  // Its device holds the district only, and the medians say so.
  const [first] = await besides(app);
  const kind = own.filter(({ answers }) => answers.assoc_type === own[0].answers.assoc_type);
  assert.equal(first.counted, kind.length);
  assertNoViolations(device);

  const [tablet, field] = await signedIn(t, server, "phanrithanh", TABLET);
  assert.equal(await field.page.locator("#to-portraits").count(), 0);
  await field.go("#/portraits");
  await field.page.locator("#main .notice").waitFor();
  const mine = own.find(({ author }) => author === "phanrithanh");
  await field.go(`#/portrait/${mine.id}`);
  await field.page.locator(".beside").waitFor();
  assert.match(await field.page.locator(".beside").innerText(), /Chưa đủ 5 hội cùng loại/);
  assert.deepEqual(await axeFindings(field.page), []);
  assertNoViolations(tablet);
});
