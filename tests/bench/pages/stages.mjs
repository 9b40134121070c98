// What each engine does on its page, stage by stage, with the time from the beginning of the page.

const REPEATS = 3;

/**
 * The first part, up to the book, and the way to the rest: `ready`: the engine can be asked; `loaded`: it holds
 * the data; `book`: the page holds every figure. `again`: milliseconds of computing it once more, several times.
 */
export async function stages({ start, load, compute, more }) {
  const at = {};
  await start();
  at.ready = performance.now();
  await load();
  at.loaded = performance.now();
  const book = await compute();
  at.book = performance.now();
  const rest = async () => {
    const again = [];
    for (let run = 0; run < REPEATS; run += 1) {
      const begun = performance.now();
      await compute();
      again.push(performance.now() - begun);
    }
    return { again, ...(await more?.()) };
  };
  return { first: { at, book }, rest };
}

const parameters = new URLSearchParams(location.search);

/** Runs at once, from the beginning of the page, in the way that the address names; not where it says to wait. */
export function begin(run) {
  if (!parameters.has("wait")) globalThis.done = run(parameters.get("way"));
}

/** How many responses, from the address. */
export const COUNT = parameters.get("count");

/** The bytes of a table, from a file of the browser: see keep.mjs. */
export async function kept(table) {
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle(`${table}.arrow`)).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

export async function json(address) {
  return (await fetch(address)).json();
}

/** The dimensions that most of a table's aggregates are wanted by, and the others. */
export function dimensions(table) {
  const uses = new Map();
  for (const { by } of table.asked) {
    for (const column of by) if (column !== table.key) uses.set(column, (uses.get(column) ?? 0) + 1);
  }
  const most = Math.max(0, ...uses.values());
  const all = [...uses.keys()].sort();
  return { core: all.filter((it) => uses.get(it) * 2 > most), rest: all.filter((it) => uses.get(it) * 2 <= most) };
}

/** Answers by table, column ("" for all together), group ("" for blank) and aggregate. */
export class Answers {
  all = {};

  put(table, column, group, name, value) {
    const groups = ((this.all[table] ??= {})[column] ??= {});
    const answers = (groups[group ?? ""] ??= {});
    if (value !== undefined) answers[name] = value === null ? null : Number(value);
  }
}
