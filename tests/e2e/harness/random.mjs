// Random choices that a printed seed repeats.

/** A source of random choices; the same seed gives the same ones. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** The next number from 0 to below 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One item of a list. */
  pick(items) {
    return items[this.whole(0, items.length - 1)];
  }
}

/** The seed of this run: `SOHOI_SEED`, else a new one. Print it. */
export function seedOfThisRun() {
  const given = process.env.SOHOI_SEED;
  return given === undefined ? Date.now() % 1_000_000 : Number(given);
}
