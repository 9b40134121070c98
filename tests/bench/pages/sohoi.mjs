// Figures by our columns, in a worker.

import { COUNT, begin, stages } from "./stages.mjs";

const worker = new Worker("sohoi-worker.js", { type: "module" });
const ask = (question) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ count: COUNT, ...question });
  });

begin(() =>
  stages({
    start: () => ask({ step: "start" }),
    load: () => ask({ step: "load" }),
    compute: async () => JSON.parse(await ask({ step: "book" })),
    more: async () => {
      const changes = {};
      for (const how of ["answer", "whole"]) {
        changes[how] = [];
        for (let run = 0; run < 9; run += 1) {
          await ask({ step: "book" });
          await ask({ step: "note", how });
          const begun = performance.now();
          const changed = JSON.parse(await ask({ step: "change" }));
          changes[how].push(performance.now() - begun);
          if (changed.length === 0) throw new Error("the change is in no figure");
        }
      }
      return { changes };
    },
  }),
);

/** From asking a worker that is there until the first figures are on the page. */
globalThis.warm = async () => {
  await ask({ step: "start" });
  const begun = performance.now();
  await ask({ step: "load" });
  const [first] = JSON.parse(await ask({ step: "first" }));
  document.body.textContent = first.total.value;
  return performance.now() - begun;
};
