// Finds out which functions of the program are called until a question takes input and its answer
// is saved and sent: on a first visit and at a start from the cold, with the network and without; for those
// who only read, until the list is there.
//
// Runs a program that notes which of its functions were called (`cargo xtask profile`) and writes
// their places, as a list of numbers, into the file in SOHOI_CALLED.

import { writeFileSync } from "node:fs";

import { questions, type } from "./harness/answers.mjs";
import { App } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

// Who works, and which lines they open: of a form that somebody began, of one that nobody did.
const BEGUN = '[data-subject]:is([data-state="draft"], [data-state="returned"])';
const ACCOUNTS = [
  ["phanrithanh", [BEGUN, '[data-subject][data-state="none"]']],
  ["hoi", ["[data-subject]"]],
  ["bacbinh", []],
  ["tinh", []],
];

const called = new Set();

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  await visit();
} finally {
  for (const ending of endings) await ending();
}
writeFileSync(process.env.SOHOI_CALLED, JSON.stringify([...called]));
console.log(`${called.size} functions were called`);

async function visit() {
  const server = await Server.demonstration(t);
  for (const [account, lines] of ACCOUNTS) {
    const device = Device.new(t, `profile-${account}`);
    // What the program exports, which nobody else has to see.
    device.before = () => {
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (...program) => {
        const started = await instantiateStreaming(...program);
        globalThis.sohoiCounts = started.instance.exports;
        return started;
      };
    };
    await device.start();
    const app = await App.open(device, server.origin);
    await app.signIn(account);
    for (const line of lines) {
      await app.page.locator(line).first().click();
      await takesInput(app);
      await answerFirstSection(app);
      await app.exchange();
      await app.go("#/");
    }
    // The later part does not fit a program that counts, so this page says that it is missing:
    // what says so must be there without it.
    await app.page.goto(`${server.origin}/#/results`);
    await app.page.locator("#main button").first().click();
    // From there somebody goes back to work.
    await app.go("#/");
    await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });
    // The network goes away, and comes back.
    await server.kill();
    await app.page.locator("#exchange-now").click();
    await app.page.locator('#exchange-status[data-state="offline"]').waitFor({ state: "attached" });
    await note(app);
    await app.page.close();
    await fromTheCold(device, server.origin, lines);
    await device.kill();
    await server.start();
  }
}

async function fromTheCold(device, origin, [line]) {
  const app = await App.open(device, origin);
  await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  if (line) {
    await app.page.locator(line).first().click();
    await takesInput(app);
  }
  await note(app);
}

/** What somebody can do before the later part is there: answers that are saved, one of each type. */
async function answerFirstSection(app) {
  const typed = new Set();
  for (const question of await questions(app.page)) {
    const value = { text: "Có", integer: "3" }[question.type] ?? question.choices[0];
    if (!question.isEditable || !value || typed.has(question.type)) continue;
    typed.add(question.type);
    await type(app.page, question, value);
    await saved(app);
    const box = app.page.locator(`[data-path="${question.path}"] input[type=checkbox]`).first();
    if ((await box.count()) === 0) continue;
    // Taken back, and given again.
    for (let tap = 0; tap < 2; tap += 1) {
      await box.click();
      await saved(app);
    }
  }
}

async function saved(app) {
  await app.page.locator('#save-status[data-state="saved"]').waitFor({ state: "attached" });
}

async function takesInput(app) {
  await until("a question takes input", async () => (await questions(app.page)).some(({ isEditable }) => isEditable));
}

async function note(app) {
  const places = await app.page.evaluate(() => {
    const counts = Object.entries(globalThis.sohoiCounts).filter(([name, count]) => name.startsWith("called") && count.value === 1);
    return counts.map(([name]) => Number(name.slice("called".length)));
  });
  for (const place of places) called.add(place);
}
