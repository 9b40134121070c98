// What pages say to those who do not see them: their structure, page by page.

import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { assertStructure } from "./harness/aria.mjs";
import { Device, TABLET } from "./harness/browser.mjs";
import { longDraft } from "./harness/drafts.mjs";
import { Server } from "./harness/server.mjs";
import { tour } from "./harness/tour.mjs";

test("every page keeps its structure", async (t) => {
  assertNoViolations(...(await tour(t, assertStructure)));
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
