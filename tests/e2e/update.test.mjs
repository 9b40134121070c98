// A newer build arrives while somebody works.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerSomething } from "./harness/filling.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { read } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { Release } from "./harness/release.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("a newer build waits until the person wants it, and keeps every answer", async (t) => {
  const { server, device, app, release } = await atWork(t);
  const { path, value } = await answerSomething(app);
  const form = new URL(app.page.url()).hash;

  release.publish("newer");
  await lookForUpdate(app.page);
  await until("the newer build is whole on the device", async () => (await builds(app.page)).length === 2);
  assert.equal(await runningBuild(app.page), undefined, "the page goes on with its own build");
  await app.page.reload();
  await app.ready();
  assert.equal(await runningBuild(app.page), undefined, "loading again does not change builds");
  assert.equal((await builds(app.page)).length, 2, "the build that waits is kept");

  await app.go("#/");
  // Asking the worker in charge again and again would keep it busy, and a busy one is not replaced.
  await app.page.evaluate(() => (globalThis.isEarlierPage = true));
  await app.page.locator(".update button").click();
  await until("the page is loaded again", () => isLoadedAgain(app.page));
  await app.ready();
  assert.equal(await runningBuild(app.page), "newer");
  await until("the earlier build is let go", async () => (await builds(app.page)).join() === "sohoi-app-newer");
  await app.go(form);
  await app.page.locator(`[data-path="${path}"]`).waitFor();
  assert.equal(await read(app.page, path), value);
  await server.kill();
  await app.page.reload();
  await app.ready();
  assertNoViolations(device);
});

test("a damaged build changes nothing", async (t) => {
  const { server, device, app, release } = await atWork(t);
  const before = await builds(app.page);
  release.publishDamaged("damaged");
  await lookForUpdate(app.page);
  await until("the damaged build is refused", () =>
    app.page.evaluate(async () => {
      const { installing, waiting } = await navigator.serviceWorker.getRegistration();
      return !installing && !waiting;
    }),
  );
  assert.deepEqual(await builds(app.page), before);
  await server.kill();
  await app.page.reload();
  await app.ready();
  assert.equal(await runningBuild(app.page), undefined);
  assertNoViolations(device);
});

/** A person with a form open on a device that has the whole app. */
async function atWork(t) {
  const release = new Release(t);
  const server = await Server.demonstration(t, release.folder);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  await app.openSubject(await app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject"));
  return { server, device, app, release };
}

/** What the browser does by itself on every visit: looks whether there is a newer worker. */
async function lookForUpdate(page) {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((resolve) => registration.addEventListener("updatefound", resolve, { once: true }));
    // A build that cannot be installed is refused here too, which is what a test may want.
    await registration.update().catch(() => {});
    await found;
  });
}

/** The builds on the device. */
function builds(page) {
  return page.evaluate(async () => (await caches.keys()).sort());
}

/** Whether the page is not the marked one any more. */
function isLoadedAgain(page) {
  // While it is being loaded there is no page to ask.
  return page.evaluate(() => globalThis.isEarlierPage === undefined).catch(() => false);
}

/** The mark of the build that answers for the page; none for the first one. */
async function runningBuild(page) {
  const boot = await page.evaluate(async () => (await fetch("boot.js")).text());
  return boot.match(/\/\/ build (.*)/)?.[1];
}
