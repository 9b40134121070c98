// A province without a network adds up the files of its districts, and reads what the command line writes.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { Districts, PROVINCE } from "./harness/districts.mjs";
import { fromCsv, totals } from "./harness/figures.mjs";
import { Server } from "./harness/server.mjs";
import { sheets, unzip } from "./harness/workbook.mjs";

const [ONE, OTHER] = ["bac_binh", "ham_tan"];

/** The province's page with the server gone. */
async function offline(t, districts, screen = LAPTOP) {
  const device = Device.new(t, "province");
  await device.start(screen);
  const app = await App.open(device, districts.province.origin);
  await app.signIn("tinh");
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  await app.worksOffline();
  await districts.province.kill();
  await app.page.context().setOffline(true);
  return [device, app];
}

/** Waits until all files were looked into. */
async function settled(app, state) {
  await app.page.locator(`#merge-state[data-state="${state}"]`).waitFor({ state: "attached" });
}

/** What stands beside each file. */
async function files(app) {
  return app.page.$$eval("#merge-list > li", (items) =>
    items.map((item) => [item.dataset.file, item.dataset.state, item.querySelector(".problem")?.innerText ?? ""]),
  );
}

async function figures(app) {
  await app.page.locator("#merged [data-figure]").first().waitFor();
  return app.page.$$eval("#merged table [data-figure]", (figures) =>
    Object.fromEntries(figures.map(({ dataset }) => [dataset.figure, dataset.value])),
  );
}

async function download(app, what) {
  const file = await chooseExport(app, what);
  return [await readFile(await file.path()), file.suggestedFilename()];
}

test("offline, the files of two districts and the own responses make what the command line makes", { timeout: 600_000 }, async (t) => {
  const districts = await Districts.new(t, [ONE, OTHER]);
  const sent = [await districts.export(ONE), await districts.export(OTHER)];
  const key = await districts.key(PROVINCE);
  const alone = await districts.merge("csv", sent);
  const whole = await districts.merge("csv", sent, "--own");
  const [device, app] = await offline(t, districts);

  await app.go("#/results");
  await app.page.locator("#export").click();
  await app.page.locator("#to-merge").click();
  // A sealed file stays closed until there is a key.
  await app.page.locator("#merge-files").setInputFiles(sent);
  await settled(app, "refused");
  for (const [, state, reason] of await files(app)) {
    assert.equal(state, "refused");
    assert.match(reason, /được niêm phong/);
  }
  assert.equal(await app.page.locator("#merged").count(), 0);
  await app.page.locator("#merge-key").setInputFiles(key);
  await settled(app, "good");
  assert.match(await app.page.locator("#key-state").innerText(), /khóa của Tỉnh Bình Thuận/);
  const secret = (await readFile(key, "utf8")).match(/AGE-SECRET-KEY-\S+/)[0];
  assert.ok(!(await app.page.content()).includes(secret), "the key is shown nowhere");
  assert.deepEqual(await axeFindings(app.page), []);

  const shown = await figures(app);
  const computed = fromCsv(rows(alone.toString("utf8")));
  assert.deepEqual(shown, Object.fromEntries(totals(computed)));
  const [csv, name] = await download(app, "figures_csv");
  assert.match(name, /^ct17-2017-so-lieu-cong-da-duyet-\d{4}-\d\d-\d\d\.csv$/);
  assert.ok(csv.equals(alone), "the CSV is that of the command line, byte for byte");

  // Own responses count where somebody says so; nothing of it is lost on another page.
  await app.page.locator("#count-own").check();
  await settled(app, "good");
  await app.page.locator("#merged-of", { hasText: /phiếu trên máy này/ }).waitFor();
  await app.page.locator(".way-back a").click();
  await app.page.locator("#figures").waitFor();
  await app.page.goBack();
  await app.page.locator("#merged-of", { hasText: /phiếu trên máy này/ }).waitFor();
  assert.ok(await app.page.locator("#count-own").isChecked());
  const both = await figures(app);
  const expected = fromCsv(rows(whole.toString("utf8")));
  assert.deepEqual(both, Object.fromEntries(totals(expected)));
  assert.notDeepEqual(both, shown);
  assert.ok((await download(app, "figures_csv"))[0].equals(whole));

  // Broken down, each group has its figure of the file.
  await app.page.locator("#merged select[name=breakdown]").selectOption("district");
  await app.page.locator(`[data-figure$=":district:${ONE}"]`).first().waitFor();
  const groups = new Map(rows(whole.toString("utf8")).map((row) => [`${row[1]}:${row[4]}:${row[6]}`, row[7]]));
  const districtName = await app.page.locator("select[name=breakdown] option[value=district]").innerText();
  const broken = Object.entries(await figures(app)).filter(([name]) => name.includes(":district:"));
  assert.ok(broken.length > 100, `${broken.length} figures of groups`);
  for (const [name, value] of broken) {
    const [code, , group] = name.split(":");
    assert.equal(value, groups.get(`${code}:${districtName}:${group}`), name);
  }

  // How an archive is packed hangs on the machine; what is in it does not.
  let workbook;
  for (const [what, ending, ...layout] of [["report_docx:state-2020", "docx", "--layout", "state-2020"], ["figures_xlsx", "xlsx"]]) {
    const [bytes, name] = await download(app, what);
    const day = /\d{4}-\d\d-\d\d/.exec(name)[0];
    const parts = new Map(unzip(await districts.merge(ending, sent, "--own", "--made-on", day, ...layout)));
    for (const [name, part] of unzip(bytes)) assert.ok(part.equals(parts.get(name)), `${what}: ${name}`);
    workbook = bytes;
  }
  const [overview] = sheets(workbook).values();
  const cells = overview.flat().filter((cell) => typeof cell === "string");
  assert.ok(cells.some((cell) => cell.includes(`${ONE}.sohoi`)), "the workbook says what it is made of");
  await assertNothingIsKept(app, secret);
  assertNoViolations(device);
});

test("what cannot be added up is refused beside the file, and one tap takes it out", { timeout: 600_000 }, async (t) => {
  const districts = await Districts.new(t, [ONE, OTHER]);
  const good = await districts.export(ONE);
  const bytes = await readFile(good);
  const damaged = districts.path("hong.sohoi");
  await writeFile(damaged, bytes.with(bytes.length - 40, bytes.at(-40) ^ 1));
  // Of a commune, by its district: sealed to the district, and for anybody to read.
  const elsewhere = await districts.exportBelow(OTHER, "noi-khac");
  const part = await districts.exportBelow(ONE, "mot-xa", "--unsealed");
  const again = await districts.export(ONE, "approved", "lan-hai");
  const provisional = await districts.export(OTHER, "provisional", "tam-tinh");
  const unsigned = await districts.export(OTHER, "approved", "chua-ky", "--unsigned");
  const table = districts.path("bang.csv");
  await writeFile(table, await districts.merge("csv", [good]));
  const key = await districts.key(PROVINCE);
  const foreign = await districts.key(OTHER);
  const expected = await districts.merge("csv", [good, unsigned], "--accept-unsigned");
  const [device, app] = await offline(t, districts, TABLET);

  await app.go("#/merge");
  await app.page.locator("#merge-key").setInputFiles(table);
  await app.page.locator("#key-state .notice", { hasText: "không có khóa" }).waitFor();
  await app.page.locator("#merge-key").setInputFiles(foreign);
  await app.page.locator("#key-state", { hasText: "khóa của" }).waitFor();
  await app.page.locator("#merge-files").setInputFiles(good);
  await settled(app, "refused");
  assert.match((await files(app))[0][2], /niêm phong gửi cho đơn vị khác/);
  await app.page.locator("#merge-key").setInputFiles(key);
  await settled(app, "good");
  const cases = [
    [damaged, /bị hỏng, bị sửa/],
    [elsewhere, /niêm phong gửi cho đơn vị khác/],
    [part, /đã được tính trong tệp bac_binh\.sohoi/],
    [again, /Tệp bac_binh\.sohoi cũng là của/],
    [provisional, /không cộng được với nhau/],
    [table, /không phải tệp số liệu tổng hợp/],
    [unsigned, /chưa ký, trong khi đợt sơ kết có khóa/],
  ];
  await app.page.locator("#merge-files").setInputFiles(cases.map(([path]) => path));
  await app.page.locator("#merge-list > li:nth-child(8)").waitFor();
  await settled(app, "refused");
  const found = await files(app);
  assert.equal(found[0][1], "good");
  for (const [at, [path, reason]] of cases.entries()) {
    const [name, state, sentence] = found[at + 1];
    assert.ok(path.endsWith(name), name);
    assert.equal(state, "refused", name);
    assert.match(sentence, reason);
  }
  assert.equal(await app.page.locator("#merged").count(), 0, "nothing is counted");
  assert.deepEqual(await axeFindings(app.page), []);

  // In English, too.
  await app.page.locator("#language-switch").click();
  await app.page.locator('[data-file="hong.sohoi"] .problem', { hasText: "damaged" }).waitFor();
  await app.page.locator("#language-switch").click();
  await app.page.locator('[data-file="hong.sohoi"] .problem', { hasText: "bị hỏng" }).waitFor();

  // One by one, then all that are left.
  await app.page.locator('[data-file="hong.sohoi"] button').click();
  await app.page.locator('[data-file="hong.sohoi"]').waitFor({ state: "detached" });
  await settled(app, "refused");
  await app.page.locator("#take-unsigned").check();
  await app.page.locator('[data-file="chua-ky.sohoi"][data-state="good"]').waitFor();
  assert.match(await app.page.locator('[data-file="chua-ky.sohoi"]').innerText(), /chưa ký/);
  await app.page.locator("#take-out-refused").click();
  await settled(app, "good");
  assert.deepEqual((await files(app)).map(([name]) => name), [`${ONE}.sohoi`, "chua-ky.sohoi"]);
  assert.match(await app.page.locator("#merged-of").innerText(), /cộng từ 2 tệp số liệu tổng hợp, 1 tệp chưa ký/);
  assert.ok((await download(app, "figures_csv"))[0].equals(expected));
  assert.match(expected.toString("utf8"), /dữ liệu minh họa; cộng từ 2 tệp số liệu tổng hợp, 1 tệp chưa ký/);

  // Taken back, the unsigned one is refused again.
  await app.page.locator("#take-unsigned").uncheck();
  await settled(app, "refused");
  await app.page.locator("#forget-key").click();
  await app.page.locator("#merge-list .problem", { hasText: "được niêm phong" }).first().waitFor();
  assertNoViolations(device);
});

test("whoever reads no responses of others is told whom the page is for", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.go("#/results");
  await app.page.locator("#export").click();
  assert.equal(await app.page.locator("#to-merge").count(), 0);
  await app.go("#/merge");
  await app.page.locator("#main .notice").waitFor();
  assert.equal(await app.page.locator("#merge-files").count(), 0);
  assertNoViolations(device);
});

/** Fails where a text lies in anything that outlives the page. */
async function assertNothingIsKept(app, secret) {
  const kept = await app.page.evaluate(async () => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href];
    const asked = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        found.push(JSON.stringify(await asked(database.transaction(store).objectStore(store).getAll())));
      }
      database.close();
    }
    return found;
  });
  assert.ok(kept.length > 3, "the databases were read");
  for (const text of kept) assert.ok(!text.includes(secret), "the key is stored nowhere");
}
