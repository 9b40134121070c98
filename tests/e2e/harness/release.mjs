// Newer builds of the app, as `cargo xtask dist` would write them.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { APP } from "./server.mjs";

/** A copy of the built app that can be followed by newer builds. */
export class Release {
  constructor(t) {
    this.folder = mkdtempSync(join(tmpdir(), "sohoi-release-"));
    cpSync(APP, this.folder, { recursive: true });
    t.after(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Puts a newer build in place: one file differs, and the list says so. */
  publish(mark) {
    this.#write(mark, (boot) => createHash("sha256").update(boot).digest("base64"));
  }

  /** Puts a build in place whose file is not what its list says, as after half an upload. */
  publishDamaged(mark) {
    this.#write(mark, () => createHash("sha256").update("something else").digest("base64"));
  }

  #write(mark, hash) {
    const boot = `${this.#read("boot.js").replace(/\n\/\/ build .*/, "")}\n// build ${mark}`;
    const worker = this.#read("sw.js");
    const [, list] = worker.match(/const BUILD = (\{.*\});/);
    const build = JSON.parse(list);
    build.id = mark;
    build.files.find(({ url }) => url === "boot.js").sha256 = hash(boot);
    this.#replace("boot.js", boot);
    this.#replace("sw.js", worker.replace(list, () => JSON.stringify(build)));
  }

  #read(name) {
    return readFileSync(join(this.folder, name), "utf8");
  }

  #replace(name, text) {
    writeFileSync(join(this.folder, name), text);
    // The compressed copies are of the build before.
    for (const ending of [".br", ".gz"]) rmSync(join(this.folder, name + ending), { force: true });
  }
}
