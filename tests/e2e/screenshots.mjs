// Pictures every page at the two sizes that matter, into tests/e2e/output.

import { mkdirSync } from "node:fs";

import { App } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";
import { StaticHost } from "./harness/static.mjs";

const OUTPUT = new URL("output/", import.meta.url).pathname;
mkdirSync(OUTPUT, { recursive: true });

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  const server = await Server.demonstration(t);
  for (const viewport of [TABLET, LAPTOP]) await picturesAt(server, viewport);
} finally {
  for (const ending of endings) await ending();
}

async function picturesAt(server, viewport) {
  const size = `${viewport.width}x${viewport.height}`;
  const picture = async (page, name, fullPage = false) => {
    await page.screenshot({ path: `${OUTPUT}${name}-${size}.png`, fullPage });
    console.log(`${name}-${size}.png`);
  };

  const field = Device.new(t, "field");
  await field.start(viewport);
  const first = await App.open(field, server.origin);
  await picture(first.page, "sign-in");
  const insecure = await App.open(field, `http://insecure.test:${server.port}`);
  await picture(insecure.page, "insecure-origin");
  // A page behind another one is not painted.
  await insecure.page.close();
  await first.signIn("phanrithanh");
  await picture(first.page, "work-list");
  for (const [name, subject] of await subjectsOfBothForms(first)) {
    await first.openSubject(subject);
    await first.firstSection();
    let number = 1;
    do {
      const section = `${name}-${String(number).padStart(2, "0")}`;
      await picture(first.page, section);
      await picture(first.page, `${section}-whole`, true);
      number += 1;
    } while (await first.nextSection());
  }
  for (const { id, subject } of await submitted(server)) {
    const name = subject.startsWith("BTN-") ? "association" : "authority";
    for (const page of ["paper", "portrait"]) {
      await first.go(`#/${page}/${id}`);
      await first.page.locator("#main article, #main .notice").first().waitFor();
      await picture(first.page, `${page}-${name}`, true);
    }
    await first.go(`#/paper/${id}/empty`);
    await first.page.locator(".paper-signatures").waitFor();
    await picture(first.page, `paper-empty-${name}`, true);
  }
  await first.go("#/device");
  await picture(first.page, "device", true);
  const host = await StaticHost.new(t);
  const alone = await App.open(field, host.origin);
  await alone.page.locator("#alone-unit option").nth(1).waitFor({ state: "attached" });
  await picture(alone.page, "static-start", true);
  await alone.page.close();

  const office = Device.new(t, "office");
  await office.start(viewport);
  const desk = await App.open(office, server.origin);
  await desk.signIn("tinh");
  await picture(desk.page, "work-list-province");
  await desk.go("#/results");
  await desk.figures();
  await picture(desk.page, "results");
  await field.kill();
  await office.kill();
}

async function subjectsOfBothForms(app) {
  const subjects = await app.page.$$eval("[data-subject]", (rows) => rows.map(({ dataset }) => dataset.subject));
  return [
    ["association", subjects.find((subject) => subject.startsWith("BTN-"))],
    ["authority", subjects.find((subject) => subject.startsWith("DV-"))],
  ].filter(([, subject]) => subject);
}

/** A submitted form of an association and one of an authority, of the field account. */
async function submitted(server) {
  const all = await server.responses();
  const own = all.filter(({ author, state }) => author === "phanrithanh" && state !== "draft" && state !== "returned");
  return ["BTN-", "DV-"].map((kind) => own.find(({ subject }) => subject.startsWith(kind))).filter(Boolean);
}
