// Programs beside the page: they come later, and start without network.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { Recorder } from "./harness/recorder.mjs";
import { Server } from "./harness/server.mjs";

test("a worker is no part of the first load, and starts from the cold with the server gone", async (t) => {
  const server = await Server.demonstration(t);
  const recorder = await Recorder.before(server.port);
  t.after(() => recorder.close());
  const device = Device.new(t, "device");
  await device.start();
  const visit = await App.open(device, recorder.origin);
  await visit.signIn("bacbinh");
  const atFirst = recorder.answers.map(({ path }) => path);
  assert.ok(!atFirst.some((path) => path.includes("worker-")), `${atFirst}`);
  await visit.worksOffline();
  await server.kill();
  await device.kill();

  await device.start();
  const app = await App.open(device, recorder.origin);
  assert.equal(await said(app.page, "stats"), JSON.stringify("not_understood"));
  assertNoViolations(device);
});

/** What a worker says first to something that it does not understand. */
function said(page, name) {
  return page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const worker = startWorker(name);
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message ?? "it could not be started"));
        worker.postMessage("this is not what it understands");
      }),
    name,
  );
}
