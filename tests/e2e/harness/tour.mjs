// A visit to every page there is, sections of forms apart.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { App } from "./app.mjs";
import { Device, LAPTOP, TABLET } from "./browser.mjs";
import { longDraft, responseOf } from "./drafts.mjs";
import { Server } from "./server.mjs";
import { StaticHost } from "./static.mjs";

/** Calls `visit(page, name)` on each page, once everything on it is there. */
export async function tour(t, visit) {
  const server = await Server.demonstration(t);
  const tablet = Device.new(t, "tablet");
  await tablet.start(TABLET);
  const field = await App.open(tablet, server.origin);
  const see = async (app, route, selector, name) => {
    await app.go(route);
    await app.page.locator(selector).first().waitFor();
    await settled(app);
    await visit(app.page, name);
  };
  await see(field, "#/", "input[name=name]", "sign-in");
  await signIn(field, "phanrithanh");
  await see(field, "#/", "[data-subject]", "work-list");
  await see(field, "#/device", "#work-file", "device");
  await see(field, "#/nowhere", "#main h1", "unknown");
  await see(field, `#/response/${longDraft().id}`, "#main p", "response-elsewhere");

  const laptop = Device.new(t, "laptop");
  await laptop.start(LAPTOP);
  const office = await App.open(laptop, server.origin);
  await signIn(office, "tinh");
  await see(office, `#/response/${longDraft().id}/-review`, "#people", "review-draft");
  for (const [kind, name] of [["BTN-", "association"], ["DV-", "authority"]]) {
    const { id } = responseOf(({ state, subject }) => state === "approved" && subject.startsWith(kind));
    await see(office, `#/response/${id}/-review`, "#people", `review-${name}`);
    await see(office, `#/paper/${id}`, ".paper-signatures", `paper-${name}`);
    await see(office, `#/paper/${id}/empty`, ".paper-signatures", `paper-empty-${name}`);
    await see(office, `#/portrait/${id}`, "#main article, #main .notice", `portrait-${name}`);
  }
  await see(office, "#/register", "#main h1", "register");
  await office.go("#/results");
  await office.figures();
  await settled(office);
  await visit(office.page, "results");
  await office.page.locator("a[data-figure]").first().click();
  await office.page.locator("#behind tbody tr").first().waitFor();
  await visit(office.page, "indicator");
  await see(office, "#/cross/QM08?by=year&across=district", "#cross", "cross");
  await see(office, "#/questions", "#questions [data-question]", "questions");
  await see(office, "#/question/hqc_a/org_form?by=district", "#pivot", "question");
  await see(office, "#/replies/hqc_a/org_form?by=district&group=bac_binh", "#responses [data-response]", "replies");
  await see(office, "#/snapshots", "#main:has(#snapshots .notice) #keep:enabled", "snapshots");
  await office.page.locator("#keep:enabled").click();
  await see(office, "#/snapshots", "[data-snapshot]", "snapshots-kept");
  const kept = await office.page.locator("[data-snapshot]").getAttribute("data-snapshot");
  await see(office, `#/snapshots/${kept}?all=1`, "#since [data-indicator]", "since");
  await see(office, "#/compare?left=bac_binh", "#compare [data-indicator]", "compare");
  await see(office, "#/report", "#report [data-paragraph]", "report");
  await office.go("#/merge");
  await office.page.locator("#merge-files").setInputFiles([await aggregate(server), join(server.data, "..", "letter.txt")]);
  await office.page.locator('[data-file="letter.txt"] .problem').waitFor();
  await visit(office.page, "merge-refused");
  await office.page.locator("#take-out-refused").click();
  await office.page.locator("#merged [data-figure]").first().waitFor();
  await settled(office);
  await visit(office.page, "merge");
  await see(office, "#/portraits?unit=bac_binh__phan_ri_thanh", "#portraits [data-portrait]", "portraits");
  await see(office, "#/proposals?population=approved", "#proposals .addressee", "proposals");
  // How long is left is told in another unit later.
  await office.page.clock.setFixedTime(new Date("2017-07-15T08:00:00+07:00"));
  await see(office, "#/duties", "#responses [data-duty]", "duties");

  const host = await StaticHost.new(t);
  const alone = await App.open(tablet, host.origin);
  await alone.page.locator("#alone-unit option").nth(1).waitFor({ state: "attached" });
  await visit(alone.page, "static-start");
  await field.page.goto(`${server.origin}/rescue.html`);
  await field.page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
  await visit(field.page, "rescue");
  return [tablet, laptop];
}

/** An aggregate that nobody has signed, of a district whose key is in no round. */
async function aggregate(server) {
  const folder = join(server.data, "..");
  const out = join(folder, "bac_binh.sohoi");
  const open = ["--unsealed", "--unsigned", "--population", "approved"];
  await server.command("aggregate", "export", "--unit", "bac_binh", ...open, "--out", out);
  writeFileSync(join(folder, "letter.txt"), "not an aggregate");
  return out;
}

/** Waits until no part of the page is on its way any more. */
function settled(app) {
  return app.page.locator("[aria-busy=true]").waitFor({ state: "detached" });
}

/** Signs in and waits until everything is exchanged and kept. */
async function signIn(app, account) {
  await app.signIn(account);
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  await app.worksOffline();
}
