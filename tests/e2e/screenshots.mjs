// Pictures every page in every state that matters, into tests/e2e/output. Names of groups on the
// command line picture these only; `readme` is made by its name only: it writes the pictures of the
// READMEs into docs/pictures.

import { rmSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { questions, type } from "./harness/answers.mjs";
import { App } from "./harness/app.mjs";
import { Device, TABLET } from "./harness/browser.mjs";
import { Camera } from "./harness/camera.mjs";
import { Districts, PROVINCE } from "./harness/districts.mjs";
import { longDraft, responseOf } from "./harness/drafts.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { photo, strangers } from "./harness/photos.mjs";
import { Release } from "./harness/release.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";
import { lineOf, openWith, switchUser } from "./harness/shared.mjs";
import { StaticHost } from "./harness/static.mjs";
import { choose, exportWork } from "./harness/work-file.mjs";

const camera = new Camera(new URL("output/", import.meta.url).pathname);
const picture = (app, name, options) => camera.picture(app.page, name, options);

const GROUPS = { start, loading, work, association, authority, problems, photos, review, paper, portrait, register, device, shared, stopped, unusual, alone, results, question, lists, merge, portraits, proposals, snapshots, duties, keeping, english };

const ALL = Object.keys(GROUPS);
GROUPS.readme = readme;

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in GROUPS));
if (unknown.length > 0) throw new Error(`no such group: ${unknown}; there are ${Object.keys(GROUPS)}`);
for (const name of wanted.length > 0 ? wanted : ALL) {
  try {
    await GROUPS[name]();
  } catch (error) {
    // The other groups do not hang on it.
    console.error(`${name}:`, error);
    process.exitCode = 1;
  } finally {
    for (const ending of endings.splice(0)) await ending();
  }
}

async function start() {
  const { server, app, tablet } = await unsigned();
  await opening(app, server);
  await picture(app, "sign-in");
  await app.sendPassword("phanrithanh", "sai mật khẩu");
  await app.page.locator("[aria-live=assertive] .notice").waitFor();
  await picture(app, "sign-in-wrong");
  await server.kill();
  await app.sendPassword("phanrithanh", "không có mạng");
  await app.page.locator("[aria-live=assertive] .notice", { hasText: /mạng|máy chủ/i }).waitFor();
  await picture(app, "sign-in-offline");
  await server.start();
  const insecure = await App.open(tablet, `http://insecure.test:${server.port}`);
  await picture(insecure, "insecure-origin");
  await insecure.page.close();
  await app.signIn("phanrithanh");
  await app.go("#/device");
  await app.page.locator("#sign-out").click();
  await app.page.locator(".known-accounts").waitFor();
  await picture(app, "sign-in-known");
}

/** What is seen while the program is on its way. */
async function opening(app, server) {
  const page = await app.page.context().newPage();
  await page.route("**/*.wasm", () => {});
  // Without HTTPS there is no service worker that would answer in place of the network.
  await page.goto(`http://insecure.test:${server.port}/`, { waitUntil: "commit" });
  await page.locator("#opening").waitFor();
  await camera.picture(page, "opening");
  await page.close();
}

/** What is seen while something takes its time: each is held until it is pictured. */
async function loading() {
  const { app } = await unsigned();
  const held = (pattern) => app.page.context().route(pattern, () => {});
  await app.page.addInitScript(() => {
    // Programs beside the page that never answer, by name.
    globalThis.silent = [];
    const start = globalThis.Worker;
    globalThis.Worker = class extends start {
      constructor(url, options) {
        super(url, options);
        this.url = String(url);
      }

      postMessage(...said) {
        if (!globalThis.silent.some((name) => this.url.includes(name))) super.postMessage(...said);
      }
    };
  });
  await app.page.reload();
  await app.page.locator("input[name=name]").waitFor();
  await held("**/api/sync");
  await app.sendPassword("tinh", PASSWORD);
  await app.page.locator('#exchange-status[data-state="busy"]').waitFor({ state: "attached" });
  await picture(app, "loading-list");
  await app.page.context().unroute("**/api/sync");
  await app.page.reload();
  await app.page.locator("[data-subject]").first().waitFor();
  await app.worksOffline();
  await app.page.evaluate(() => globalThis.silent.push("worker-stats"));
  await app.go("#/results");
  await app.page.locator(".computing").waitFor();
  await picture(app, "loading-figures");
  await app.page.reload();
  await app.figures();
  await app.page.evaluate(() => globalThis.silent.push("worker-office"));
  await app.page.locator("#export").click();
  await app.page.locator("[data-export]").first().click();
  await app.page.locator("#export:disabled").waitFor();
  await picture(app, "loading-file", { fullPage: false });
  await app.page.evaluate(() => {
    // A disk that takes its time: nothing is read of the responses any more.
    const open = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, ...rest) {
      const made = open.call(this, stores, ...rest);
      if ([...stores].join() === "responses") made.objectStore = () => ({ get: () => ({}) });
      return made;
    };
  });
  const { id } = responseOf((own) => own.form === "hqc_a" && own.state === "approved");
  await app.page.evaluate((id) => (location.hash = `#/response/${id}`), id);
  await app.page.locator(".opening").waitFor();
  await picture(app, "loading-form", { fullPage: false });
}

async function work() {
  const field = await signedIn("phanrithanh");
  await picture(field.app, "work");
  await search(field.app, "khong co hoi nao nhu the");
  await picture(field.app, "work-nothing-found");
  await search(field.app, "");
  await field.app.page.locator(".chip").nth(2).click();
  await picture(field.app, "work-returned");
  await field.app.page.locator(".chip").first().click();
  await field.app.worksOffline();
  await field.server.kill();
  await field.app.openSubject(await idle(field.app));
  await answerSomething(field.app);
  await field.app.go("#/");
  await field.app.page.locator("#exchange-now").click();
  await field.app.page.locator('#exchange-status[data-state="offline"]').waitFor({ state: "attached" });
  await picture(field.app, "work-offline");
  for (const [account, name] of [["hoi", "work-association"], ["bacbinh", "work-district"], ["tinh", "work-province"]]) {
    const { app } = await signedIn(account);
    await picture(app, name, { fullPage: false });
    if (account === "tinh") {
      await search(app, "bảo trợ người khuyết tật");
      await picture(app, "work-long-names", { fullPage: false });
    }
  }
}

async function association() {
  const { app } = await signedIn("tinh");
  await sections(app, longDraft().id, "association");
}

async function authority() {
  const { app } = await signedIn("tinh");
  const { id } = responseOf(({ form, author, state }) => form === "hqc_b" && author === "tinh" && state === "draft");
  await sections(app, id, "authority");
  const submitted = responseOf(({ form, author, state }) => form === "hqc_b" && author === "tinh" && state === "submitted");
  await openForm(app, submitted.id);
  await picture(app, "authority-submitted");
}

async function problems() {
  const { app } = await signedIn("tinh");
  const { id } = longDraft();
  await unusualJump(app, id);
  const wrong = { date: "31/2/2017", integer: "mười", decimal: "abc" };
  await openForm(app, id);
  let number = 0;
  do {
    number += 1;
    const open = (await questions(app.page)).filter((own) => own.isEditable && wrong[own.type]).slice(0, 3);
    for (const own of open) await type(app.page, { ...own, type: "text" }, wrong[own.type]);
    if (open.length > 0) await picture(app, `problems-${twoDigits(number)}`);
  } while (await app.nextSection());
  await picture(app, "problems-review");
  const name = await differingName(app);
  await picture(app, "problems-differs");
  await app.go("#/register");
  await app.page.locator("#findings li", { hasText: name }).first().waitFor();
  await picture(app, "register-differences", { fullPage: false });
  await app.go(`#/response/${id}`);
  await app.page.locator(".summary-bar button").first().click();
  await picture(app, "contents-open", { fullPage: false });
}

async function photos() {
  const { server, app } = await signedIn("tinh");
  const { id } = responseOf(({ form, author, state }) => form === "hqc_b" && author === "tinh" && state === "submitted");
  await server.command("return", id, "--note", "Xin gửi ảnh trang ký có đóng dấu, chụp thẳng và đủ sáng", "--by", "tinh");
  await app.exchange();
  await app.go(`#/response/${id}`);
  await app.page.locator('[data-response-state="returned"] [data-section]').waitFor();
  await app.firstSection();
  await picture(app, "returned");
  let image;
  while (!(image = (await questions(app.page)).find((own) => own.type === "image"))) await app.nextSection();
  await picture(app, "photo-none");
  const file = await photo(app.page, { width: 1600, height: 1200 });
  const input = app.page.locator(`[data-path="${image.path}"] input[type=file]`).last();
  await input.setInputFiles(strangers(file.buffer)[0][0]);
  await app.page.locator(`[data-path="${image.path}"] [role=alert]`).waitFor();
  await picture(app, "photo-refused");
  const { op } = await app.saving();
  await input.setInputFiles(file);
  await app.sawTick(op);
  await app.page.locator(`[data-path="${image.path}"] img`).waitFor();
  await picture(app, "photo-here");
}

async function review() {
  const { server, app } = await signedIn("tinh");
  await openReview(app, longDraft().id);
  await picture(app, "review-problems");
  const whole = responseOf(({ form, author, state }) => form === "hqc_a" && author === "tinh" && state === "submitted");
  await openReview(app, whole.id);
  await picture(app, "review-submitted");
  await server.command("return", whole.id, "--note", "Xin xem lại số hội viên năm 2016", "--by", "tinh");
  await app.exchange();
  await openReview(app, whole.id);
  await app.page.locator('[data-response-state="returned"]').waitFor({ state: "attached" });
  await picture(app, "review-ready");
}

async function paper() {
  const { app } = await signedIn("tinh");
  for (const [form, name] of [["hqc_a", "association"], ["hqc_b", "authority"]]) {
    const { id } = responseOf((own) => own.form === form && own.author === "tinh" && own.state === "submitted");
    await app.go(`#/paper/${id}`);
    await app.page.locator(".paper-signatures").waitFor();
    await picture(app, `paper-${name}`);
    await camera.print(app.page, `paper-${name}`);
    await app.go("#/");
    await app.go(`#/paper/${id}/empty`);
    await app.page.locator('.paper[data-purpose="handwriting"] .paper-signatures').waitFor();
    await picture(app, `paper-empty-${name}`);
    await camera.print(app.page, `paper-empty-${name}`);
  }
}

async function portrait() {
  const { app } = await signedIn("tinh");
  const { id } = responseOf((own) => own.form === "hqc_a" && own.author === "tinh" && own.state === "submitted");
  await app.go(`#/portrait/${id}`);
  await app.page.locator("[data-portrait] .score").first().waitFor();
  await picture(app, "portrait");
  await camera.print(app.page, "portrait");
  await app.go(`#/portrait/${longDraft().id}`);
  await app.page.locator("#main .notice").waitFor();
  await picture(app, "portrait-not-whole");
}

async function register() {
  const { server, app } = await signedIn("phanrithanh");
  await app.openSubject(await idle(app));
  await app.go("#/register");
  const form = app.page.locator("#add-association");
  await form.locator("#add-name").waitFor();
  await picture(app, "register");
  await form.locator("#add-name").fill("khuyen hoc");
  await form.locator(".alike li").first().waitFor();
  await picture(app, "register-alike");
  await form.locator("#add-name").fill("");
  await form.getByRole("button", { name: "Thêm hội" }).click();
  await form.locator(".problem:has(span), .notice").first().waitFor();
  await picture(app, "register-incomplete");
  await form.locator("#add-name").fill("Hội Bảo trợ nạn nhân chất độc da cam, người khuyết tật và trẻ mồ côi xã Phan Rí Thành");
  for (const select of await form.locator("select").all()) {
    if ((await select.inputValue()) === "") await select.selectOption({ index: 1 });
  }
  await form.getByRole("button", { name: "Thêm hội" }).click();
  await app.page.locator("[data-provisional]").first().waitFor();
  await picture(app, "register-added");
  await app.exchange();
  const desk = await signedIn("tinh", server);
  await desk.app.go("#/register");
  await desk.app.page.locator("[data-provisional]").first().waitFor();
  await picture(desk.app, "register-settle", { fullPage: false });
}

async function device() {
  const { server, app, tablet } = await signedIn("phanrithanh");
  await app.worksOffline();
  await openDevice(app);
  await picture(app, "device");
  await server.kill();
  await app.openSubject(await idle(app));
  await answerSomething(app);
  await openDevice(app);
  await app.page.locator("#unsent-forms li").first().waitFor();
  await picture(app, "device-unsent");
  await app.page.locator("#sign-out").click();
  await picture(app, "device-sign-out");
  const folder = mkdtempSync(join(tmpdir(), "sohoi-pictures-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = await exportWork(app, folder);
  const broken = join(folder, "hong.sohoi");
  writeFileSync(broken, file.bytes.subarray(0, 500));
  await choose(app, broken);
  await picture(app, "device-import-refused");
  await server.start();
  const other = await signedIn("phanrithanh", server);
  await choose(other.app, file.path);
  await picture(other.app, "device-import");
  await app.page.context().clearCookies();
  await app.page.locator("#exchange-now").click();
  await app.page.locator('#exchange-status[data-state="signed-out"]').waitFor({ state: "attached" });
  await openDevice(app);
  await app.page.locator("#password-again").waitFor();
  await picture(app, "device-signed-out");
  const rescue = await tablet.open(`${server.origin}/rescue.html`);
  await rescue.locator('html[data-ready="true"]').waitFor();
  await camera.picture(rescue, "rescue");
  await rescue.close();
}

/** Two officers, one tablet. */
async function shared() {
  const { server, app } = await signedIn("phanrithanh");
  await server.addAccount("hoathang", "field", "bac_binh__hoa_thang");
  await app.worksOffline();
  await server.kill();
  await app.openSubject(await idle(app));
  await answerSomething(app);
  await switchUser(app);
  await server.start();
  await app.signIn("hoathang");
  await switchUser(app);
  await lineOf(app, "phanrithanh").locator("[data-unsent]").waitFor();
  await lineOf(app, "hoathang").locator("[data-unsent]").waitFor();
  await picture(app, "shared");
  await openWith(app, "phanrithanh", "sai mật khẩu");
  await lineOf(app, "phanrithanh").locator(".notice").waitFor();
  await picture(app, "shared-wrong");
}

/** What an administrator stopped. */
async function stopped() {
  const { server, app } = await signedIn("phanrithanh");
  await app.openSubject(await idle(app));
  let code = "revoked";
  await app.page.route("**/api/sync", (route) => route.fulfill({ status: 403, json: { code, message: code } }));
  await answerSomething(app);
  await openDevice(app);
  await app.page.locator("#exchange-now").click();
  await app.page.locator('#exchange-status[data-state="revoked"]').waitFor({ state: "attached" });
  await picture(app, "device-revoked");
  code = "wipe";
  await app.page.locator("#exchange-now").click();
  await app.page.locator("#wiping").waitFor();
  await picture(app, "wiping");
  await app.page.locator("#wipe-delete").click();
  await picture(app, "wiping-sure");
  await app.page.locator("#wipe-delete").click();
  await app.page.getByText("đã được xóa khỏi máy này").waitFor();
  await picture(app, "wiped");
  await server.command("account", "suspend", "phanrithanh");
  await app.sendPassword("phanrithanh", PASSWORD);
  await app.page.getByText("đang bị tạm khóa").waitFor();
  await picture(app, "sign-in-suspended");
}

async function unusual() {
  const { app, tablet, server } = await unsigned();
  const rescue = await tablet.open(`${server.origin}/rescue.html`);
  await rescue.locator('html[data-ready="true"]').waitFor();
  await camera.picture(rescue, "rescue-nothing");
  await rescue.close();
  await app.signIn("phanrithanh");
  await app.go("#/nowhere");
  await app.page.locator("h1", { hasText: /không/i }).waitFor();
  await picture(app, "unknown-page");
  await app.go("#/response/no-such-form");
  await app.page.locator("#main .notice").waitFor();
  await picture(app, "unknown-form");
  await app.go("#/paper/no-such-form");
  await app.page.locator("#main .notice").waitFor();
  await picture(app, "unknown-paper");
  await tablet.kill();
  await lateMissing();
  await newer();
  await empty();
}

/** The later part of the program cannot be had. */
async function lateMissing() {
  const release = new Release(t);
  release.halveLate();
  const server = await Server.demonstration(t, release.folder);
  const { app } = await signedIn("phanrithanh", server);
  await app.isKept();
  await app.page.goto(`${app.origin}/#/results`);
  await app.page.locator("#main .notice").waitFor();
  await picture(app, "late-missing");
}

/** A newer build waits. */
async function newer() {
  const release = new Release(t);
  const server = await Server.demonstration(t, release.folder);
  const { app } = await signedIn("phanrithanh", server);
  await app.worksOffline();
  release.publish("newer");
  await app.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await app.page.locator(".update button").waitFor();
  await picture(app, "update");
}

/** A server with a round and no responses. */
async function empty() {
  const server = await Server.empty(t);
  await server.command("round", "load", new URL("../../rounds/ct17-2017", import.meta.url).pathname);
  await server.addAccount("tinh", "coordinator", "binh_thuan");
  const { app } = await signedIn("tinh", server);
  await picture(app, "work-empty-server", { fullPage: false });
  await app.go("#/results");
  await app.hasFigures();
  await picture(app, "results-empty");
}

async function alone() {
  const host = await StaticHost.new(t);
  const tablet = await newTablet("alone");
  const app = await App.open(tablet, host.origin);
  await app.page.locator("#alone-unit option").nth(1).waitFor({ state: "attached" });
  await picture(app, "alone");
  await app.page.locator("#alone-start").click();
  await app.page.locator("#alone [role=alert]").waitFor();
  await picture(app, "alone-no-unit");
  await app.page.locator("#alone-unit").selectOption({ index: 20 });
  await app.page.locator("#alone-start").click();
  await app.page.locator("[data-subject]").first().waitFor();
  await picture(app, "alone-work");
  await openDevice(app);
  await picture(app, "alone-device");
}

async function results() {
  const { app } = await signedIn("tinh");
  await app.go("#/results");
  await app.figures("provisional");
  await picture(app, "results");
  await camera.print(app.page, "results");
  await app.page.locator("#export").click();
  await app.page.locator("#export-list").waitFor();
  await picture(app, "results-export", { fullPage: false });
  await app.go("#/results?population=approved&by=district");
  await app.figures("approved");
  await app.page.locator('[data-figure^="QM01:district:"]').first().waitFor();
  await picture(app, "results-approved");
  for (const [code, query, name] of [
    ["QM08", "", "indicator"],
    ["QM08", "?by=district&group=bac_binh", "indicator-group"],
  ]) {
    await app.go("#/results");
    await app.go(`#/results/${code}${query}`);
    await app.page.locator("#responses [data-response]").first().waitFor();
    await app.page.locator(".formula summary").click();
    await picture(app, name);
    await camera.print(app.page, name);
  }
  await app.go("#/results?only=district:bac_binh&only=level:commune");
  await app.page.locator("#only").waitFor();
  await app.figures("provisional");
  await picture(app, "results-filtered");
  await app.go("#/results/DH01");
  await app.page.locator(".tile").first().waitFor();
  await picture(app, "indicator-map");
  for (const query of ["by=year&across=district", "by=district&across=field_main"]) {
    await app.go(`#/cross/${query.startsWith("by=year") ? "QM08" : "DH01"}?${query}`);
    await app.page.locator("#cross").waitFor();
    await picture(app, `cross-${query.split("=").at(-1)}`);
  }
  await app.go("#/report?population=approved");
  await app.page.locator("#report .source").first().waitFor();
  await picture(app, "report");
  await app.page.locator("#edit-members").click();
  await app.page.locator("#text-members").fill("Tổng số hội viên đã được đối chiếu với sổ của các hội.");
  await picture(app, "report-editing");
  await app.page.locator("[data-paragraph=members] .button.is-primary").click();
  await app.go("#/report");
  await app.page.locator("#report .passage .notice").first().waitFor();
  await picture(app, "report-moved");
  await camera.print(app.page, "report");
  await app.go("#/results/NOSUCH");
  await app.page.locator("#main .notice").waitFor();
  await picture(app, "indicator-unknown");
}

async function question() {
  const { app } = await signedIn("tinh");
  await app.go("#/questions");
  await app.page.locator("[data-question]").first().waitFor();
  await picture(app, "questions", { fullPage: false });
  for (const [address, name] of [
    ["org_form", "one"],
    ["internal_rules?by=district", "several-by-district"],
    ["members_total?by=year&measure=-sum", "yearly"],
    ["members_total?by=year&across=district&measure=-sum", "yearly-by-district"],
    ["fee_collection_rate?by=district&state=checked", "number"],
    ["org_form?by=level&across=special_status", "by-two"],
    ["founded_date", "day"],
    ["assoc_name?by=level", "text"],
  ]) {
    await app.go(`#/question/hqc_a/${address}`);
    await app.page.locator("#figures[aria-busy=false] #pivot").waitFor();
    await picture(app, `question-${name}`);
    await camera.print(app.page, `question-${name}`);
  }
  await app.go("#/replies/hqc_a/internal_rules?by=district&group=bac_binh&which=none");
  await app.page.locator("#responses [data-response]").first().waitFor();
  await picture(app, "question-replies");
}

async function lists() {
  const { app } = await signedIn("tinh");
  const is = (population) => app.page.locator(`#lists[aria-busy=false][data-population=${population}]`).waitFor();
  await app.go("#/lists");
  await is("provisional");
  await picture(app, "lists");
  for (const id of ["congress", "violations", "reports", "similar", "authorities-missing"]) {
    await app.go(`#/lists/${id}`);
    await is("provisional");
    await app.page.locator("table.list, #lists .empty").first().waitFor();
    await picture(app, `list-${id}`);
    await camera.print(app.page, `list-${id}`);
  }
}

/** What associations owe, as of a day of the round. */
async function duties() {
  const { server, app } = await signedIn("tinh");
  await app.page.clock.setFixedTime(new Date("2017-07-15T08:00:00+07:00"));
  for (const within of ["3-months", "overdue", "12-months", "undated"]) {
    await app.go(`#/duties?within=${within}`);
    await app.page.locator("#responses [aria-rowindex]").first().waitFor();
    await picture(app, `duties-${within}`, { fullPage: false });
  }
  const association = await signedIn("hoi", server);
  await association.app.page.clock.setFixedTime(new Date("2017-07-15T08:00:00+07:00"));
  await association.app.go("#/duties?within=12-months");
  await association.app.page.locator("#responses [aria-rowindex]").first().waitFor();
  await picture(association.app, "duties-own");
}

/** The pages of administration that keep the register, with the changes of the demonstration. */
async function keeping() {
  const { server, tablet } = await unsigned();
  await server.command("demo", "change");
  const page = await tablet.open(`${server.origin}/admin/register`);
  await page.locator("#name").fill("tinh");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main button[type=submit]").click();
  await page.locator("#found").waitFor();
  const ended = await server.command("register", "list", "--all");
  const merged = /^(\S+)\t.*\tbecame (\S+) /m.exec(ended);
  for (const [name, path] of [
    ["list", ""],
    ["ended", "?state=ended"],
    ["waiting", "/waiting"],
    ["line", `/line?id=${merged[2]}`],
    ["similar", "/similar"],
    ["duties", "/duties"],
    ["duties-undated", "/duties?within=undated&unit=bac_binh"],
  ]) {
    await page.goto(`${server.origin}/admin/register${path}`);
    await camera.picture(page, `keeping-${name}`, { fullPage: false });
  }
}

/** Files of districts: none, some that are refused, and their figures; whole, and broken down. */
async function merge() {
  const districts = await Districts.new(t, ["bac_binh", "ham_tan"]);
  const [good, again] = [await districts.export("bac_binh"), await districts.export("bac_binh", "approved", "bac_binh-lan-hai")];
  const unsigned = await districts.export("ham_tan", "approved", "ham_tan", "--unsigned", "--unsealed");
  const { app } = await signedIn("tinh", districts.province);
  await app.go("#/merge");
  await app.page.locator("#merge-files").waitFor({ state: "attached" });
  await picture(app, "merge-empty");
  await app.page.locator("#merge-files").setInputFiles([good, again, unsigned]);
  await app.page.locator("#merge-list .problem").first().waitFor();
  await app.page.locator("#merge-key").setInputFiles(await districts.key(PROVINCE));
  await app.page.locator('[data-file="bac_binh.sohoi"][data-state="good"]').waitFor();
  await picture(app, "merge-refused");
  await app.page.locator("#take-unsigned").check();
  await app.page.locator('[data-file="ham_tan.sohoi"][data-state="good"]').waitFor();
  await app.page.locator("#take-out-refused").click();
  await app.page.locator("#merged [data-figure]").first().waitFor();
  await picture(app, "merge");
  await app.page.locator("#merged select[name=breakdown]").selectOption("district");
  await app.page.locator('[data-figure*=":district:"]').first().waitFor();
  await picture(app, "merge-by-district");
  await app.page.locator("#language-switch").click();
  await app.page.locator("#merged [data-figure]").first().waitFor();
  await picture(app, "english-merge", { fullPage: false });
}

async function portraits() {
  const { app } = await signedIn("tinh");
  await app.go("#/portraits");
  await app.page.locator("#portraits[aria-busy=false]").waitFor({ state: "attached" });
  await app.page.locator("select[name=unit] option").nth(1).waitFor({ state: "attached" });
  await picture(app, "portraits-no-unit");
  await app.page.locator("select[name=unit]").selectOption("bac_binh__phan_ri_thanh");
  await app.page.locator("#print").waitFor();
  await picture(app, "portraits");
  await app.page.locator("select[name=unit]").selectOption("bac_binh");
  await app.page.locator("#print").waitFor({ timeout: 120_000 });
  await camera.print(app.page, "portraits");
}

async function proposals() {
  const { app } = await signedIn("tinh");
  await app.go("#/proposals");
  await app.page.locator("#proposals[aria-busy=false] .addressee").first().waitFor({ timeout: 120_000 });
  await app.page.locator(".more-quotations button").first().click();
  await app.page.locator(".proposal-group .quotation input").nth(0).check();
  await app.page.locator(".proposal-group .quotation input").nth(1).check();
  await app.page.locator("#picked .quotation").nth(1).waitFor();
  await picture(app, "proposals");
}

async function snapshots() {
  const { app, server } = await signedIn("tinh");
  await app.go("#/snapshots");
  await app.page.locator("#snapshots[aria-busy=false] .notice").waitFor();
  await picture(app, "snapshots-none");
  await app.page.locator("input[name=snapshot-name]").fill("Dự thảo lần 1");
  await app.page.locator("#keep:enabled").click();
  await app.page.locator("[data-snapshot]").waitFor();
  await app.page.locator("[data-remove]").click();
  await picture(app, "snapshots");
  const id = await app.page.locator("[data-snapshot]").getAttribute("data-snapshot");
  const returned = responseOf(({ form, state, author }) => form === "hqc_a" && state === "submitted" && author === "tinh");
  await server.command("return", returned.id, "--note", "Xin xem lại số hội viên", "--by", "tinh");
  await app.exchange();
  await app.go(`#/snapshots/${id}`);
  await app.page.locator("#since[aria-busy=false] [data-indicator]").first().waitFor();
  await picture(app, "since");
  await camera.print(app.page, "since");
  await app.go("#/compare?left=bac_binh&right=tuy_phong");
  await app.page.locator("#compare[aria-busy=false] [data-indicator]").first().waitFor();
  await picture(app, "compare");
}

async function english() {
  const { app } = await signedIn("tinh");
  await app.page.locator("#language-switch").click();
  await app.page.locator('html[lang="en"]').waitFor();
  await app.page.locator("[data-subject]").first().waitFor();
  await picture(app, "english-work", { fullPage: false });
  await app.go(`#/response/${longDraft().id}/a5`);
  await app.page.locator("table.repeat").waitFor();
  await picture(app, "english-section");
  await openReview(app, longDraft().id);
  await picture(app, "english-review");
  await openDevice(app);
  await picture(app, "english-device");
  await app.go("#/results");
  await app.figures();
  await picture(app, "english-results");
}

async function readme() {
  const on = (screen) => new Camera(new URL("../../docs/pictures/", import.meta.url).pathname, [screen]);
  const take = (screen, app, name) => on(screen).picture(app.page, name, { fullPage: false });
  const { app, server } = await signedIn("phanrithanh");
  await app.worksOffline();
  await take("tablet", app, "work-list");
  const desk = await signedIn("tinh", server);
  await desk.app.go(`#/response/${longDraft().id}/a4`);
  await desk.app.page.locator("table.repeat").first().waitFor();
  await take("tablet", desk.app, "yearly-table");
  await openReview(desk.app, longDraft().id);
  await take("tablet", desk.app, "review");
  const { id } = responseOf((own) => own.form === "hqc_a" && own.author === "tinh" && own.state === "submitted");
  await desk.app.go(`#/portrait/${id}`);
  await desk.app.page.locator("[data-portrait] .score").first().waitFor();
  await take("tablet", desk.app, "portrait");
  await desk.app.go("#/results");
  await desk.app.figures();
  await take("laptop", desk.app, "results");
}

async function newTablet(name) {
  const tablet = Device.new(t, name);
  await tablet.start(TABLET);
  return tablet;
}

async function unsigned(server) {
  server ??= await Server.demonstration(t);
  const tablet = await newTablet("tablet");
  const app = await App.open(tablet, server.origin);
  await app.page.locator("input[name=name]").waitFor();
  return { server, tablet, app };
}

async function signedIn(account, server) {
  const all = await unsigned(server);
  await all.app.signIn(account);
  await all.app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  return all;
}

/** Opens a response at its first section. */
async function openForm(app, id) {
  await app.go(`#/response/${id}`);
  await app.page.locator("[data-section]").waitFor();
  await app.firstSection();
}

/** Pictures each section of a response. */
async function sections(app, id, name) {
  await openForm(app, id);
  let number = 0;
  do {
    number += 1;
    await picture(app, `${name}-${twoDigits(number)}`);
  } while (await app.nextSection());
}

/** Fills years of a table with numbers that jump, and pictures what is asked then. */
async function unusualJump(app, id) {
  await app.go("#/");
  await app.go(`#/response/${id}/a4`);
  for (const [row, count] of [[1, "120"], [2, "9800"], [3, "131"]]) {
    await type(app.page, { path: `membership_year/${row}/members_total`, type: "integer" }, count);
  }
  await app.page.locator(".explanation:not([hidden])").nth(1).waitFor();
  await picture(app, "explanation");
  await app.page.locator(".explanation:not([hidden]) textarea").first().fill("Tiếp nhận hội viên của ba hội vừa sáp nhập");
  await app.page.locator(".explanation.is-given").first().waitFor();
  await picture(app, "explanation-given");
  await openReview(app, id);
  await picture(app, "explanation-review");
}

/** Gives the association another name than the register; returns it. */
async function differingName(app) {
  const name = "Hội mang một tên rất khác với tên ghi trong sổ hội của huyện";
  await app.sectionOf("assoc_name");
  const { op } = await app.saving();
  await app.page.locator('[data-path="assoc_name"]').locator("input, textarea").first().fill(name);
  await app.sawTick(op);
  await app.page.locator('[data-path="assoc_name"] .register-note[data-differs="true"]').waitFor();
  return name;
}

async function openReview(app, id) {
  await app.go("#/");
  await app.go(`#/response/${id}/-review`);
  await app.page.locator("#section-title").waitFor();
}

async function openDevice(app) {
  await app.go("#/");
  await app.go("#/device");
  await app.page.locator(".facts .code").waitFor();
}

/** A subject that nobody has begun. */
async function idle(app, kind = "BTN-") {
  await app.go("#/");
  await app.page.locator("[data-subject]").first().waitFor();
  const row = app.page.locator(`[data-subject^="${kind}"][data-state="none"]`).first();
  return row.getAttribute("data-subject");
}

async function search(app, words) {
  await app.page.locator("#search").fill(words);
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}
