// What the server does not take as it came: the person is told, and nothing typed vanishes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { questions, type } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";

test("an answer the server keeps apart is shown with what was typed until somebody has seen it", async (t) => {
  const { device, app, subject } = await atWork(t);
  const number = await openNumber(app);
  await app.exchange();
  await app.page.evaluate(spoilNextAnswer);
  const { op } = await app.saving();
  await type(app.page, number, "8");
  await app.sawTick(op);
  await app.exchange();

  const notice = app.page.locator("#attention");
  await notice.waitFor();
  assert.match(await notice.innerText(), /“8”/);
  assert.ok(await notice.locator(`a[href$="?at=${number.path}"]`).count(), "a link leads to the question");
  const address = app.page.url();
  await app.go("#/");
  const row = app.page.locator(`[data-subject="${subject}"]`).first();
  assert.match(await row.innerText(), /cần xem/);

  await app.page.goto(address);
  await notice.getByRole("button", { name: "Đã xem" }).click();
  await notice.waitFor({ state: "detached" });
  await app.page.locator('#save-status[data-state="saved"]').waitFor({ state: "attached" });
  await app.page.reload();
  await app.ready();
  await app.page.locator(`[data-path="${number.path}"]`).waitFor();
  assert.equal(await notice.count(), 0, "seen once, it does not come back");
  assertNoViolations(device);
});

test("a number of too many digits stays in its field with a word and is never sent", async (t) => {
  const { device, app } = await atWork(t);
  const number = await openNumber(app);
  const { op } = await app.saving();
  await type(app.page, number, "1234567890123456");
  const field = app.page.locator(`[data-path="${number.path}"]`);
  await field.locator(".problem:has(span)").waitFor();
  await app.page.reload();
  await app.ready();
  await field.locator(".problem:has(span)").waitFor();
  assert.equal((await app.saving()).op, op, "no edit was made");
  assert.equal((await field.locator("input").inputValue()).replaceAll(".", ""), "1234567890123456");
  assertNoViolations(device);
});

async function atWork(t) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  const subject = await app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject");
  await app.openSubject(subject);
  return { device, app, subject };
}

/** Goes to the first section that asks for a number outside a table, and gives its place. */
async function openNumber(app) {
  do {
    const all = await questions(app.page);
    const number = all.find(({ path, type, isEditable }) => isEditable && type === "integer" && !path.includes("/"));
    if (number) return number;
  } while (await app.nextSection());
  throw new Error("the form asks for no number");
}

/** In the page: what leaves it next with an 8 arrives as a text that is no number. */
function spoilNextAnswer() {
  const honest = globalThis.fetch;
  globalThis.fetch = async (request, ...rest) => {
    if (!new URL(request.url ?? request, location.href).pathname.endsWith("/api/sync")) return honest(request, ...rest);
    const body = await request.clone().text();
    const spoiled = body.replace('"value":"8"', '"value":"eight"');
    if (spoiled === body) return honest(request, ...rest);
    globalThis.fetch = honest;
    return honest(new Request(request, { body: spoiled }));
  };
}
