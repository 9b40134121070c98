// Work files as a person handles them: exported, chosen, looked at, taken in.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Exports on the page about this device; returns the path of the file and its bytes. */
export async function exportWork(app, folder, button = "#export-unsent") {
  await app.go("#/device");
  const [file] = await Promise.all([app.page.waitForEvent("download"), app.page.locator(button).click()]);
  return kept(file, folder);
}

/** Keeps a download. */
export async function kept(file, folder) {
  const path = join(folder, `${Math.random()}-${file.suggestedFilename()}`);
  writeFileSync(path, readFileSync(await file.path()));
  return { path, name: file.suggestedFilename(), bytes: readFileSync(path) };
}

/** Chooses a file to import and waits for what the page says to it. */
export async function choose(app, path) {
  // What the page said before is gone.
  await app.go("#/");
  await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  await app.go("#/device");
  await app.page.locator("#import-file").setInputFiles(path);
  const said = app.page.locator("#import-preview, #import-refused");
  await said.waitFor();
  return { id: await said.getAttribute("id"), text: await said.innerText(), new: Number(await said.getAttribute("data-new")) };
}

/** Imports a file; returns what the preview said. */
export async function importWork(app, path) {
  const preview = await choose(app, path);
  if (preview.id !== "import-preview") throw new Error(preview.text);
  await app.page.locator("#import-take").click();
  await app.page.locator("#import-result").waitFor();
  return preview;
}

/** The parts of a work file. */
export function parts(bytes) {
  const end = bytes.indexOf("\n");
  const line = JSON.parse(bytes.subarray(0, end).toString());
  const content = bytes.subarray(end + 1, end + 1 + line.bytes).toString();
  return { line, content: JSON.parse(content), text: content, photos: bytes.subarray(end + 1 + line.bytes) };
}
