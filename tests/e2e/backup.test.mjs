// The third tick: a line of the work list says that a verified backup of the server covers it.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { type } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { Server } from "./harness/server.mjs";

test("the tick of a backup comes with the next exchange, and goes when something new is on the way", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  const subject = await app.page.locator('[data-subject][data-state="none"]').first().getAttribute("data-subject");
  const isCovered = () =>
    app.page.locator(`[data-subject="${subject}"] .tick.is-there`).filter({ hasText: "Bản sao lưu" });
  await app.openSubject(subject);
  const number = await answerSomething(app);
  await app.exchange();
  await app.go("#/");
  await app.page.locator(`[data-subject="${subject}"] .tick.is-there`).nth(1).waitFor();
  assert.equal(await isCovered().count(), 0, "no backup yet");

  assert.match(await server.command("backup", join(server.folder, "backup")), /read again and whole/);
  await app.exchange();
  await isCovered().waitFor();
  await app.go("#/device");
  await app.page.locator(".facts div", { hasText: "Bản sao lưu" }).filter({ hasText: /\d+ phiếu/ }).waitFor();

  await app.openSubject(subject);
  await app.sectionOf(number.path);
  const { op } = await app.saving();
  await type(app.page, number, "8");
  await app.sawTick(op);
  await app.go("#/");
  await isCovered().waitFor({ state: "detached" });
  assertNoViolations(device);
});
