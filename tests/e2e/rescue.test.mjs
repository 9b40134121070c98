// The rescue page: without the app, the same file.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { read } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { Server } from "./harness/server.mjs";
import { exportWork, importWork, kept, parts } from "./harness/work-file.mjs";

test("the rescue page writes what the app would have written, and another device takes it in", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sohoi-files-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const server = await Server.demonstration(t);
  const [tablet, second] = [Device.new(t, "tablet"), Device.new(t, "second")];
  await tablet.start();
  await second.start();
  const app = await App.open(tablet, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  await server.kill();
  const subject = await app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject");
  await app.openSubject(subject);
  const { path, value } = await answerSomething(app);
  const own = await exportWork(app, folder, "#export-all");
  const { unsent } = await app.exchangeStatus();
  await app.page.close();

  // No server, no app: the page is on the device.
  const page = await tablet.open(`${server.origin}/rescue.html`);
  await page.locator('html[data-ready="true"]').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const account = page.locator('[data-account="phanrithanh"]');
  assert.ok(unsent >= 1);
  assert.equal(Number(await account.getAttribute("data-unsent")), unsent);
  const [download] = await Promise.all([page.waitForEvent("download"), account.locator("button").click()]);
  const rescued = await kept(download, folder);
  const without = (bytes) => parts(bytes).text.replace(/"made_at":"[^"]*"/, "");
  assert.equal(without(rescued.bytes), without(own.bytes), "byte for byte, but for the time");
  assert.deepEqual(parts(rescued.bytes).photos, parts(own.bytes).photos);

  await server.start();
  const other = await App.open(second, server.origin);
  await other.signIn("phanrithanh");
  await importWork(other, rescued.path);
  await other.exchange();
  await other.openSubject(subject);
  await other.sectionOf(path);
  assert.equal(await read(other.page, path), value);
  assertNoViolations(tablet, second);
});
