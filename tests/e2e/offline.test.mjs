// After one visit the app needs no server.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { read } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("starts from the cold with the server gone, opens a form and saves an answer", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const visit = await App.open(device, server.origin);
  await visit.signIn("phanrithanh");
  const subjects = await visit.page.$$eval("[data-subject]", (rows) => rows.map(({ dataset }) => dataset.subject));
  await visit.worksOffline();
  await server.kill();
  await device.kill();

  await device.start();
  const app = await App.open(device, server.origin);
  for (const subject of subjects) {
    assert.ok((await app.page.locator(`[data-subject="${subject}"]`).count()) > 0, `${subject} is on the list`);
  }
  await app.openSubject(subjects.find((subject) => subject.startsWith("DV-")));
  const { path, value } = await answerSomething(app);
  assert.equal(await read(app.page, path), value);
  assert.ok((await app.exchangeStatus()).unsent > 0, "the answer waits to be sent");

  await server.start();
  await app.exchange();
  assertNoViolations(device);
});

test("work goes on signed out of the server, and only the exchange asks for the password", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  // The session is gone, as when it ran out while the device was offline.
  const [context] = [app.page.context()];
  await context.clearCookies();
  await app.openSubject(await app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject"));
  const { path, value } = await answerSomething(app);
  await app.page.locator("#exchange-now").click();
  await until("the exchange says that nobody is signed in", async () => (await app.exchangeStatus()).state === "signed-out");
  assert.equal(await read(app.page, path), value);
  assert.ok((await app.exchangeStatus()).unsent > 0, "the answer still waits to be sent");
  assertNoViolations(device);
});
