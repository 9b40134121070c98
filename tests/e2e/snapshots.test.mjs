// Snapshots: figures kept on the device, and which of them moved since, by which responses; without
// network, and through a kill of the browser. Places beside each other in the same table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { questions, read, type } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { LAPTOP } from "./harness/browser.mjs";
import { rows as csvRows } from "./harness/csv.mjs";
import { responseOf } from "./harness/drafts.mjs";
import { submit } from "./harness/filling.mjs";
import { atLaptop } from "./harness/laptop.mjs";
import { until } from "./harness/waiting.mjs";

const NAME = "Dự thảo lần 1 <b>";
/** Members of the last year: a sum, and the answer that it adds up. */
const [MEMBERS, ANSWER] = ["QM08", "membership_year/6/members_total"];
const ADDED = 7;

const [HEADINGS, ...LINES] = csvRows(readFileSync(new URL("../../rounds/ct17-2017/indicators.csv", import.meta.url), "utf8"));
const column = (name) => LINES.map((line) => line[HEADINGS.indexOf(name)]);
/** Every code; lines of a theme stand together, in the order of the themes. */
const CODES = column("code");
/** Of these what they are made of stands beside the figure. */
const SHARES = new Set(CODES.filter((_, at) => ["pct", "pct_complement"].includes(column("calc")[at])));

test("offline, a snapshot tells which figures moved since, by how much, and which response moved them", { timeout: 600_000 }, async (t) => {
  let { server, device, app } = await atLaptop(t, "tinh");
  const before = await server.figures("provisional");

  // Kept from the results; nothing is kept before it is on the disk.
  await app.go("#/results");
  await app.hasFigures("provisional");
  await app.page.locator("#to-snapshots").click();
  await app.page.locator("#snapshots .notice").waitFor();
  assert.match(await app.page.locator("input[name=snapshot-name]").inputValue(), /^Mốc \d+\/\d+\/\d{4} \d\d:\d\d$/);
  assert.deepEqual(await axeFindings(app.page), []);
  await app.page.locator("input[name=snapshot-name]").fill(NAME);
  await app.page.locator("#keep:enabled").click();
  const line = app.page.locator("[data-snapshot]");
  await line.waitFor();
  assert.equal(await line.locator("a").innerText(), NAME);
  const id = await line.getAttribute("data-snapshot");
  const since = `#/snapshots/${id}`;

  // Nothing has changed yet.
  await line.locator("a").click();
  await opened(app);
  assert.ok(app.page.url().endsWith(since));
  assert.deepEqual(await moved(app), {});
  assert.deepEqual(await rows(app), []);

  // A response goes back to whoever filled it in; the network goes; the browser is killed.
  const returned = responseOf(({ form, state, author, answers }) => form === "hqc_a" && state === "submitted" && author === "tinh" && answers.district && answers[ANSWER] && answers.figures_scope !== "includes_lower");
  await server.command("return", returned.id, "--note", "Xin xem lại số hội viên", "--by", "tinh");
  await app.exchange();
  const after = await server.figures("provisional");
  await server.kill();
  await device.kill();
  await device.start(LAPTOP);
  app = await App.open(device, server.origin, since);
  await opened(app);
  assert.deepEqual(await moved(app), { gone: [returned.id] });
  const wanted = differing(total(before), total(after));
  assert.ok(wanted.length > 10);
  assert.deepEqual(await rows(app), wanted);
  assert.deepEqual(await axeFindings(app.page), []);

  // The same of its district.
  const { district } = returned.answers;
  await app.page.locator("select[name=place]").selectOption(`=${district}`);
  const there = differing(group(before, district), group(after, district));
  await until("the figures are those of the district", async () => JSON.stringify(await rows(app)) === JSON.stringify(there));
  assert.ok(app.page.url().endsWith(`${since}?place=${district}`));
  const whole = CODES.filter((code) => !group(before, district)(code)).length;
  const said = await app.page.locator("#whole-only").allInnerTexts();
  assert.deepEqual(said.map((text) => Number(/^\d+/.exec(text)[0])), whole > 0 ? [whole] : []);

  // All of them, with those that are the same.
  await app.page.locator("select[name=place]").selectOption("");
  await app.page.locator("input[name=all]").check();
  await until("all indicators stand there", async () => (await rows(app)).length === before.indicators.length);
  await app.page.locator("input[name=all]").uncheck();

  // It is filled in anew and handed in, still without network: it counts again, with another answer.
  await app.page.locator(`[data-response="${returned.id}"] a`).click();
  await app.page.locator("[data-section]").waitFor();
  await app.sectionOf(ANSWER);
  const question = (await questions(app.page)).find(({ path }) => path === ANSWER);
  const members = Number(await read(app.page, ANSWER));
  const { op } = await app.saving();
  await type(app.page, question, String(members + ADDED));
  await app.sawTick(op);
  await submit(app);
  await app.go(since);
  await until("the response counts again", async () => "changed" in (await moved(app)));
  assert.deepEqual(await moved(app), { changed: [returned.id] });
  const row = (await rows(app)).find(([code]) => code === MEMBERS);
  const old = total(before)(MEMBERS).value;
  assert.deepEqual(row, [MEMBERS, old, String(Number(old) + ADDED), String(ADDED)]);
  const text = await app.page.locator(`[data-indicator=${MEMBERS}] .difference .figure`).innerText();
  assert.equal(text, `+${ADDED}`);
  await app.page.reload();
  await opened(app);
  assert.deepEqual(await moved(app), { changed: [returned.id] });

  // A figure of now leads to its responses.
  await app.page.locator(`[data-figure="${MEMBERS}:right"]`).click();
  await app.page.locator("#responses [data-response]").first().waitFor();
  assert.ok(app.page.url().endsWith(`#/results/${MEMBERS}`));

  // Taken away, which asks first.
  await app.go("#/snapshots");
  await app.page.locator(`[data-remove="${id}"]`).click();
  await app.page.locator(`[data-snapshot="${id}"] [role=alert]`).waitFor();
  assert.deepEqual(await axeFindings(app.page), []);
  await app.page.locator(`[data-snapshot="${id}"] .removal button`).first().click();
  await app.page.locator(`[data-remove="${id}"]`).click();
  await app.page.locator(`[data-remove-confirm="${id}"]`).click();
  await app.page.locator("[data-snapshot]").waitFor({ state: "detached" });
  await app.page.reload();
  await app.page.locator("#snapshots[aria-busy=false] .notice").waitFor();
  assert.equal(await app.page.locator("[data-snapshot]").count(), 0);
  await app.go(since);
  await app.page.locator("#main .notice").waitFor();
  assertNoViolations(device);
});

test("offline, two districts stand beside each other, also as they were", { timeout: 300_000 }, async (t) => {
  const { server, device, app } = await atLaptop(t, "tinh");
  const book = await server.figures("approved");
  await server.kill();
  await app.go("#/snapshots?population=approved");
  await app.page.locator("#keep:enabled").click();
  const line = app.page.locator("[data-snapshot]");
  await line.waitFor();
  const id = await line.getAttribute("data-snapshot");

  const [left, right] = ["bac_binh", "tuy_phong"];
  await app.page.locator("#to-compare").click();
  const compared = app.page.locator("#compare[aria-busy=false] #differences");
  await compared.waitFor();
  await app.page.locator("select[name=left]").selectOption(`=${left}`);
  await app.page.locator("select[name=right]").selectOption(`=${right}`);
  const wanted = differing(group(book, left), group(book, right));
  await until("the figures are those of the districts", async () => JSON.stringify(await rows(app)) === JSON.stringify(wanted));
  assert.ok(app.page.url().endsWith(`#/compare?population=approved&left=${left}&right=${right}`));
  assert.deepEqual(await axeFindings(app.page), []);
  const address = await app.page.locator(`[data-figure="QM01:left"]`).getAttribute("href");
  assert.equal(address, `#/results/QM01?population=approved&by=district&group=${left}`);

  // The whole beside a district of the snapshot.
  await app.go(`#/compare?population=approved&right=${right}&right-of=${id}`);
  await compared.waitFor();
  const whole = differing(total(book), group(book, right));
  await until("the figures are those of both sides", async () => JSON.stringify(await rows(app)) === JSON.stringify(whole));
  assert.equal(await app.page.locator("a[data-figure$=':right']").count(), 0, "figures of then lead nowhere");
  // A snapshot of one population is never offered beside the other.
  await app.page.locator("select[name=population]").selectOption("provisional");
  await until("it is another population", () => !app.page.url().includes("approved"));
  assert.equal(await app.page.locator(`option[value="${id}"]`).count(), 0);
  assertNoViolations(device);
});

/** Waits until what changed stands in the page. */
async function opened(app) {
  await app.page.locator("#since[aria-busy=false] #differing").waitFor();
}

/** The responses that are listed, by the list. */
async function moved(app) {
  await opened(app);
  const lists = await app.page.$$eval("[data-moved]", (lists) =>
    lists.map((list) => [list.dataset.moved, [...list.querySelectorAll("[data-response]")].map(({ dataset }) => dataset.response)]),
  );
  return Object.fromEntries(lists);
}

/** The rows of the table: code, left, right, difference. */
function rows(app) {
  return app.page.$$eval("table.differences [data-indicator]", (rows) =>
    rows.map((row) => {
      const { indicator: code } = row.dataset;
      const value = (side) => row.querySelector(`[data-figure="${code}:${side}"]`).dataset.value;
      return [code, value("left"), value("right"), row.querySelector(".difference").dataset.difference];
    }),
  );
}

const total = (book) => (code) => book.indicators.find((own) => own.code === code).total;

/** The figures of a district; nothing where an indicator is not broken down by districts. */
const group = (book, district) => (code) => {
  const { breakdowns } = book.indicators.find((own) => own.code === code);
  const rows = breakdowns.find(({ dimension }) => dimension === "district")?.rows;
  return rows?.find(([own]) => own === district)[1];
};

/** The rows that differ, in the order of the page: by theme as the round has them. */
function differing(left, right) {
  const rows = CODES.map((code) => [code, left(code), right(code)]).filter(([, a, b]) => a && b);
  return rows.filter(([code, a, b]) => a.value !== b.value || (SHARES.has(code) && (a.a !== b.a || a.b !== b.b)))
    .map(([code, a, b]) => [code, a.value ?? "-", b.value ?? "-", difference(a.value, b.value)]);
}

/** In tenths or whatever the digits are, as whole numbers. */
function difference(from, to) {
  if (from == null || to == null) return "";
  const digits = Math.max(...[from, to].map((text) => (text.split(".")[1] ?? "").length));
  const units = (text) => BigInt(Number(text).toFixed(digits).replace(".", ""));
  const between = units(to) - units(from);
  const text = String(between < 0n ? -between : between).padStart(digits + 1, "0");
  const whole = digits > 0 ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
  return between < 0n ? `-${whole}` : whole;
}
