// Newer builds of the app, as `cargo xtask dist` would write them.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

  /** Leaves half of the app's later part, as after half an upload; returns what mends it. */
  halveLate() {
    const name = readdirSync(this.folder).find((name) => /^late-.*\.wasm$/.test(name));
    const bytes = readFileSync(join(this.folder, name));
    this.#replace(name, bytes.subarray(0, bytes.length / 2));
    return () => cpSync(join(APP, name), join(this.folder, name));
  }

  #write(mark, hash) {
    const boot = `${this.#read("boot.js").replace(/\n\/\/ build .*/, "")}\n// build ${mark}`;
    const worker = this.#read("sw.js");
    const [list] = worker.match(/\{"files":\[.*?\],"id":"[^"]*"\}/);
    const build = JSON.parse(list);
    build.id = mark;
    build.files.find(({ url }) => url === "boot.js").sha256 = hash(boot);
    this.#replace("boot.js", boot);
    this.#replace("sw.js", worker.replace(list, () => JSON.stringify(build)));
  }

  #read(name) {
    return readFileSync(join(this.folder, name), "utf8");
  }

  #replace(name, contents) {
    writeFileSync(join(this.folder, name), contents);
    // The compressed copies are of the build before.
    for (const ending of [".br", ".gz"]) rmSync(join(this.folder, name + ending), { force: true });
  }
}
