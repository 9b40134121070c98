// Finds out which functions of the program nobody needs soon: those that were not called from a
// first visit to a few saved answers, nor at a start from the cold.
//
// Reads the names of the functions of an instrumented program (`cargo xtask profile`) from the file
// in SOHOI_NAMES and writes those that were not called, one a line, into the file in SOHOI_LATE.

import { readFileSync, writeFileSync } from "node:fs";

import { questions, type } from "./harness/answers.mjs";
import { App } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const VALUES = { text: "Có", integer: "3", decimal: "3,5", date: "2015-06-30" };

const names = readFileSync(process.env.SOHOI_NAMES, "utf8").split("\n");
const called = new Set();

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  await visit();
} finally {
  for (const ending of endings) await ending();
}
writeFileSync(process.env.SOHOI_LATE, names.filter((_, place) => !called.has(place)).join("\n"));
console.log(`${called.size} of ${names.length} functions were called`);

async function visit() {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "profile");
  await device.start();
  let app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.page.locator("[data-subject]").first().click();
  await until("a question takes input", async () => (await questions(app.page)).some(({ isEditable }) => isEditable));
  await note(app);
  if (process.env.SOHOI_PROFILE === "first") return;
  const typed = new Set();
  do {
    for (const question of await questions(app.page)) {
      const value = VALUES[question.type] ?? question.choices[0];
      if (!question.isEditable || !value || typed.has(question.type)) continue;
      typed.add(question.type);
      const { op } = await app.saving();
      await type(app.page, question, value);
      await app.sawTick(op).catch(() => {});
    }
  } while (typed.size < 6 && (await app.nextSection()));
  await app.exchange();
  await app.go("#/");
  await note(app);
  await app.page.close();
  // Once more, from the cold.
  app = await App.open(device, server.origin);
  await app.page.locator("[data-subject]").first().click();
  await until("a question takes input", async () => (await questions(app.page)).length > 0);
  await note(app);
}

async function note(app) {
  const places = await app.page.evaluate(() => {
    const counts = Object.entries(globalThis.sohoiCounts).filter(([name, count]) => name.startsWith("called") && count.value === 1);
    return counts.map(([name]) => Number(name.slice("called".length)));
  });
  for (const place of places) called.add(place);
}
