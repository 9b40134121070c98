// A browser that does not store what it is given, and two tabs that store at the same time.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { questions, read, type } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("an answer the browser refuses shows no tick, and is saved with the next one it takes", async (t) => {
  const { device, app } = await atWork(t);
  const first = await answerSomething(app);
  const { op } = await app.saving();
  await app.page.evaluate(() => {
    // As over quota: every request succeeds, then the transaction is aborted.
    globalThis.commit = IDBTransaction.prototype.commit;
    IDBTransaction.prototype.commit = function () {
      this.abort();
    };
  });
  await type(app.page, first, "8");
  await until("the page says that it is not saved", async () => (await app.saving()).state === "failed");
  assert.equal((await app.saving()).op, op, "the tick stays where it was");
  await type(app.page, first, "9");
  assert.equal(await read(app.page, first.path), "9", "what was typed stays");

  await app.page.evaluate(() => (IDBTransaction.prototype.commit = globalThis.commit));
  await app.sawTick(op + 1);
  await app.page.reload();
  await app.ready();
  await app.page.locator(`[data-path="${first.path}"]`).waitFor();
  assert.equal(await read(app.page, first.path), "9");
  await app.exchange();
  assertNoViolations(device);
});

test("two tabs that save at the same time lose nothing", async (t) => {
  const { server, device, app: one } = await atWork(t);
  const two = await App.open(device, server.origin);
  const subject = await two.page.locator('[data-subject^="BTN-"]').first().getAttribute("data-subject");
  await two.openSubject(subject);
  const places = [await openNumber(one), await openNumber(two)];
  for (let value = 1; value <= 10; value += 1) {
    await Promise.all([one, two].map((app, index) => type(app.page, places[index], `${value + 10 * index}`)));
  }
  for (const app of [one, two]) await app.page.locator('#save-status[data-state="saved"]').waitFor({ state: "attached" });
  assert.equal(await read(one.page, places[0].path), "10");
  assert.equal(await read(two.page, places[1].path), "20");
  const numbers = await one.page.evaluate(opNumbers);
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1), "no number is missing or taken twice");
  assert.ok(numbers.length >= 20, `${numbers.length} ops`);
  await one.exchange();
  assertNoViolations(device);
});

async function atWork(t) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.openSubject(await app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject"));
  return { server, device, app };
}

/** Goes to the first section that asks for a number, and gives the place of one. */
async function openNumber(app) {
  do {
    const number = (await questions(app.page)).find(({ type, isEditable }) => isEditable && type === "integer");
    if (number) return number;
  } while (await app.nextSection());
  throw new Error("the form asks for no number");
}

/** The numbers of the ops on disk, in the order of their keys. */
async function opNumbers() {
  const ended = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await ended(indexedDB.open("sohoi-phanrithanh"));
  const ops = await ended(database.transaction("ops").objectStore("ops").getAll());
  database.close();
  return ops.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)).op.n);
}
