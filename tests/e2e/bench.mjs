// Measures the app in Chromium and prints lines `name value unit`; goals that are missed are told on
// standard error. Apart from the tests: what a machine does beside it shows in the lines `….noise`.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { questions } from "./harness/answers.mjs";
import { App } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { total, untilFirstQuestion } from "./harness/first-load.mjs";
import { load } from "./harness/many.mjs";
import { rowCount } from "./harness/roll.mjs";
import { APP, Server } from "./harness/server.mjs";
import { install, line, print, untilPressed, untilRoute } from "./harness/timing.mjs";
import { until } from "./harness/waiting.mjs";

const RESPONSES = Number(process.env.SOHOI_BENCH_RESPONSES ?? 5000);
/** How many rows the longest table has. */
const ROWS = Number(process.env.SOHOI_BENCH_ROWS ?? 100_000);
/** A form, its repeat of six rows, and a question in it. */
const YEARLY = ["hqc_a", "membership_year", "members_total"];
const RUNS = 15;
const KEYS = 120;
const THROTTLE = 4;
/** The mark that the page sets when changed figures are on it. */
const CHANGED = "figures-changed";

const wanted = process.argv.slice(2);
const PARTS = { sizes, field, many, results, rows };
const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length === 0 || wanted.includes(name)) await part();
  }
} finally {
  for (const ending of endings) await ending();
}

/** What a first visit loads, and what comes later. */
async function sizes() {
  line("size.first-load", total(await untilFirstQuestion(t)), "B", 180_000);
  for (const [name, goal] of Object.entries({ "worker-stats": 120_000, "worker-explore": 160_000, "worker-office": 800_000 })) {
    const files = readdirSync(APP).filter((file) => file.startsWith(name) && /\.(js|wasm)$/.test(file));
    if (files.length > 0) line(`size.${name}`, files.reduce((sum, file) => sum + brotli(file), 0), "B", goal);
  }
}

/** A field worker's tablet: starting, typing, saving. */
async function field() {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "bench-field");
  device.before = install;
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  print("start.warm", await starts(app), { median: 700 });

  const begun = new Set((await server.responses()).map(({ subject }) => subject));
  const subjects = await app.page.$$eval("[data-subject]", (lines) => lines.map(({ dataset }) => dataset.subject));
  await app.openSubject(subjects.find((subject) => subject.startsWith("BTN-") && !begun.has(subject)));
  const field = await fieldToType(app);
  await app.page.evaluate(() => (globalThis.sohoiTiming.saves.length = 0));
  await throttle(app.page, THROTTLE);
  for (let key = 0; key < KEYS; key += 1) {
    await field.press("abcdefgh"[key % 8]);
    // The hand of a quick typist; now and then a pause, in which what was typed is saved.
    await app.page.waitForTimeout(key % 12 === 11 ? 400 : 90);
  }
  await throttle(app.page, 1);
  print("keystroke.throttled", await app.page.evaluate(() => globalThis.sohoiTiming.keys), { p95: 50 });
  await app.page.evaluate(() => (globalThis.sohoiTiming.saves.length = 0));
  for (let edit = 0; edit < 40; edit += 1) {
    const { op } = await app.saving();
    await field.press("x");
    await field.blur();
    await app.sawTick(op);
    await field.focus();
  }
  print("save.complete", await app.page.evaluate(() => globalThis.sohoiTiming.saves), { p95: 20 });
  await device.kill();
  await server.kill();
}

/** A coordinator's computer that holds thousands of whole responses. */
async function many() {
  const server = await Server.empty(t);
  await load(server, RESPONSES);
  const device = Device.new(t, "bench-many");
  device.before = install;
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.worksOffline();
  await until("everything is here", async () => (await app.exchangeStatus()).state === "idle" && (await held(app)) === RESPONSES, 1200);
  // What a person meets is a program that has just been started.
  await app.page.reload();
  await app.ready();
  await app.page.locator("[data-subject]").first().waitFor();
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });

  const opened = [];
  const lists = [];
  for (let run = 0; run < RUNS; run += 1) {
    const place = run * 3;
    opened.push(await untilPressed(app.page, `li:nth-of-type(${place + 1}) > [data-subject]`, "[data-path]"));
    lists.push(await untilRoute(app.page, "#/", "[data-subject]"));
  }
  print("work-list.open", lists, { median: 300 });
  print("response.open", opened, { median: 100 });
  print("work-list.start", await starts(app));
  await device.kill();
  await server.kill();
}

/** The results page of the demonstration. */
async function results() {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "bench-results");
  device.before = install;
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.worksOffline();
  await app.go("#/results");
  await app.figures();
  const first = [];
  for (let run = 0; run < RUNS; run += 1) {
    await app.go("#/");
    await app.page.locator("[data-subject]").first().waitFor();
    first.push(await untilRoute(app.page, "#/results", "[data-figure]"));
  }
  print("results.first-figure", first, { median: 150 });
  await app.page.locator("select[name=population]").selectOption("approved");
  await app.figures();
  print("results.changed", await changes(app, server), { median: 10 });
  await device.kill();
  await server.kill();
}

/** A hundred thousand answers in one table: how soon a place far away is on the screen. */
async function rows() {
  const rowsOf = ({ answers }) => Object.keys(answers).filter((path) => path.startsWith(`${YEARLY[1]}/`) && path.endsWith(`/${YEARLY[2]}`)).length;
  const server = await Server.empty(t);
  await load(server, Math.ceil(ROWS / 6), (response) => rowsOf(response) === 6);
  const device = Device.new(t, "bench-rows");
  device.before = install;
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await until("everything is here", async () => (await app.exchangeStatus()).state === "idle" && (await held(app)) === Math.ceil(ROWS / 6), 1200);
  await app.worksOffline();
  await server.kill();
  await app.go(`#/replies/${YEARLY[0]}/${YEARLY[2]}`);
  await until("the table is here", async () => (await app.page.locator("#responses [aria-rowindex]").count()) > 0, 300);
  line("rows.all", await rowCount(app.page), "rows");
  const samples = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const share = ((run * 7) % RUNS) / RUNS;
    samples.push(
      await app.page.evaluate(async (share) => {
        const begun = performance.now();
        scrollTo(0, document.body.scrollHeight * share);
        const isShown = () => {
          const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
          return middle?.closest("[aria-rowindex]") !== null;
        };
        do await new Promise(requestAnimationFrame);
        while (!isShown());
        return performance.now() - begun;
      }, share),
    );
  }
  print("rows.scrolled", samples, { p95: 300 });
  const here = await app.page.locator("#responses [aria-rowindex]").count();
  line("rows.there", here, "rows", 200);
  await device.kill();
}

/** Milliseconds from a changed response on the disk until its figures are on the page. */
async function changes(app, server) {
  const samples = [];
  const submitted = (await server.responses()).filter(({ state }) => state === "submitted");
  for (const { id } of submitted.slice(0, RUNS)) {
    await server.command("approve", id, "--by", "tinh");
    const count = await marks(app);
    await app.exchange();
    await until("the figures follow", async () => (await marks(app)) > count);
    samples.push(
      await app.page.evaluate((name) => {
        const { startTime } = performance.getEntriesByName(name).at(-1);
        return startTime - globalThis.sohoiTiming.saved;
      }, CHANGED),
    );
  }
  return samples;
}

function marks(app) {
  return app.page.evaluate((name) => performance.getEntriesByName(name).length, CHANGED);
}

/** Milliseconds from the beginning of a reload until the work list is painted. */
async function starts(app) {
  const samples = [];
  for (let run = 0; run < RUNS; run += 1) {
    await app.page.reload();
    samples.push(await app.page.evaluate(() => globalThis.sohoiTiming.firstLine));
    await app.ready();
  }
  return samples;
}

/** How many responses the device holds. */
function held(app) {
  return app.page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const count = opening.result.transaction("responses").objectStore("responses").count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result);
          };
        };
      }),
    "sohoi-tinh",
  );
}

/** The first field of the form that takes text. */
async function fieldToType(app) {
  do {
    const text = (await questions(app.page)).find(({ type, isEditable }) => type === "text" && isEditable);
    if (text) return app.page.locator(`[data-path="${text.path}"]`).locator("input, textarea").first();
  } while (await app.nextSection());
  throw new Error("the form asks for no text");
}

async function throttle(page, rate) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

function brotli(file) {
  const bytes = readFileSync(join(APP, file));
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
