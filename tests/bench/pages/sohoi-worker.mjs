// Beside the page: the program that holds the columns.

import init, { Figures } from "/program/figures.js";

/** The response that changes. */
const KEPT = 17;

let figures;
let memory;
let one;
let listed;
let streams;

const json = async (address) => (await fetch(address)).json();
const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

const steps = {
  async start({ count }) {
    listed = json(`/data/${count}/tables.json`);
    const program = init({ module_or_path: "/program/figures_bg.wasm" });
    const round = bytes("/data/round.json");
    ({ memory } = await program);
    const tables = await listed;
    streams = tables.map(({ table }) => fetch(`/data/${count}/${table}.arrow`));
    figures = new Figures(await round);
  },
  async load({ count }) {
    const tables = await listed;
    let place = figures.room(tables.reduce((sum, { bytes }) => sum + bytes, 0));
    let room = new ArrayBuffer(1 << 20);
    for (const [at, { table, bytes }] of tables.entries()) {
      const end = place + bytes;
      const reader = (await streams[at]).body.getReader({ mode: "byob" });
      for (;;) {
        const { done, value } = await reader.read(new Uint8Array(room));
        // What was read came into the room, which is there again.
        if (value) room = value.buffer;
        if (done) break;
        new Uint8Array(memory.buffer, place, value.length).set(value);
        place += value.length;
      }
      if (place !== end) throw new Error(`${table} of ${count} is cut off`);
    }
    figures.load();
  },
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
