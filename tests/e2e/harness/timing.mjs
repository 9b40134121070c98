// Measuring in a page how long something takes until it is painted, and what many runs say.

/** What is installed in a page before its own scripts: see the functions below. */
export function install() {
  const timing = { saves: [], saved: 0, keys: [] };
  globalThis.sohoiTiming = timing;

  // Until the frame that shows it has been handed over.
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });

  const shown = (selector) =>
    new Promise((resolve) => {
      const isThere = () => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
      if (isThere()) return resolve();
      const look = new MutationObserver(() => {
        if (!isThere()) return;
        look.disconnect();
        resolve();
      });
      look.observe(document, { childList: true, subtree: true, attributes: true });
    });

  /** Milliseconds from a step until what a selector names stands in a painted frame. */
  timing.until = async (step, selector) => {
    const start = performance.now();
    step();
    await shown(selector);
    return (await painted()) - start;
  };

  // From the beginning of a navigation until the first line of the list.
  timing.firstLine = shown("[data-subject]").then(painted);

  // Every strict transaction from its beginning until its `complete` event.
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const begun = performance.now();
    const made = transaction.call(this, stores, mode, options);
    if (mode === "readwrite") {
      made.addEventListener("complete", () => {
        timing.saved = performance.now();
        timing.saves.push(timing.saved - begun);
      });
    }
    return made;
  };

  // Every keystroke from the moment the browser got it until the frame after it.
  addEventListener(
    "keydown",
    async ({ timeStamp }) => {
      const end = await painted();
      timing.keys.push(end - timeStamp);
    },
    { capture: true },
  );
}

/** Milliseconds until what `selector` names is painted after the address changes to `route`. */
export function untilRoute(page, route, selector) {
  return page.evaluate(
    ([route, selector]) => globalThis.sohoiTiming.until(() => (location.hash = route), selector),
    [route, selector],
  );
}

/** Milliseconds until what `selector` names is painted after a press on something. */
export function untilPressed(page, pressed, selector) {
  return page.evaluate(
    ([pressed, selector]) => globalThis.sohoiTiming.until(() => document.querySelector(pressed).click(), selector),
    [pressed, selector],
  );
}

/** The value below which a share of the samples lie. */
export function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Prints a line `name value unit` for median and p95, and how far the two are apart. */
export function print(name, samples, goal = {}) {
  const [median, p95] = [quantile(samples, 0.5), quantile(samples, 0.95)];
  line(`${name}.median`, median.toFixed(1), "ms", goal.median);
  line(`${name}.p95`, p95.toFixed(1), "ms", goal.p95);
  // Far above one on a machine that has something else to do.
  line(`${name}.noise`, (p95 / median).toFixed(2), "ratio");
  line(`${name}.runs`, samples.length, "runs");
}

/** Prints one line; a goal that is missed is told beside the lines. */
export function line(name, value, unit, goal) {
  console.log(`${name} ${value} ${unit}`);
  if (goal !== undefined && Number(value) > goal) console.error(`${name}: the goal is ${goal} ${unit}`);
}
