// Prints every byte that Chromium fetches, from an empty cache until the first question
// of a form takes input, as brotli 11. Fails above the budget, or above the limit in
// SOHOI_SIZE_LIMIT (the size reached so far, which must not grow).
//
// Everything counts: the app, its texts, what the service worker fetches meanwhile, the
// forms and the register. An answer fetched twice counts twice.

import { App } from "./harness/app.mjs";
import { questions } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { Recorder } from "./harness/recorder.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const BUDGET = 250_000;
const LIMIT = Number(process.env.SOHOI_SIZE_LIMIT ?? BUDGET);

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  const fetched = await untilFirstQuestion();
  const total = fetched.reduce((sum, { brotli }) => sum + brotli, 0);
  print(fetched, total);
  process.exitCode = total <= LIMIT ? 0 : 1;
} finally {
  for (const ending of endings) await ending();
}

async function untilFirstQuestion() {
  const server = await Server.demonstration(t);
  const recorder = await Recorder.before(server.port);
  t.after(() => recorder.close());
  const device = Device.new(t, "size");
  await device.start();
  const app = await App.open(device, recorder.origin);
  await app.signIn("phanrithanh");
  await app.page.locator("[data-subject]").first().click();
  await until("a question takes input", async () => (await questions(app.page)).some(({ isEditable }) => isEditable));
  return recorder.answers.slice();
}

function print(fetched, total) {
  const row = (brotli, raw, what) => console.log(`${String(brotli).padStart(10)} ${String(raw).padStart(10)}  ${what}`);
  row("brotli 11", "raw", "fetched until the first question takes input");
  for (const { method, path, status, raw, brotli } of fetched.toSorted((a, b) => b.brotli - a.brotli)) {
    row(brotli, raw, `${method} ${path}${status === 200 ? "" : ` (${status})`}`);
  }
  row(total, fetched.reduce((sum, { raw }) => sum + raw, 0), `in all; the budget is ${BUDGET}`);
  if (total > BUDGET) console.log(`${total - BUDGET} bytes above the budget`);
  if (LIMIT !== BUDGET) console.log(`${LIMIT - total} bytes below the size reached so far, ${LIMIT}`);
}
