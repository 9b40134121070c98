// Beside the page: the program that holds the columns.

import init, { Figures } from "/program/figures.js";

/** The response that changes. */
const KEPT = 17;

let figures;
let memory;
let one;
let listed;

const json = async (address) => (await fetch(address)).json();
const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

const steps = {
  async start({ count }) {
    listed = json(`/data/${count}/tables.json`);
    const program = init({ module_or_path: "/program/figures_bg.wasm" });
    const round = bytes("/data/round.json");
    ({ memory } = await program);
    figures = new Figures(await round);
  },
  async load() {
    const tables = await listed;
    const folder = await navigator.storage.getDirectory();
    let place = figures.room(tables.reduce((sum, { bytes }) => sum + bytes, 0));
    for (const { table, bytes } of tables) {
      const file = await (await folder.getFileHandle(`${table}.arrow`)).createSyncAccessHandle({ mode: "read-only" });
      const read = file.read(new Uint8Array(memory.buffer, place, bytes));
      file.close();
      if (read !== bytes) throw new Error(`${table} is cut off`);
      place += bytes;
    }
    figures.load();
  },
  first: () => figures.first(),
  book: () => figures.book(),
  /** Gets what the response will say that changes, and takes note of what it says. */
  async note({ count, how }) {
    const tables = await listed;
    const { form } = tables[0];
    const own = tables.filter((table) => table.form === form);
    const parts = await Promise.all(own.map(({ table }) => bytes(`/data/${count}/${table}.${how}.arrow`)));
    one = { form, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
    figures.note(form, KEPT);
  },
  change: () => figures.change(one.form, one.bytes),
};

self.onmessage = async ({ data }) => self.postMessage(await steps[data.step](data));
