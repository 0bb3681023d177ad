/** Rows that show only their subject. */

import assert from "node:assert/strict";
import { BriefRows } from "../../../app/views/queue/brief_rows.ts";

/** Scrolls the list, whose rows are 40 pixels high and of which 20 are in view. */
class Scroller {
  #frames: ((now: number) => void)[] = [];
  readonly rows = new BriefRows((run) => this.#frames.push(run));
  #start = 0;

  /** Scrolls to a row. @param now In milliseconds. */
  scroll(start: number, now: number): number[] {
    this.rows.follow(start * 40, now);
    this.rows.move(toRange(this.#start), toRange(start), now);
    this.#start = start;
    return this.list();
  }

  /** Shows a frame. */
  show(now: number): number[] {
    for (const run of this.#frames.splice(0)) run(now);
    return this.list();
  }

  list(): number[] {
    return [...this.rows.places.value].sort((one, other) => one - other);
  }

  get isWaiting(): boolean {
    return this.#frames.length > 0;
  }
}

const toRange = (start: number) => ({ start, end: start + 20 });

Deno.test("a jump, and slow scrolling, leave every row whole", () => {
  const scroller = new Scroller();
  assert.deepEqual(scroller.scroll(500, 1_000), []);
  for (let step = 1; step <= 10; step++) assert.deepEqual(scroller.scroll(500 + step, 2_000 + step * 100), []);
  assert.equal(scroller.isWaiting, false);
});

Deno.test("long steps are fast also where each takes long", () => {
  const scroller = new Scroller();
  scroller.scroll(0, 1_000);
  assert.deepEqual(scroller.scroll(5, 1_400), [20, 21, 22, 23, 24]);
  assert.deepEqual(scroller.scroll(10, 1_800).length, 10);
});

Deno.test("rows that enter during fast scrolling are brief, those that were whole stay so", () => {
  const scroller = new Scroller();
  scroller.scroll(0, 1_000);
  assert.deepEqual(scroller.scroll(5, 1_016), [20, 21, 22, 23, 24]);
  assert.deepEqual(scroller.scroll(10, 1_032), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  assert.deepEqual(scroller.show(1_033).length, 10);
  assert.deepEqual(scroller.scroll(5, 1_048), [5, 6, 7, 8, 9, 20, 21, 22, 23, 24]);
});

Deno.test("after fast scrolling, rows become whole over some frames, those in the middle first", () => {
  const scroller = new Scroller();
  scroller.scroll(0, 1_000);
  for (let step = 1; step <= 4; step++) scroller.scroll(step * 5, 1_000 + step * 16);
  assert.equal(scroller.list().length, 20);
  assert.equal(scroller.show(1_100).length, 20);
  assert.deepEqual(scroller.show(1_200), [20, 21, 22, 23, 24, 25, 26, 27, 34, 35, 36, 37, 38, 39]);
  for (const now of [1_216, 1_232]) scroller.show(now);
  assert.deepEqual(scroller.list(), [20, 21]);
  assert.deepEqual(scroller.show(1_248), []);
  assert.equal(scroller.isWaiting, false);
});
