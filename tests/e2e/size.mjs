// Prints every byte of a first visit, and fails above the budget.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { total as sum, untilFirstQuestion } from "./harness/first-load.mjs";

const BUDGETS = { first: 250_000, stats: 120_000, explore: 160_000, office: 800_000 };

const endings = [];
const t = { after: (ending) => endings.unshift(ending) };
try {
  const fetched = await untilFirstQuestion(t);
  const total = sum(fetched);
  print(fetched, total);
  const areWithin = workers().map(isWithin);
  process.exitCode = total <= BUDGETS.first && areWithin.every(Boolean) ? 0 : 1;
} finally {
  for (const ending of endings) await ending();
}

function print(fetched, total) {
  const row = (brotli, raw, what) => console.log(`${String(brotli).padStart(10)} ${String(raw).padStart(10)}  ${what}`);
  row("brotli 11", "raw", "fetched until the first question takes input");
  for (const { method, path, status, raw, brotli } of fetched.toSorted((a, b) => b.brotli - a.brotli)) {
    row(brotli, raw, `${method} ${path}${status === 200 ? "" : ` (${status})`}`);
  }
  row(total, fetched.reduce((sum, { raw }) => sum + raw, 0), `in all; the budget is ${BUDGETS.first}`);
  if (total > BUDGETS.first) {
    console.log(`${total - BUDGETS.first} bytes above the budget`);
    console.log("After larger changes of the code: `cargo xtask profile` (docs/adr/0008).");
  }
}

// Script and wasm of each worker of the build: [name, bytes as brotli 11].
function workers() {
  const sizes = new Map();
  for (const file of readdirSync(process.env.SOHOI_APP)) {
    const name = /^worker-(.+)-[0-9a-f]{16}\.(js|wasm)\.br$/.exec(file)?.[1];
    if (name === undefined) continue;
    sizes.set(name, (sizes.get(name) ?? 0) + statSync(join(process.env.SOHOI_APP, file)).size);
  }
  return [...sizes];
}

function isWithin([name, size]) {
  console.log(`${String(size).padStart(10)} brotli 11  worker-${name}; the budget is ${BUDGETS[name]}`);
  return size <= BUDGETS[name];
}
