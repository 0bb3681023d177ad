/** Positions that several lists have in common. */

import type { ReadBudget } from "./budget.ts";
import { comparePositions, type Position } from "./position.ts";
import type { PositionList } from "./posting_list.ts";

/**
 * Walks several lists downwards and stops where all agree. Each list skips to the position of the others, so one short
 * list makes long ones fast.
 */
export class Intersection {
  /** Everything at or above this position is done. */
  bound: Position;
  /** True when no positions are left. */
  isDone = false;

  /** @param bound Only positions below it count. */
  constructor(
    private readonly lists: readonly PositionList[],
    bound: Position,
    private readonly budget: ReadBudget,
  ) {
    this.bound = bound;
  }

  /**
   * Returns the next `count` common positions. Returns fewer at the end, or when the budget is spent (after at least
   * one step).
   */
  async next(count: number): Promise<Position[]> {
    const found: Position[] = [];
    do {
      const position = await this.#step();
      if (position !== null) found.push(position);
    } while (found.length < count && !this.isDone && !this.budget.isSpent);
    return found;
  }

  /** Lowers the bound to a common position, or to the highest one that is still possible. */
  async #step(): Promise<Position | null> {
    const positions: Position[] = [];
    for (const list of this.lists) {
      const last = positions.at(-1);
      const position = await list.below(last === undefined ? this.bound : getBoundAbove(last));
      this.isDone = position === null;
      if (position === null) return null;
      positions.push(position);
    }
    const [highest, lowest] = [positions[0]!, positions.at(-1)!];
    const agreed = comparePositions(highest, lowest) === 0;
    this.bound = agreed ? lowest : getBoundAbove(lowest);
    return agreed ? lowest : null;
  }
}

/** Returns the lowest bound above a position. */
function getBoundAbove([createdAt, number]: Position): Position {
  return [createdAt, number + 1];
}
