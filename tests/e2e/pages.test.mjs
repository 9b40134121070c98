// Every page: labelled as a demonstration, and usable without seeing it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";
import { tour } from "./harness/tour.mjs";

test("axe finds nothing on any page", async (t) => {
  const found = [];
  const devices = await tour(t, async (page, name) => {
    found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
  });
  assert.deepEqual(found, []);
  assertNoViolations(...devices);
});

test("axe finds nothing in the sections of forms, and they say that the data are made up", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  const findings = [];
  await app.signIn("phanrithanh");
  await assertDemonstration(app);
  for (const kind of ["BTN-", "DV-"]) {
    await app.go("#/");
    const subject = await app.page.locator(`[data-subject^="${kind}"]`).first().getAttribute("data-subject");
    await app.openSubject(subject);
    await app.firstSection();
    do {
      await assertDemonstration(app);
      findings.push(...(await axeFindings(app.page)));
    } while (await app.nextSection());
  }
  assert.deepEqual([...new Set(findings)], []);
  assertNoViolations(device);
});

test("the results page and its export say that the data are made up", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.go("#/results");
  await app.figures();
  await assertDemonstration(app);
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
