// What pages say to those who do not see them: their structure, page by page.

import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { assertStructure } from "./harness/aria.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { longDraft } from "./harness/drafts.mjs";
import { Server } from "./harness/server.mjs";

test("pages of form fillers keep their structure", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.page.locator("input[name=name]").waitFor();
  await assertStructure(app.page, "sign-in");
  await app.signIn("phanrithanh");
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  await assertStructure(app.page, "work-list");
  await app.worksOffline();
  for (const [route, name] of [["#/device", "device"], ["#/nowhere", "unknown"]]) {
    await app.go("#/");
    await app.page.locator("[data-subject]").first().waitFor();
    await app.go(route);
    await app.page.locator("[data-subject]").first().waitFor({ state: "detached" });
    await app.page.locator("h1").waitFor();
    await assertStructure(app.page, name);
  }
  assertNoViolations(device);
});

test("the form keeps the structure of each of its sections", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  await app.page.locator("#search").fill(longDraft().subject);
  await app.page.locator(`[data-subject="${longDraft().subject}"]`).first().click();
  await app.page.locator("[data-section]").waitFor();
  await app.firstSection();
  do {
    const section = await app.page.locator("[data-section]").getAttribute("data-section");
    await assertStructure(app.page, `section-${section}`);
  } while (await app.nextSection());
  assertNoViolations(device);
});

test("the results page keeps its structure", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  await app.go("#/results");
  await app.figures();
  await app.page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  await assertStructure(app.page, "results");
  assertNoViolations(device);
});
