// Beside the page: the program that holds the columns.

import init, { Figures } from "/program/figures.js";

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
    const [exports, round] = await Promise.all([program, bytes("/data/round.json")]);
    memory = exports.memory;
    figures = new Figures(round);
    const tables = await listed;
    streams = tables.map(({ table }) => fetch(`/data/${count}/${table}.arrow`));
    const form = tables[0].form;
    const own = tables.filter((table) => table.form === form);
    const parts = await Promise.all(own.map(({ table }) => bytes(`/data/${count}/${table}.one.arrow`)));
    one = { form, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
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
  note: () => figures.note(one.form, 17),
  change: () => figures.change(one.form, one.bytes),
};

self.onmessage = async ({ data }) => self.postMessage(await steps[data.step](data));
