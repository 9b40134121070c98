// Beside the page: the program that holds the columns.

import init, { Figures } from "/program/figures.js";

let figures;
let memory;
let one;

const json = async (address) => (await fetch(address)).json();
const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

const steps = {
  async start({ count }) {
    const program = init({ module_or_path: "/program/figures_bg.wasm" });
    const [exports, round] = await Promise.all([program, bytes("/data/round.json")]);
    memory = exports.memory;
    figures = new Figures(round);
    const tables = await json(`/data/${count}/tables.json`);
    const form = tables[0].form;
    const own = tables.filter((table) => table.form === form);
    const parts = await Promise.all(own.map(({ table }) => bytes(`/data/${count}/${table}.one.arrow`)));
    one = { form, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
  },
  async load({ count }) {
    const tables = await json(`/data/${count}/tables.json`);
    let place = figures.room(tables.reduce((sum, { bytes }) => sum + bytes, 0));
    for (const { table, bytes } of tables) {
      const end = place + bytes;
      const reader = (await fetch(`/data/${count}/${table}.arrow`)).body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        new Uint8Array(memory.buffer, place, part.value.length).set(part.value);
        place += part.value.length;
      }
      if (place !== end) throw new Error(`${table} is cut off`);
    }
    figures.load();
  },
  book: () => figures.book(),
  note: () => figures.note(one.form, 17),
  change: () => figures.change(one.form, one.bytes),
};

self.onmessage = async ({ data }) => self.postMessage(await steps[data.step](data));
