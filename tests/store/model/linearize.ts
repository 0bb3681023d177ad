import assert from "node:assert/strict";
import type { Command, Outcome } from "./commands.ts";
import type { DeskModel } from "./desk_model.ts";
import { readModel } from "./read_desk.ts";

/**
 * Finds an order of commands that ran at the same time in which the model has the same outcomes and ends like the desk.
 *
 * @param state The desk afterwards, as `readDesk` returns it.
 * @returns The model after them.
 * @throws {assert.AssertionError} If no order explains what was seen.
 */
export function linearize(
  model: DeskModel,
  commands: readonly Command[],
  outcomes: readonly Outcome[],
  state: unknown,
): DeskModel {
  for (const order of listOrders(commands.map((_, index) => index))) {
    const copy = model.clone();
    const isExplained = order.every((index) =>
      isSame(copy.apply(commands[index]!, outcomes[index]!), outcomes[index]!)
    );
    if (isExplained && isSame(readModel(copy), state)) return copy;
  }
  assert.fail(`no order explains ${JSON.stringify({ commands, outcomes, state }, null, 1)}`);
}

function* listOrders(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const first of items) {
    for (const rest of listOrders(items.filter((item) => item !== first))) yield [first, ...rest];
  }
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}
