// What axe finds wrong with a page for people who cannot see it or use no mouse.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Everything it finds on a page, one line each, once its colours stand: a button that was just allowed
 * passes through others on its way, and contrast on the way says nothing.
 */
export async function axeFindings(page) {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
  // Evaluated, not added as a script: the page's security policy stays as it is.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
  );
}
