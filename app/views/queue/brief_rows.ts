/** Rows that show only their subject: those that came while a person scrolls too fast to read more. */

import { signal } from "@preact/signals";

/** In pixels per millisecond. About 50 rows in a second. */
const FAST = 2;
/** In pixels. A longer step is fast as well: it takes long only where there is no time for more. A wheel takes shorter ones. */
const LONG = 150;
/** In milliseconds: the first step after a longer pause is a jump, at whose end the person reads. */
const PAUSE = 500;
/** Rows get the rest of their cells this long after the last fast step, in milliseconds, and so many of them in each frame. */
const SETTLED = 100;
const IN_A_FRAME = 6;

/** Places in the list, the last one excluded. */
interface Range {
  start: number;
  end: number;
}

/** Decides which rows are brief. */
export class BriefRows {
  /** Their places in the list. */
  readonly places = signal<ReadonlySet<number>>(new Set());
  #last = { top: 0, at: -Infinity };
  #fastAt = -Infinity;
  #middle = 0;
  #isWaiting = false;

  /** @param nextFrame As `requestAnimationFrame`. */
  constructor(private readonly nextFrame: (run: (now: number) => void) => unknown) {}

  /** Follows scrolling. @param top In pixels. @param now In milliseconds. */
  follow(top: number, now: number): void {
    const [distance, time] = [Math.abs(top - this.#last.top), now - this.#last.at];
    this.#last = { top, at: now };
    if (time < PAUSE && (distance >= LONG || distance >= FAST * time)) this.#fastAt = now;
  }

  /** Follows the range in view. Rows that enter it during fast scrolling are brief. */
  move(before: Range, range: Range, now: number): void {
    const isFast = now - this.#fastAt < SETTLED;
    const { value: known } = this.places;
    if (!isFast && known.size === 0) return;
    const places = new Set<number>();
    for (let place = range.start; place < range.end; place++) {
      const isNew = place < before.start || place >= before.end;
      if (isNew ? isFast : known.has(place)) places.add(place);
    }
    this.places.value = places;
    this.#middle = (range.start + range.end) / 2;
    this.#wait();
  }

  /** Completes some rows in each frame once the person has slowed down, those in the middle first. */
  #wait(): void {
    if (this.#isWaiting || this.places.peek().size === 0) return;
    this.#isWaiting = true;
    this.nextFrame((now) => {
      this.#isWaiting = false;
      if (now - this.#fastAt >= SETTLED) this.#complete();
      this.#wait();
    });
  }

  #complete(): void {
    const getDistance = (place: number) => Math.abs(place - this.#middle);
    const places = [...this.places.peek()].sort((one, other) => getDistance(other) - getDistance(one));
    this.places.value = new Set(places.slice(0, Math.max(0, places.length - IN_A_FRAME)));
  }
}
