// Every page: labelled as a demonstration, and usable without seeing it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { seriousFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";

test("pages of form fillers have no serious accessibility findings and say that the data are made up", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  const findings = await seriousFindings(app.page);
  await app.signIn("phanrithanh");
  await assertDemonstration(app);
  findings.push(...(await seriousFindings(app.page)));
  for (const kind of ["BTN-", "DV-"]) {
    await app.go("#/");
    const subject = await app.page.locator(`[data-subject^="${kind}"]`).first().getAttribute("data-subject");
    await app.openSubject(subject);
    await app.firstSection();
    do {
      await assertDemonstration(app);
      findings.push(...(await seriousFindings(app.page)));
    } while (await app.nextSection());
  }
  await app.go("#/device");
  findings.push(...(await seriousFindings(app.page)));
  assert.deepEqual([...new Set(findings)], []);
  assertNoViolations(device);
});

test("the results page has no serious accessibility findings, and page and export say that the data are made up", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.go("#/results");
  await app.figures();
  await assertDemonstration(app);
  assert.deepEqual(await seriousFindings(app.page), []);
  const file = await chooseExport(app, "figures_csv");
  const bytes = await readFile(await file.path());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "spreadsheets need the byte order mark");
  assert.match(bytes.toString("utf8"), /dữ liệu minh họa/i);
  assertNoViolations(device);
});

async function assertDemonstration(app) {
  const label = app.page.locator("#demonstration");
  await label.waitFor();
  assert.match(await label.innerText(), /dữ liệu minh họa/i);
}
