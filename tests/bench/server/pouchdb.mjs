// Measures the first push and the first pull of PouchDB with express-pouchdb, over the same responses as ours:
// one document a response, LevelDB on both sides, 1,000 documents a batch. Prints lines `name value unit ratio`:
// how many times as much as ours on each database.

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(import.meta.url);
const PouchDB = require("pouchdb");
const [FOLDER] = process.argv.slice(2);
const DATA = join(FOLDER, "pouchdb");
const PULLS = 3;
const TUNED = { batch_size: 1000, batches_limit: 10 };
/** How many times as fast as PouchDB we should be at least. */
const GOALS = { push: 2, pull: 4 };

rmSync(DATA, { recursive: true, force: true });
mkdirSync(DATA, { recursive: true });
const documents = JSON.parse(readFileSync(join(FOLDER, "documents.json"), "utf8"));
const ours = JSON.parse(readFileSync(join(FOLDER, "ours.json"), "utf8"));
const Local = PouchDB.defaults({ prefix: join(DATA, "local-") });
const child = fork(resolve("tests/bench/server/remote.mjs"), [DATA]);
try {
  const [port] = await once(child, "message");
  const remote = `http://127.0.0.1:${port}/responses`;
  const first = new Local("first");
  for (let from = 0; from < documents.length; from += 1000) await first.bulkDocs(documents.slice(from, from + 1000));
  const push = await time(() => replicated(first, new PouchDB(remote)));
  const pulls = [];
  for (let number = 0; number < PULLS; number++) {
    const other = new Local(`other-${number}`);
    pulls.push(await time(() => replicated(new PouchDB(remote), other)));
    const { doc_count: count } = await other.info();
    if (count !== documents.length) throw new Error(`${count} documents came`);
  }
  pulls.sort((one, other) => one - other);
  for (const [what, seconds] of Object.entries({ push, pull: pulls[Math.floor(PULLS / 2)] })) {
    for (const [database, times] of Object.entries(ours)) {
      const ratio = seconds / times[what];
      console.log(`pouchdb.first.${what}.to-${database} ${seconds.toFixed(2)} s ${ratio.toFixed(1)}`);
      if (ratio < GOALS[what]) console.log(`missed: ${what} on ${database} is ${ratio.toFixed(1)} times as fast as PouchDB, the goal is ${GOALS[what]}`);
    }
  }
} finally {
  child.disconnect();
}

/** How many seconds something takes. */
async function time(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** Replicates everything; fails where a document does. */
async function replicated(source, target) {
  const { doc_write_failures: failures, docs_written: written } = await PouchDB.replicate(source, target, TUNED);
  if (failures > 0 || written !== documents.length) throw new Error(`${written} written, ${failures} failed`);
}
