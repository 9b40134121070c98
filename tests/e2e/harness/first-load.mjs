// Every byte that Chromium fetches, from an empty cache until the first question of a form takes
// input, as brotli 11.
//
// Everything counts that is asked for before that moment: the app, its texts, what the service
// worker fetches meanwhile, the forms and the register. An answer fetched twice counts twice.

import assert from "node:assert/strict";

import { App } from "./app.mjs";
import { questions } from "./answers.mjs";
import { Device } from "./browser.mjs";
import { Recorder } from "./recorder.mjs";
import { Server } from "./server.mjs";
import { until } from "./waiting.mjs";

/** What was fetched until the first question, one entry an answer. */
export async function untilFirstQuestion(t) {
  const server = await Server.demonstration(t);
  const recorder = await Recorder.before(server.port);
  t.after(() => recorder.close());
  const device = Device.new(t, "size");
  device.before = () => {
    const look = new MutationObserver(() => {
      if (!document.querySelector("[data-path] :enabled:is(input, select, textarea)")) return;
      globalThis.sohoiQuestionAt = Date.now();
      look.disconnect();
    });
    look.observe(document, { childList: true, subtree: true, attributes: true });
  };
  await device.start();
  const app = await App.open(device, recorder.origin);
  await app.signIn("phanrithanh");
  await app.page.locator("[data-subject]").first().click();
  await until("a question takes input", async () => (await questions(app.page)).some(({ isEditable }) => isEditable));
  const moment = await app.page.evaluate(() => globalThis.sohoiQuestionAt);
  assert.ok(moment, "the page saw its first question");
  // What was asked for before it may still be on its way.
  await until("it has come", async () => recorder.pending(moment) === 0);
  return recorder.answers.filter(({ at }) => at <= moment);
}

/** The sum of their bytes. */
export function total(fetched) {
  return fetched.reduce((sum, { brotli }) => sum + brotli, 0);
}
