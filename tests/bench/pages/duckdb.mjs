// Figures by DuckDB-wasm, in its own worker.

import * as duckdb from "@duckdb/duckdb-wasm";

import { Answers, begin, dimensions, json, kept, stages } from "./stages.mjs";

let connection;
let asked;
let streams;

/** The aggregates of a list as columns of a select; `cells` where they roll up those of cells. */
function columns(list, { test, isCells }) {
  const texts = [];
  for (const { id, op, sql } of list) {
    const conditions = [isCells ? null : sql.where, test ? sql.rows : null].filter((it) => it !== null);
    const filter = conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(" AND ")})` : "";
    if (op === "median") {
      texts.push(`median(${sql.field})${filter} AS m${id}`);
      continue;
    }
    const count = isCells ? `sum(n${id})` : `count(${sql.field ?? "*"})`;
    texts.push(`${count}${filter}${isCells ? "::DOUBLE" : ""} AS n${id}`);
    if (sql.field !== null) texts.push(`sum(${isCells ? `s${id}` : sql.field})${filter}::DOUBLE AS s${id}`);
  }
  return texts;
}

const quoted = (names) => names.map((name) => `"${name}"`);

/** By each of these dimensions, with `g` saying which; `withAll` adds all together. */
function sets(by, withAll) {
  const all = by.map((name) => `("${name}")`);
  if (withAll) all.push("()");
  return { names: [...quoted(by), by.length > 0 ? `GROUPING(${quoted(by).join(", ")})::INTEGER AS g` : "0 AS g"], all };
}

/** Straight from the table, one statement for dimensions that the same aggregates are wanted by. */
function direct(table, by, list, withAll, test) {
  const { names, all } = sets(by, withAll);
  const select = [...names, ...columns(list, { test })].join(", ");
  return { by, text: `SELECT ${select} FROM ${table.source} GROUP BY GROUPING SETS (${all.join(", ")})` };
}

/** The finest cells first, then rolled up. */
function rolled(table, by, list, withAll) {
  const cells = [...by, ...(table.key ? [table.key] : [])];
  const inner = [...quoted(cells), ...columns(list, { test: false })].join(", ");
  const group = cells.length > 0 ? "GROUP BY ALL" : "";
  const make = (by, list, withAll, test) => {
    const { names, all } = sets(by, withAll);
    const select = [...names, ...columns(list, { test, isCells: true })].join(", ");
    return { by, text: `SELECT ${select} FROM cells GROUP BY GROUPING SETS (${all.join(", ")})` };
  };
  const keyed = list.filter(({ by }) => table.key && by.includes(table.key));
  return {
    cells: `CREATE OR REPLACE TEMP TABLE cells AS SELECT ${inner} FROM ${table.source} ${group}`,
    selects: [make(by, list, withAll, true), ...(keyed.length > 0 ? [make([table.key], keyed, false, false)] : [])],
  };
}

/** What a table is asked, in two ways. */
function statements(table, way) {
  const { core, rest } = dimensions(table);
  const sums = table.asked.filter(({ op }) => op !== "median");
  const medians = table.asked.filter(({ op }) => op === "median");
  const wanted = (names) => sums.filter(({ by }) => by.some((name) => names.includes(name)));
  const steps = [];
  const selects = (...list) => steps.push({ selects: list });
  if (sums.length > 0) {
    if (way === "cells") steps.push(rolled(table, core, sums, true));
    else {
      selects(direct(table, core, sums, true, true));
      const keyed = sums.filter(({ by }) => table.key && by.includes(table.key));
      if (keyed.length > 0) selects(direct(table, [table.key], keyed, false, false));
    }
    if (rest.length > 0) {
      if (way === "cells" && table.key === null) steps.push(rolled(table, rest, wanted(rest), false));
      else selects(direct(table, rest, wanted(rest), false, true));
    }
  }
  if (medians.length > 0) selects(direct(table, [...core, ...rest], medians, true, true));
  return steps;
}

function take(answers, table, by, result) {
  const names = result.schema.fields.map(({ name }) => name).filter((name) => /^[nsm]\d+$/.test(name));
  const values = names.map((name) => result.getChild(name));
  const groups = by.map((name) => result.getChild(name));
  const which = result.getChild("g");
  for (let row = 0; row < result.numRows; row += 1) {
    // Of each dimension the bit is 0 where rows are told apart by it; the last is the lowest.
    const bits = Number(which.get(row));
    const place = by.findIndex((_, at) => ((bits >> (by.length - 1 - at)) & 1) === 0);
    const [column, group] = place < 0 ? ["", ""] : [by[place], groups[place].get(row)];
    names.forEach((name, at) => answers.put(table.table, column, group, name, values[at].get(row)));
  }
}

const compute = (way) => async () => {
  const answers = new Answers();
  for (const table of asked.tables) {
    for (const { cells, selects } of statements(table, way)) {
      if (cells) await connection.query(cells);
      for (const { by, text } of selects) take(answers, table, by, await connection.query(text));
    }
  }
  return answers.all;
};

/** Dimensions as enumerations, which group by small numbers. */
async function enumerate(form) {
  const own = asked.tables.filter((table) => table.form === form.form);
  const names = new Set(own.flatMap((table) => Object.values(dimensions(table)).flat()));
  const replaced = [];
  for (const name of names) {
    const type = `"${form.table}_${name}"`;
    await connection.query(`CREATE TYPE ${type} AS ENUM (SELECT DISTINCT "${name}" FROM "${form.table}" WHERE "${name}" IS NOT NULL)`);
    replaced.push(`"${name}"::${type} AS "${name}"`);
  }
  await connection.query(`CREATE TABLE coded AS SELECT * REPLACE (${replaced.join(", ")}) FROM "${form.table}"`);
  await connection.query(`DROP TABLE "${form.table}"`);
  await connection.query(`ALTER TABLE coded RENAME TO "${form.table}"`);
}

/** The rows of a repeat get what is asked of their response, once. */
async function join(table) {
  const form = asked.tables.find((other) => other.form === table.form && other.repeat === null);
  const { core, rest } = dimensions(table);
  const texts = table.asked.map(({ sql }) => sql.where ?? "").join(" ");
  const named = form.columns.filter((name) => texts.includes(`"${name}"`));
  const added = [...new Set([...core, ...rest, ...named])].map((name) => `f."${name}"`);
  await connection.query(
    `CREATE TABLE "${table.table}+" AS SELECT r.*, ${added.join(", ")}
     FROM "${table.table}" r JOIN "${form.table}" f ON f.rowid = r."#response"`,
  );
  await connection.query(`DROP TABLE "${table.table}"`);
  table.source = `"${table.table}+"`;
}

begin((way) =>
  stages({
    async start() {
      asked = await json("/data/asked.json");
      streams = asked.tables.map(({ table }) => kept(table));
      const worker = new Worker("/duckdb/duckdb-browser-eh.worker.js");
      const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
      await database.instantiate("/duckdb/duckdb-eh.wasm");
      connection = await database.connect();
    },
    async load() {
      for (const [at, table] of asked.tables.entries()) {
        await connection.insertArrowFromIPCStream(await streams[at], { name: table.table, create: true });
        streams[at] = undefined;
        table.source = `"${table.table}"`;
      }
      if (way === "enums") for (const table of asked.tables) if (table.repeat === null) await enumerate(table);
      for (const table of asked.tables) if (table.repeat !== null) await join(table);
    },
    compute: compute(way === "sets" ? "sets" : "cells"),
  }),
);
