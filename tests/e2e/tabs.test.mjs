// Two tabs of one browser on one response.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { questions, read, type } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("the second tab only reads, and takes over when the first one closes", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const first = await App.open(device, server.origin);
  await first.signIn("phanrithanh");
  const subject = await first.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject");
  await first.openSubject(subject);
  const route = new URL(first.page.url()).hash;
  const { path, value } = await answerText(first, "tab một");

  const second = await App.open(device, server.origin, route);
  await second.page.locator("[data-response-state]").waitFor();
  await second.go(new URL(first.page.url()).hash);
  await until("the second tab only reads", async () =>
    (await questions(second.page)).every(({ isEditable }) => !isEditable),
  );
  assert.equal(await read(second.page, path), value);

  await first.page.close();
  await until("the second tab may write", async () => {
    await second.page.reload();
    await second.ready();
    await second.page.locator("[data-response-state]").waitFor();
    return (await questions(second.page)).some(({ isEditable }) => isEditable);
  });
  assert.equal(await read(second.page, path), value);
  assertNoViolations(device);
});

async function answerText(app, value) {
  do {
    const question = (await questions(app.page)).find(({ type, isEditable }) => isEditable && type === "text");
    if (!question) continue;
    const { op } = await app.saving();
    await type(app.page, question, value);
    await app.sawTick(op);
    return { path: question.path, value };
  } while (await app.nextSection());
  throw new Error("the form has no text question");
}
