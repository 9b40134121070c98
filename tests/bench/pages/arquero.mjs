// Figures by Arquero, on the page.

import * as aq from "arquero";

import { Answers, begin, dimensions, json, kept, stages } from "./stages.mjs";

let asked;
let streams;
let tables;

/** The aggregates of a list; with `test` the row tests too. */
function aggregates(list, test) {
  const all = {};
  for (const { id, op, script } of list) {
    const conditions = [script.where, test ? script.rows : null].filter((it) => it !== null);
    const holds = conditions.length > 0 ? conditions.map((it) => `(${it})`).join(" && ") : "true";
    const value = script.field === null ? "1" : script.field;
    if (op === "median") all[`m${id}`] = `d => op.median(${holds} ? ${value} : null)`;
    else {
      all[`n${id}`] = `d => op.valid(${holds} ? ${value} : null)`;
      if (script.field !== null) all[`s${id}`] = `d => op.sum(${holds} ? ${value} : null)`;
    }
  }
  return all;
}

/** The same rolled up from cells. */
function rolled(list, test) {
  const all = {};
  for (const { id, script } of list) {
    const holds = test && script.rows !== null ? script.rows : null;
    const sum = (name) => (holds ? `d => op.sum((${holds}) ? d['${name}'] : null)` : `d => op.sum(d['${name}'])`);
    all[`n${id}`] = sum(`n${id}`);
    if (script.field !== null) all[`s${id}`] = sum(`s${id}`);
  }
  return all;
}

function take(answers, table, column, result) {
  const names = result.columnNames((name) => /^[nsm]\d+$/.test(name));
  const group = column === "" ? () => "" : (row) => result.get(column, row);
  for (let row = 0; row < result.numRows(); row += 1) {
    for (const name of names) answers.put(table.table, column, group(row), name, result.get(name, row) ?? null);
  }
}

function compute() {
  const answers = new Answers();
  for (const table of asked.tables) {
    const data = tables.get(table.table);
    const { core, rest } = dimensions(table);
    const sums = table.asked.filter(({ op }) => op !== "median");
    const medians = table.asked.filter(({ op }) => op === "median");
    const keys = [...core, ...(table.key ? [table.key] : [])];
    const grouped = (from, by) => (by.length > 0 ? from.groupby(...by) : from);
    if (sums.length > 0) {
      const cells = grouped(data, keys).rollup(aggregates(sums, false));
      take(answers, table, "", cells.rollup(rolled(sums, true)));
      for (const column of core) take(answers, table, column, cells.groupby(column).rollup(rolled(sums, true)));
      const keyed = sums.filter(({ by }) => table.key && by.includes(table.key));
      if (keyed.length > 0) take(answers, table, table.key, cells.groupby(table.key).rollup(rolled(keyed, false)));
    }
    for (const column of rest) {
      const own = sums.filter(({ by }) => by.includes(column));
      take(answers, table, column, data.groupby(column).rollup(aggregates(own, true)));
    }
    if (medians.length > 0) {
      take(answers, table, "", data.rollup(aggregates(medians, true)));
      for (const column of [...core, ...rest]) {
        take(answers, table, column, data.groupby(column).rollup(aggregates(medians, true)));
      }
    }
  }
  return answers.all;
}

/** The rows of a repeat with what is asked of their response. */
function joined(table, rows, form) {
  const { core, rest } = dimensions(table);
  const texts = table.asked.map(({ script }) => script.where ?? "").join(" ");
  const owner = asked.tables.find((other) => other.form === table.form && other.repeat === null);
  const named = owner.columns.filter((name) => texts.includes(`d['${name}']`));
  const responses = rows.array("#response");
  const added = {};
  for (const name of new Set([...core, ...rest, ...named])) {
    const values = form.array(name);
    added[name] = Array.from(responses, (response) => values[response]);
  }
  return rows.assign(aq.table(added));
}

begin(() =>
  stages({
    async start() {
      asked = await json("/data/asked.json");
      streams = asked.tables.map(({ table }) => kept(table));
    },
    async load() {
      tables = new Map();
      for (const [at, { table }] of asked.tables.entries()) tables.set(table, aq.fromArrow(await streams[at]));
      for (const table of asked.tables) {
        if (table.repeat === null) continue;
        const form = asked.tables.find((other) => other.form === table.form && other.repeat === null);
        tables.set(table.table, joined(table, tables.get(table.table), tables.get(form.table)));
      }
    },
    compute: async () => compute(),
  }),
);
