// Prints every byte that Chromium fetches, from an empty cache until the first question
// of a form takes input, as brotli 11. Fails above the budget.
//
// Everything counts that is asked for before that moment: the app, its texts, what the service
// worker fetches meanwhile, the forms and the register. An answer fetched twice counts twice.
//
// The programs of web workers come later; each has a budget of its own.

import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { App } from "./harness/app.mjs";
import { questions } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { Recorder } from "./harness/recorder.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const BUDGET = 250_000;
const BUDGETS_OF_WORKERS = { stats: 120_000, office: 800_000 };

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  const fetched = await untilFirstQuestion();
  const total = fetched.reduce((sum, { brotli }) => sum + brotli, 0);
  print(fetched, total);
  const areWithin = workers().map(isWithin);
  process.exitCode = total <= BUDGET && areWithin.every(Boolean) ? 0 : 1;
} finally {
  for (const ending of endings) await ending();
}

async function untilFirstQuestion() {
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

function print(fetched, total) {
  const row = (brotli, raw, what) => console.log(`${String(brotli).padStart(10)} ${String(raw).padStart(10)}  ${what}`);
  row("brotli 11", "raw", "fetched until the first question takes input");
  for (const { method, path, status, raw, brotli } of fetched.toSorted((a, b) => b.brotli - a.brotli)) {
    row(brotli, raw, `${method} ${path}${status === 200 ? "" : ` (${status})`}`);
  }
  row(total, fetched.reduce((sum, { raw }) => sum + raw, 0), `in all; the budget is ${BUDGET}`);
  if (total > BUDGET) {
    console.log(`${total - BUDGET} bytes above the budget`);
    console.log("After larger changes of the code: `cargo xtask profile` (docs/adr/0008).");
  }
}

// Script and wasm of each worker of the build: [name, bytes as brotli 11].
function workers() {
  const sizes = new Map();
  for (const file of readdirSync(process.env.SOHOI_APP)) {
    const name = /^worker-(.+)-[0-9a-f]{16}\.(js|wasm)\.br$/.exec(file)?.[1];
    if (name === undefined) continue;
    sizes.set(name, (sizes.get(name) ?? 0) + statSync(join(process.env.SOHOI_APP, file)).size);
  }
  return [...sizes];
}

function isWithin([name, size]) {
  const budget = BUDGETS_OF_WORKERS[name];
  console.log(`${String(size).padStart(10)} brotli 11  worker-${name}; the budget is ${budget}`);
  return size <= budget;
}
