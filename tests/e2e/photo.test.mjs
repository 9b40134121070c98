// The photo of the signed page: from a telephone's file to the reviewer's screen.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { questions } from "./harness/answers.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { submit } from "./harness/filling.mjs";
import { MAKER, photo, segments, sizeOf, strangers } from "./harness/photos.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";
import { choose as chooseWork, exportWork, importWork, parts } from "./harness/work-file.mjs";

/** Who fills in, and who only reads what is submitted. */
const AUTHOR = "tinh";
const READER = "quantri";

test("a photo taken without network is small and upright, keeps nothing of place and maker, and reaches who reads the form", async (t) => {
  const { server, device, app, response } = await returned(t);
  await app.worksOffline();
  await server.kill();
  const question = await openPhoto(app);
  const file = await photo(app.page);
  assert.ok(file.buffer.includes(MAKER), "the file of the telephone names its maker");
  await attach(app, question, file);
  const seen = await look(app, question);
  assert.deepEqual(seen, { width: 1200, height: 1600, corner: "upper right" }, "as the camera was held");
  assert.deepEqual(await axeFindings(app.page), []);

  // A reload later it is still there, with the server gone.
  await app.page.reload();
  await app.ready();
  await look(app, question);

  // The line breaks while the photo is on its way: it goes once more, whole, and then the form.
  const sent = await breakFirstPhoto(app);
  await server.start();
  await app.exchange();
  const attempts = await sent();
  assert.equal(attempts.length, 2, "sent, broken, sent again");
  assert.ok(attempts[0] > 10_000 && attempts[0] === attempts[1], "whole both times");
  await submit(app);
  await app.exchange();
  const [hash] = await hashes(app, AUTHOR);
  const stored = Buffer.from(
    await app.page.evaluate(async (hash) => [...new Uint8Array(await (await fetch(`api/blobs/${hash}`)).arrayBuffer())], hash),
  );
  assert.deepEqual(sizeOf(stored), { width: 1200, height: 1600 });
  assert.ok(stored.length < 600_000, `${stored.length} bytes`);
  for (const [marker, bytes] of segments(stored)) {
    // What any picture has: its kind, its tables, its frame, and the colours of the canvas.
    const isOfCanvas = marker === 0xe2 && bytes.subarray(0, 11).toString("latin1") === "ICC_PROFILE";
    const mayBe = [0xe0, 0xdb, 0xc4, 0xdd].includes(marker) || (marker >= 0xc0 && marker <= 0xc3);
    assert.ok(mayBe || isOfCanvas, `a segment ${marker.toString(16)} of ${bytes.length} bytes`);
  }
  for (const word of [MAKER, "Exif"]) assert.ok(!stored.includes(word), `${word} is in the stored photo`);

  // Another device has the form, but never had the photo.
  const office = Device.new(t, "office");
  await office.start(LAPTOP);
  const desk = await App.open(office, server.origin);
  await desk.signIn(READER);
  await desk.worksOffline();
  await server.kill();
  await desk.go(`#/response/${response}`);
  await openPhoto(desk);
  const place = desk.page.locator(`[data-path="${question}"]`);
  await place.getByText("Ảnh ở trên máy chủ").waitFor();
  // It comes by itself, and stays.
  await server.start();
  await desk.page.locator("#exchange-now").click();
  assert.deepEqual(await look(desk, question), seen);
  await enlarge(desk, question);
  assert.equal(await place.locator("button:visible, label.button:visible").count(), 0, "who only reads changes nothing");
  await server.kill();
  await desk.page.reload();
  await desk.ready();
  assert.deepEqual(await look(desk, question), seen);
  assertNoViolations(device, office);
});

test("a file that is no photo is told apart with a sentence, and the photo of before stays", async (t) => {
  const { device, app } = await returned(t);
  const question = await openPhoto(app);
  const file = await photo(app.page, { width: 800, height: 600 });
  await attach(app, question, file);
  const before = await hashes(app, AUTHOR);
  const picture = app.page.locator(`[data-path="${question}"] img`);
  const { op } = await app.saving();
  for (const [stranger, sentence] of strangers(file.buffer)) {
    await choose(app, question, stranger);
    const alert = app.page.locator(`[data-path="${question}"] [role=alert]`);
    await until(`${stranger.name} is told`, async () => (await alert.count()) > 0 && sentence.test(await alert.innerText()));
    assert.match(await alert.innerText(), /Ảnh trước vẫn được giữ/);
    assert.ok(await picture.isVisible(), `the photo is seen after ${stranger.name}`);
  }
  assert.deepEqual(await hashes(app, AUTHOR), before);
  assert.equal((await app.saving()).op, op, "no edit was made");

  // Replaced, then removed.
  const source = await picture.getAttribute("src");
  await attach(app, question, await photo(app.page, { width: 600, height: 800, corner: "#006000" }));
  await until("another photo is seen", async () => (await picture.getAttribute("src")) !== source);
  assert.equal((await hashes(app, AUTHOR)).length, 2);
  const { op: now } = await app.saving();
  await app.page.getByRole("button", { name: "Bỏ ảnh" }).click();
  await app.sawTick(now);
  await picture.waitFor({ state: "detached" });
  await app.page.locator(`[data-path="${question}"]`).getByText("Chưa có ảnh").waitFor();
  assertNoViolations(device);
});

test("a photo goes in the work file to another device, which shows, keeps and sends it", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sohoi-photo-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const { server, device, app, response } = await returned(t);
  const second = Device.new(t, "second");
  await second.start();
  const other = await App.open(second, server.origin);
  await other.signIn(AUTHOR);
  await app.worksOffline();
  await other.worksOffline();
  await server.kill();
  const question = await openPhoto(app);
  await attach(app, question, await photo(app.page));
  const seen = await look(app, question);
  const file = await exportWork(app, folder);
  const { line, photos } = parts(file.bytes);
  assert.ok(photos.length > 10_000, `${photos.length} bytes of photos`);

  // A photo that is not as it was written is refused with everything else.
  const damaged = Buffer.from(file.bytes);
  damaged[damaged.length - 100] ^= 1;
  writeFileSync(join(folder, "damaged.sohoi"), damaged);
  const said = await chooseWork(other, join(folder, "damaged.sohoi"));
  assert.equal(said.id, "import-refused", JSON.stringify(line));
  assert.deepEqual(await hashes(other, AUTHOR), []);

  await importWork(other, file.path);
  assert.deepEqual(await hashes(other, AUTHOR), await hashes(app, AUTHOR));
  await other.go(`#/response/${response}`);
  await openPhoto(other);
  assert.deepEqual(await look(other, question), seen);
  // The tablet is lost; what it carried goes to the server from here.
  await device.kill();
  await server.start();
  await other.exchange();
  const [hash] = await hashes(other, AUTHOR);
  const status = await other.page.evaluate(async (hash) => (await fetch(`api/blobs/${hash}`)).status, hash);
  assert.equal(status, 200);
  assertNoViolations(device, second);
});

/** A form of an authority that is whole and was returned, open on a device of its author. */
async function returned(t) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn(AUTHOR);
  const isMeant = ({ subject, state, author }) => subject.startsWith("DV-") && state === "submitted" && author === AUTHOR;
  const { id } = (await server.responses()).find(isMeant) ?? {};
  assert.ok(id, `the demonstration has a submitted form of an authority by ${AUTHOR}`);
  await server.command("return", id, "--note", "Xin gửi ảnh trang ký", "--by", AUTHOR);
  await app.exchange();
  await app.go(`#/response/${id}`);
  await app.page.locator('[data-response-state="returned"] [data-section]').waitFor();
  return { server, device, app, response: id };
}

/** Goes to the section that asks for a photo and gives its place. */
async function openPhoto(app) {
  await app.page.locator("[data-section]").waitFor();
  await app.firstSection();
  do {
    const image = (await questions(app.page)).find(({ type }) => type === "image");
    if (image) return image.path;
  } while (await app.nextSection());
  throw new Error("the form asks for no photo");
}

async function choose(app, question, { padding, ...file }) {
  const input = app.page.locator(`[data-path="${question}"] input[type=file]`).last();
  if (padding === undefined) return input.setInputFiles(file);
  // Tens of megabytes are made in the page: the driver takes minutes to carry them there.
  const { name, mimeType: type, buffer } = file;
  return input.evaluate(
    (input, { name, type, bytes, padding }) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([Uint8Array.from(bytes), new Uint8Array(padding)], name, { type }));
      input.files = chosen.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { name, type, bytes: [...buffer], padding },
  );
}

/** Chooses a photo and waits for the tick. */
async function attach(app, question, file) {
  const { op } = await app.saving();
  await choose(app, question, file);
  await app.sawTick(op);
}

/** Waits for the photo on the page; gives its size and where the coloured corner is. */
async function look(app, question) {
  const picture = app.page.locator(`[data-path="${question}"] img`);
  await picture.waitFor();
  return picture.evaluate(async (image) => {
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const isColoured = (x, y) => {
      const [red, green] = context.getImageData(x, y, 1, 1).data;
      return red > 150 && green < 100;
    };
    const corners = {
      "upper left": isColoured(20, 20),
      "upper right": isColoured(width - 20, 20),
      "lower left": isColoured(20, height - 20),
      "lower right": isColoured(width - 20, height - 20),
    };
    const corner = Object.keys(corners).filter((name) => corners[name]).join();
    return { width, height, corner };
  });
}

/** Makes the photo larger and small again. */
async function enlarge(app, question) {
  const picture = app.page.locator(`[data-path="${question}"] img`);
  const height = async () => (await picture.boundingBox()).height;
  const small = await height();
  const handle = app.page.locator(`[data-path="${question}"] summary`);
  await handle.click();
  assert.ok((await height()) > small * 1.5, "larger");
  await handle.press("Enter");
  assert.equal(await height(), small);
}

/** The hashes of the photos in the database of an account. */
function hashes(app, account) {
  return app.page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction("blobs").objectStore("blobs").getAllKeys();
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result);
          };
        };
      }),
    `sohoi-${account}`,
  );
}

/** Lets the first sending of a photo break off; gives a function that tells the size of each one. */
async function breakFirstPhoto(app) {
  await app.page.evaluate(() => {
    const honest = globalThis.fetch;
    globalThis.sentPhotos = [];
    globalThis.fetch = async (request, ...rest) => {
      const isPhoto = request.method === "PUT" && new URL(request.url).pathname.includes("/api/blobs/");
      if (!isPhoto) return honest(request, ...rest);
      globalThis.sentPhotos.push((await request.clone().arrayBuffer()).byteLength);
      if (globalThis.sentPhotos.length === 1) throw new TypeError("the line broke");
      return honest(request, ...rest);
    };
  });
  return () => app.page.evaluate(() => globalThis.sentPhotos);
}
