// The feed for spreadsheets, read by clients that nobody here wrote: one that asks, one that reads
// the metadata.

import assert from "node:assert/strict";
import { test } from "node:test";

import odata from "@odata/client";
import { parse } from "@sap-ux/edmx-parser";

import { Server } from "./harness/server.mjs";

const { OData } = odata;
const POPULATIONS = ["approved", "provisional"];

/** A client with a token, whose pages have at most so many rows. */
function client(server, secret, size) {
  return OData.New4({
    serviceEndpoint: `${server.origin}/odata/v4/`,
    credential: { username: "excel", password: secret },
    commonHeaders: size ? { Prefer: `odata.maxpagesize=${size}` } : {},
  });
}

async function addToken(server, unit, ...more) {
  const words = ["token", "add", "--name", `${unit} ${more}`, "--unit", unit, ...more];
  return (await server.command(...words)).trim();
}

/** All rows of a set, page by page, and how many pages they were. */
async function everything(feed, set) {
  const rows = [];
  let pages = 0;
  let next = `${feed.serviceEndpoint}${set}?$count=true`;
  while (next) {
    const page = await feed.requestUri(next);
    assert.ok(page.value, JSON.stringify(page).slice(0, 400));
    rows.push(...page.value);
    assert.equal(page["@odata.count"] ?? rows.length, page["@odata.count"], "every page has the count");
    pages += 1;
    assert.ok(pages < 1000, "pages lead in a circle");
    next = page["@odata.nextLink"];
    if (!next) assert.equal(rows.length, page["@odata.count"]);
  }
  return [rows, pages];
}

const number = (text) => (text === null || text === undefined ? null : Number(text));

/** Key → figure of all figures of a book, as the command line has computed them. */
function expected(population, book) {
  const figures = {};
  const add = (code, dimension, group, { value, a, b }) => {
    figures[[population, code, dimension, group].join("|")] = [value, a, b].map(number);
  };
  for (const { code, total, breakdowns } of book.indicators) {
    add(code, "", "", total);
    for (const { dimension, rows } of breakdowns) {
      for (const [group, figure] of rows) add(code, dimension, group, figure);
    }
  }
  return figures;
}

async function figuresOf(server, unit) {
  const figures = {};
  for (const population of POPULATIONS) {
    const words = ["stats", "--population", population, "--json", "--unit", unit];
    Object.assign(figures, expected(population, JSON.parse(await server.command(...words))));
  }
  return figures;
}

test("a foreign client reads what there is, and page by page the figures of the command line", async (t) => {
  const server = await Server.demonstration(t);
  const secret = await addToken(server, "binh_thuan");
  const feed = client(server, secret, 500);

  const { schema } = parse(await feed.requestUri(`${feed.serviceEndpoint}$metadata`));
  assert.deepEqual(schema.entitySets.map(({ name, entityTypeName }) => [name, entityTypeName]), [
    ["Indicators", "sohoi.Indicator"],
    ["Figures", "sohoi.Figure"],
  ]);
  const { keys, entityProperties } = schema.entityTypes.find(({ name }) => name === "Figure");
  assert.deepEqual(keys.map(({ name }) => name), ["population", "indicator", "dimension", "group"]);

  const [rows, pages] = await everything(feed, "Figures");
  assert.ok(pages > 2, `${rows.length} figures on ${pages} pages`);
  const found = {};
  for (const row of rows) {
    assert.deepEqual(Object.keys(row), entityProperties.map(({ name }) => name));
    found[[row.population, row.indicator, row.dimension, row.group].join("|")] = [row.value, row.a, row.b];
  }
  assert.equal(Object.keys(found).length, rows.length, "no key comes twice");
  assert.deepEqual(found, await figuresOf(server, "binh_thuan"));

  // What the client asks for by its own words.
  const figures = feed.getEntitySet("Figures");
  const wish = { population: "approved", dimension: "" };
  const totals = await figures.find(wish);
  assert.equal(totals.length, 94);
  const filter = feed.newFilter().field("population").eqString("approved").field("dimension").eqString("");
  assert.equal(await figures.count(filter), 94);
  const some = await figures.query(
    feed.newOptions().filter(filter).orderby("indicator", "desc").select(["indicator", "value"]).skip(1).top(2),
  );
  const last = totals.slice(-3, -1).reverse();
  assert.deepEqual(some, last.map(({ indicator, value }) => ({ indicator, value })));
  await assert.rejects(figures.query(feed.newOptions().expand("value")), /\$expand is not supported/);
});

test("a district's token reads the district, a revoked one nothing", async (t) => {
  const server = await Server.demonstration(t);
  const secret = await addToken(server, "la_gi", "--responses");
  const feed = client(server, secret);
  const [rows] = await everything(feed, "Figures");
  const found = {};
  for (const row of rows) {
    found[[row.population, row.indicator, row.dimension, row.group].join("|")] = [row.value, row.a, row.b];
  }
  assert.deepEqual(found, await figuresOf(server, "la_gi"));

  const { schema } = parse(await feed.requestUri(`${feed.serviceEndpoint}$metadata`));
  const sets = schema.entitySets.map(({ name }) => name).filter((name) => name.startsWith("Responses_"));
  assert.equal(sets.length, 2);
  const subjects = new Set();
  for (const set of sets) {
    const type = schema.entityTypes.find(({ fullyQualifiedName }) => fullyQualifiedName === `sohoi.${set}_row`);
    const [rows] = await everything(feed, set);
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), type.entityProperties.map(({ name }) => name));
      subjects.add(row.meta_subject);
    }
  }
  const words = ["stats", "--population", "provisional", "--json", "--unit", "la_gi"];
  const { responses } = JSON.parse(await server.command(...words));
  assert.ok(responses > 0);
  assert.equal(subjects.size, responses);

  await server.command("token", "revoke", "la_gi --responses");
  await assert.rejects(feed.getEntitySet("Figures").query(), /revoked/);
});
