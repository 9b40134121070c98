// An association without an account: invited on paper, it needs nothing but the link.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { questions } from "./harness/answers.mjs";
import { answersFor, kindOf } from "./harness/donors.mjs";
import { Filling, PEACE, submit } from "./harness/filling.mjs";
import { pages } from "./harness/pdf.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";
import { slipsOf } from "./harness/slips.mjs";

const COMMUNE = "bac_binh__phan_ri_thanh";
const INVITATIONS = "/admin/invitations";

test("an association comes in by the link on paper, fills in offline, submits, sees what is returned and hands in again", { timeout: 400_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const office = Device.new(t, "office");
  await office.start(LAPTOP);
  const desk = await coordinator(office, server);

  // One sheet for the commune: a page of A4, a slip for each association that needs one.
  await desk.goto(`${server.origin}${INVITATIONS}?unit=${COMMUNE}`);
  assert.deepEqual(await axeFindings(desk), []);
  await desk.locator("#make button.is-primary").click();
  await desk.locator(".slip").first().waitFor();
  assert.deepEqual(await axeFindings(desk), []);
  const slips = await slipsOf(desk);
  const begun = new Set((await server.responses()).map(({ subject }) => subject));
  const pdf = await desk.pdf({ preferCSSPageSize: true });
  if (process.env.SOHOI_KEEP) writeFileSync(`${process.env.SOHOI_KEEP}/sheet.pdf`, pdf);
  const printed = pages(pdf);
  assert.equal(printed.length, 1, "one page for a commune");
  for (const { name, code } of slips) {
    assert.ok(plain(printed[0]).includes(plain(code)), code);
    assert.ok(plain(printed[0]).includes(plain(name)), name);
  }
  assert.ok(plain(await desk.locator("main").textContent()).includes(plain("Dùng đến hết ngày")));

  // Making them once more makes none: everybody has one.
  await desk.goto(`${server.origin}${INVITATIONS}?unit=${COMMUNE}`);
  await desk.locator("#make button.is-primary").click();
  await desk.locator(".notice.is-done").waitFor();
  assert.equal(await desk.locator(".slip").count(), 0);

  // A phone that knows nothing opens the link.
  const lines = await desk.$$eval('tr:has([data-invitation="open"]) button[name=subject]', (buttons) =>
    buttons.map((button) => button.value),
  );
  assert.equal(lines.length, slips.length);
  const place = lines.findIndex((subject) => !begun.has(subject) && kindOf(subject) === "association");
  const [subject, { link }] = [lines[place], slips[place]];
  const phone = Device.new(t, "phone");
  await phone.start();
  const opened = await phone.open(link);
  const app = new App(opened, server.origin);
  await opened.locator(`[data-subject="${subject}"]`).first().waitFor();
  assert.equal(await opened.evaluate(() => location.hash), "#/", "the code is in no address");
  assert.equal(await opened.locator("[data-subject]").count(), 1, "it sees its own line and nothing else");
  await app.worksOffline();

  // Without a server: the whole form.
  await server.kill();
  const answers = answersFor(subject);
  const filling = new Filling({ device: phone, origin: server.origin, saboteur: PEACE, subject, answers });
  // Another tab would only read.
  await (await filling.run()).page.close();
  await server.start();
  const own = await App.open(phone, server.origin);
  await own.exchange();
  await own.openSubject(subject);
  await submit(own);
  await own.exchange();
  const [response] = (await server.responses()).filter((one) => one.subject === subject);
  assert.equal(response.state, "submitted");

  // It is returned with a remark, which the association sees.
  const remark = "Xin xem lại số hội viên";
  await server.command("return", response.id, "--note", remark, "--by", "tinh");
  await own.go("#/");
  await own.exchange();
  await own.page.getByText(remark).first().waitFor();
  await own.openSubject(subject);
  assert.equal(await own.responseState(), "returned");
  await own.page.getByText(remark).first().waitFor();
  // It may write again, and hands in once more.
  await own.firstSection();
  assert.ok((await questions(own.page)).some(({ isEditable }) => isEditable), "nothing can be answered");
  await submit(own);
  await own.exchange();
  const [again] = (await server.responses()).filter((one) => one.subject === subject);
  assert.equal(again.state, "submitted");
  assertNoViolations(office, phone);
});

test("what is good no more is refused with the right words", { timeout: 200_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const subjects = (await server.command("invitation", "make", "--unit", COMMUNE, "--until", "2099-12-31"))
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const [[, , used], [revokedSubject, , revoked], [, , guessed]] = subjects;
  const device = Device.new(t, "phone");
  await device.start();
  const page = await device.open(`${server.origin}/#/`);
  await page.locator('a[href="#/invited"]').click();
  const show = async (code) => {
    await page.locator("#invitation-code").fill(code);
    await page.locator("form button[type=submit]").click();
  };
  const isTold = async (words) => page.getByText(words).waitFor();

  // Another browser used it.
  const other = await fetch(`${server.origin}/api/invitations/redeem`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: used }),
  });
  assert.equal(other.status, 200);
  await show(used);
  await isTold("đã được dùng trên một trình duyệt khác");

  await show(revoked.replace(revoked[0], revoked[0] === "A" ? "B" : "A"));
  await isTold("Mã chưa đúng");
  assert.deepEqual(await axeFindings(page), []);

  await server.command("invitation", "revoke", revoked.slice(0, 5));
  await show(revoked.toLowerCase().replaceAll("-", " "));
  await isTold("đã bị thu hồi");
  assert.match(await server.command("invitation", "list"), new RegExp(`${revokedSubject}\t\\w+\trevoked`));

  // Days pass for the server's own tests only; here stands what it says then.
  const gone = { invitation_ended: "đã hết hạn", invitation_locked: "bị khóa vì nhập sai nhiều lần" };
  for (const [code, words] of Object.entries(gone)) {
    await page.route("**/api/invitations/redeem", (route) => route.fulfill({ status: 410, json: { code, message: code } }), {
      times: 1,
    });
    await show(guessed);
    await isTold(words);
  }

  // A right one lets in, whatever was tried before.
  await show(guessed);
  await page.locator("[data-subject]").first().waitFor();
  assertNoViolations(device);
});

/** A page of the office with the coordinator signed in. */
async function coordinator(device, server) {
  const page = await device.open(`${server.origin}${INVITATIONS}`);
  await page.locator("input[name=name]").fill("tinh");
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("main button[type=submit]").click();
  await page.locator("#make").waitFor();
  return page;
}

/** A text without what a PDF loses: spaces. */
function plain(text) {
  return text.normalize("NFC").replaceAll(/\s/g, "");
}
