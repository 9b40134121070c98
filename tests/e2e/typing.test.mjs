// Typed leniently, shown strictly.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { longDraft } from "./harness/drafts.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("a day is taken in every usual way, and a short year only when the field is left", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.go(`#/response/${longDraft().id}/a1`);
  const field = app.page.locator('[data-path="founded_date"]');
  const input = field.locator("input");
  await input.waitFor();
  for (const typed of ["5-3-09", "5.3.2009", "ngày 05 tháng 3 năm 2009", "2009-03-05", "05032009"]) {
    await input.fill("1/1/2001");
    await input.press("Tab");
    await input.fill(typed);
    await input.press("Tab");
    await until(`${typed} is shown strictly`, async () => (await input.inputValue()) === "05/3/2009");
    assert.equal(await field.locator(".problem:has(span)").count(), 0, typed);
  }

  // Half a day is no answer: nothing is stored while somebody may go on typing.
  await app.page.locator('#save-status[data-state="saved"]').waitFor({ state: "attached" });
  const { op } = await app.saving();
  await input.fill("");
  await app.sawTick(op);
  const blank = (await app.saving()).op;
  // Slower than the pause that ends an edit.
  await input.pressSequentially("7/8/2008", { delay: 300 });
  await input.press("Tab");
  await app.sawTick(blank);
  assert.equal(await input.inputValue(), "07/8/2008");
  assert.equal((await app.saving()).op, blank + 1, "7/8/20 may become 7/8/2008: one day, one edit");

  // Without a year it is told what is missing.
  await input.fill("23/8");
  await input.press("Tab");
  const problem = field.locator(".problem:has(span)");
  await problem.waitFor();
  assert.match(await problem.innerText(), /chưa có năm/);
  assertNoViolations(device);
});
