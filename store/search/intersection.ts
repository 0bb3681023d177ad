/** Finding the positions that several lists have in common. */

import type { ReadBudget } from "./budget.ts";
import { comparePositions, type Position } from "./position.ts";
import type { PositionList } from "./posting_list.ts";

/**
 * Walks down several lists at once and stops where all of them agree. Each list jumps to where the others already are,
 * so a short list makes a long one quick.
 */
export class Intersection {
  /** All positions from here upwards have been dealt with. */
  bound: Position;
  /** No positions are left. */
  isDone = false;

  /** @param bound where to begin; only positions below it count */
  constructor(
    private readonly lists: readonly PositionList[],
    bound: Position,
    private readonly budget: ReadBudget,
  ) {
    this.bound = bound;
  }

  /** The next `count` common positions; fewer when there are no more, or when the budget is spent (not before one step). */
  async next(count: number): Promise<Position[]> {
    const found: Position[] = [];
    do {
      const position = await this.#step();
      if (position !== null) found.push(position);
    } while (found.length < count && !this.isDone && !this.budget.isSpent);
    return found;
  }

  /** Lowers the bound: past a position that all lists have, or to the highest one that they may still have in common. */
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

/** The lowest bound that a position is below. */
function getBoundAbove([createdAt, number]: Position): Position {
  return [createdAt, number + 1];
}
