/** Merges that lead to no ticket. An import of an earlier version did not check them. */

import type { TicketRecord } from "../../../ticket.ts";
import { readValue, type StoreRows } from "../../rows/mod.ts";
import { keys } from "../../schema/mod.ts";
import type { Findings } from "../assembly/mod.ts";

/** The targets of merged tickets, by number. */
type Targets = Map<number, number>;

type Tickets = AsyncIterable<{ record: TicketRecord }>;

/** Checks that each merged ticket is closed, and that its target exists and is not merged into it. */
export class MergeCheck {
  readonly #targets: Targets = new Map();

  addTicket({ record }: { record: TicketRecord }): void {
    addTarget(this.#targets, record);
  }

  get targets(): ReadonlyMap<number, number> {
    return this.#targets;
  }

  addTargets(targets: ReadonlyMap<number, number>): void {
    for (const [number, target] of targets) this.#targets.set(number, target);
  }

  /** @param readTickets Reads all tickets again, some of which may be rebuilt. */
  async report(rows: StoreRows, readTickets: () => Tickets, findings: Findings): Promise<void> {
    if (listCircular(this.#targets).length === 0 && !await this.#hasMissing(rows)) return;
    for (const [id, into] of await planMerges(readTickets())) {
      const problem = "that ticket does not exist, the merges form a circle, or the merged ticket is not closed";
      findings.add(
        "rebuilt",
        `Ticket #${id}`,
        `the merge into ticket #${into} is wrong: ${problem}. A repair removes the merge and keeps the status.`,
      );
    }
  }

  async #hasMissing(rows: StoreRows): Promise<boolean> {
    for (const target of new Set(this.#targets.values())) {
      if (!Number.isSafeInteger(target) || await readValue(rows, keys.ticket(target)) === undefined) return true;
    }
    return false;
  }
}

/** Lists the merges that a repair removes: the targets by the ids of the merged tickets. */
export async function planMerges(tickets: Tickets): Promise<Map<string, string>> {
  const [numbers, targets] = [new Set<number>(), new Map<number, number>()];
  const given = new Map<number, string>();
  for await (const { record } of tickets) {
    numbers.add(Number(record.id));
    addTarget(targets, record);
    if (record.merged_into !== null) given.set(Number(record.id), record.merged_into);
  }
  const missing = [...targets].filter(([_, target]) => !numbers.has(target)).map(([number]) => number);
  const wrong = [...missing, ...listCircular(targets)].sort((one, other) => one - other);
  return new Map(wrong.map((number) => [String(number), given.get(number)!]));
}

/** A merged ticket that is not closed counts as merged into itself. */
function addTarget(targets: Targets, { id, merged_into, status }: TicketRecord): void {
  if (merged_into !== null) targets.set(Number(id), status === "closed" ? Number(merged_into) : Number(id));
}

/** Lists the newest ticket of each circle. */
function listCircular(targets: ReadonlyMap<number, number>): number[] {
  const [visited, found]: [Set<number>, number[]] = [new Set(), []];
  for (const first of targets.keys()) {
    const path = new Set<number>();
    let number: number | undefined = first;
    for (; number !== undefined && !visited.has(number); number = targets.get(number)) {
      visited.add(number);
      path.add(number);
    }
    if (number === undefined || !path.has(number)) continue;
    const circle = [...path];
    found.push(circle.slice(circle.indexOf(number)).reduce((one, other) => Math.max(one, other)));
  }
  return found;
}
