// Measures figures from columns in Chromium against DuckDB-wasm and Arquero on the same bytes, and prints
// lines `name value unit ratio`: how many times as much as ours. A ratio is only printed where the engine
// says the same figures.

import { createServer } from "node:http";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";

import { build } from "esbuild";

import { Device, LAPTOP } from "../e2e/harness/browser.mjs";
import { compared, differences } from "./agreement.mjs";

const HERE = resolve("tests/bench");
const [DATA, ...COUNTS] = process.argv.slice(2);
const RUNS = Number(process.env.SOHOI_BENCH_RUNS ?? 3);
const BUILT = join(DATA, "pages");
/** What is measured: a page, and how it is asked. */
const ENGINES = {
  sohoi: { page: "sohoi" },
  "duckdb-wasm.sets": { page: "duckdb", way: "sets" },
  "duckdb-wasm.cells": { page: "duckdb", way: "cells" },
  "duckdb-wasm.enums": { page: "duckdb", way: "enums" },
  arquero: { page: "arquero" },
};
const FOLDERS = {
  "/data/": DATA,
  "/program/": join(DATA, "program"),
  "/duckdb/": join(HERE, "node_modules/@duckdb/duckdb-wasm/dist"),
  "/pages/": BUILT,
};
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

/** Goals at a number of responses, of our value and DuckDB's best. */
const GOALS = {
  "start-to-book": { 100000: (ours, other) => other / ours < 5 && miss("start to book", `${(other / ours).toFixed(1)} times instead of 5`) },
  compute: { 100000: (ours, other) => other / ours < 3 && miss("computing alone", `${(other / ours).toFixed(1)} times instead of 3`) },
  "compute.again": { 100000: (ours, other) => other / ours < 3 && miss("computing again", `${(other / ours).toFixed(1)} times instead of 3`) },
  memory: { 100000: (ours) => ours > 200 && miss("memory", `${ours.toFixed(0)} MB instead of 200`) },
};

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  await pages();
  const origin = await serve();
  const asked = JSON.parse(readFileSync(join(DATA, "asked.json"), "utf8"));
  for (const count of COUNTS) await measure(origin, asked, count);
} finally {
  for (const ending of endings) await ending();
}

async function pages() {
  for (const page of ["keep", "sohoi", "duckdb", "arquero"]) {
    await build({
      entryPoints: { page: join(HERE, `pages/${page}.mjs`) },
      outdir: join(BUILT, page),
      bundle: true,
      minify: true,
      format: "esm",
      nodePaths: [join(HERE, "node_modules")],
      logLevel: "error",
    });
    writeFileSync(join(BUILT, page, "page.html"), readFileSync(join(HERE, "pages/page.html")));
  }
  mkdirSync(join(BUILT, "bare"), { recursive: true });
  writeFileSync(join(BUILT, "bare/page.html"), readFileSync(join(HERE, "pages/bare.html")));
  writeFileSync(join(BUILT, "sohoi/sohoi-worker.js"), readFileSync(join(HERE, "pages/sohoi-worker.mjs")));
}

/** A server of files on this machine; the address of it. */
async function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const folder = Object.keys(FOLDERS).find((folder) => pathname.startsWith(folder));
    try {
      const body = readFileSync(join(FOLDERS[folder], pathname.slice(folder.length)));
      response.setHeader("content-type", TYPES[extname(pathname)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

async function measure(origin, asked, count) {
  const bare = [];
  const warm = [];
  const samples = Object.fromEntries(Object.keys(ENGINES).map((name) => [name, []]));
  const wrong = {};
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await visit(origin, "bare", { count }, async (_, memory) => memory()));
    warm.push(await visit(origin, "sohoi", { count, wait: "" }, (page) => page.evaluate(() => globalThis.warm())));
    let book;
    for (const [name, { page, way }] of Object.entries(ENGINES)) {
      const sample = await visit(origin, page, { count, way: way ?? "" }, async (page, memory) => {
        await page.evaluate(() => globalThis.done.then(() => undefined));
        const held = memory();
        const first = await page.evaluate(() => globalThis.done.then(({ first }) => first));
        return { ...first, memory: held, ...(await page.evaluate(() => globalThis.done.then(({ rest }) => rest()))) };
      });
      samples[name].push(sample);
      if (name === "sohoi") book = sample.book;
      else wrong[name] ??= differences(book, asked, sample.book);
    }
    if (run === 0) line(`figures.${count}`, compared(book, asked), "aggregates");
  }
  for (const [name, found] of Object.entries(wrong)) {
    if (found.length === 0) continue;
    console.error(`${name} says ${found.length} other figures of ${count} responses:\n  ${found.slice(0, 5).join("\n  ")}`);
    process.exitCode = 1;
  }
  const metrics = {
    ready: [({ at }) => at.ready, "ms"],
    load: [({ at }) => at.loaded - at.ready, "ms"],
    compute: [({ at }) => at.book - at.loaded, "ms"],
    "compute.again": [({ again }) => median(again), "ms"],
    "start-to-book": [({ at }) => at.book, "ms"],
    memory: [({ memory }) => memory - median(bare), "MB"],
  };
  for (const [metric, [get, unit]] of Object.entries(metrics)) {
    const values = Object.entries(samples).map(([name, all]) => [name, median(all.map(get))]);
    const [[, ours]] = values;
    for (const [name, value] of values) {
      const ratio = wrong[name]?.length > 0 ? "-" : (value / ours).toFixed(2);
      line(`${metric}.${count}.${name}`, value.toFixed(1), unit, ratio);
    }
    const goal = GOALS[metric]?.[count];
    if (goal) goal(ours, Math.min(...values.filter(([name]) => name.startsWith("duckdb")).map(([, value]) => value)));
  }
  // One answer of a response, and all of them: every figure of its form.
  for (const how of ["answer", "whole"]) {
    const changes = median(samples.sohoi.map(({ changes }) => median(changes[how])));
    line(`one-change.${how}.${count}.sohoi`, changes.toFixed(2), "ms");
    if (changes > 5) miss(`one changed response (${how})`, `${changes.toFixed(1)} ms instead of 5`);
  }
  line(`warm-worker.${count}.sohoi`, median(warm).toFixed(1), "ms");
  if (count === "1190" && median(warm) > 100) miss("first figure of a warm worker", `${median(warm)} ms instead of 100`);
}

function miss(what, how) {
  console.error(`The goal is missed: ${what}: ${how}.`);
}

/** A page in a Chromium of its own; `look` gets it and a way to ask for the megabytes of its process. */
async function visit(origin, name, parameters, look) {
  const device = new Device(`bench-${name}`);
  t.after(() => device.kill());
  await device.start(LAPTOP);
  try {
    const address = (page) => `${origin}/pages/${page}/page.html?${new URLSearchParams(parameters)}`;
    const keep = await device.open(address("keep"));
    await keep.evaluate(() => globalThis.done);
    await keep.close();
    const page = await device.open(address(name));
    return await look(page, () => megabytes(device.folder));
  } finally {
    await device.kill();
  }
}

/** What the renderers of a Chromium hold in memory. */
function megabytes(folder) {
  const read = (pid, file) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
      return "";
    }
  };
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const group = (pid) => read(pid, "stat").split(") ").at(-1)?.split(" ")[2];
  const main = pids.find((pid) => {
    const line = read(pid, "cmdline");
    return line.includes(`--user-data-dir=${folder}`) && !line.includes("--type=");
  });
  const own = group(main);
  const renderers = pids.filter((pid) => group(pid) === own && read(pid, "cmdline").includes("--type=renderer"));
  const kilobytes = renderers.map((pid) => Number(read(pid, "status").match(/VmRSS:\s+(\d+)/)?.[1] ?? 0));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function line(name, value, unit, ratio = "") {
  console.log(`${name} ${value} ${unit} ${ratio}`.trimEnd());
}
