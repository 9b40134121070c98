// Waiting for a condition outside of a page.

import { setTimeout as pause } from "node:timers/promises";

/** Asks until the answer is truthy and returns it; fails after `seconds`, saying what was awaited. */
export async function until(what, ask, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await pause(50);
  }
}
