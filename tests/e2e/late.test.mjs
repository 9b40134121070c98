// The program comes in two parts; a device fetches the later one after the first question.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { Recorder } from "./harness/recorder.mjs";
import { Release } from "./harness/release.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const NOT_HERE = /chưa có trên máy/i;

test("after one visit the results open from the cold with the server gone", async (t) => {
  const server = await Server.demonstration(t);
  const recorder = await Recorder.before(server.port);
  t.after(() => recorder.close());
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const visit = await App.open(device, recorder.origin);
  await visit.signIn("bacbinh");
  await visit.worksOffline();
  // The service worker asks whether what the page has fetched is still the same (304).
  const fetched = recorder.answers.filter(({ status }) => status === 200).map(({ path }) => path);
  const late = fetched.filter((path) => path.startsWith("/late-"));
  assert.equal(late.length, 1, `it is fetched once: ${fetched}`);
  const list = fetched.indexOf("/api/sync");
  assert.ok(list >= 0 && list < fetched.indexOf(late[0]), `the work comes before it: ${fetched}`);
  await until("what figures are made by is on the device", () => hasFigures(visit.page, "bacbinh"));
  await server.kill();
  await device.kill();

  await device.start(LAPTOP);
  const app = await App.open(device, recorder.origin, "#/results");
  const figures = await app.figures();
  assert.ok(Object.values(figures).some((value) => Number(value) > 0), "there are figures");
  await app.go("#/");
  assert.ok((await app.page.locator("[data-subject]").count()) > 0, "the work list is there too");
  await app.go("#/results");
  assert.deepEqual(await app.figures(), figures);
  assertNoViolations(device);
});

test("a call that needs the later part waits for it", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  // As the program itself calls it; a first visit has not fetched it yet.
  assert.equal(await app.page.evaluate(() => bringLate(true)), true);
  await app.signIn("bacbinh");
  await app.go("#/results");
  const figures = await app.figures();
  assert.ok(Object.values(figures).some((value) => Number(value) > 0), "there are figures");
  assertNoViolations(device);
});

test("a form that no response names is fetched when somebody begins it", async (t) => {
  const server = await Server.demonstration(t);
  const recorder = await Recorder.before(server.port);
  t.after(() => recorder.close());
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, recorder.origin);
  await app.signIn("phanrithanh");
  const documents = () => recorder.answers.filter(({ path }) => path.startsWith("/api/documents/")).length;
  const before = documents();
  await app.page.locator('[data-subject^="DV-"]').first().click();
  await app.page.locator("[data-response-state] [data-section]").waitFor();
  assert.ok(documents() > before, "it was not fetched with the list");
  assertNoViolations(device);
});

test("where the later part cannot be had whole, its pages say so and work goes on", async (t) => {
  const release = new Release(t);
  const mend = release.halveLate();
  const server = await Server.demonstration(t, release.folder);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.isKept();
  await app.page.goto(`${app.origin}/#/results`);
  const notice = app.page.locator("#main").filter({ hasText: NOT_HERE });
  await notice.waitFor();
  await app.go("#/");
  await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  await app.page.goto(`${app.origin}/#/results`);
  await notice.waitFor();
  assert.deepEqual(await lateFiles(app.page), [], "half a file is never kept");
  mend();
  await notice.locator("button").click();
  await app.figures();
  await app.worksOffline();
  assertNoViolations(device);
});

/** The addresses of what the device has of the later part. */
function lateFiles(page) {
  return page.evaluate(async () => {
    const [build] = await caches.keys();
    const kept = await (await caches.open(build)).keys();
    return kept.map(({ url }) => url).filter((url) => url.includes("/late-"));
  });
}

/** Whether the account's database has the document with the indicators. */
function hasFigures(page, account) {
  return page.evaluate(async (account) => {
    const ended = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ended(indexedDB.open(`sohoi-${account}`));
    const documents = await ended(database.transaction("documents").objectStore("documents").getAll());
    database.close();
    const texts = documents.map((bytes) => new TextDecoder().decode(bytes));
    return texts.some((text) => text.includes('"coverage_indicator"'));
  }, account);
}
