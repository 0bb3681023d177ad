/**
 * Merges that lead to no ticket. An import of an earlier version did not check them. A target that does not exist is no
 * problem: it may be imported later.
 */

import type { TicketRecord } from "../../../ticket.ts";
import type { Findings } from "../assembly/mod.ts";

/** The targets of merged tickets, by number. */
type Targets = Map<number, number>;

type Tickets = AsyncIterable<{ record: TicketRecord }>;

/** Checks that each merged ticket is closed, and that its target is not merged into it. */
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
  async report(readTickets: () => Tickets, findings: Findings): Promise<void> {
    if (listCircular(this.#targets).length === 0) return;
    for (const [id, { into, problem }] of await planMerges(readTickets())) {
      const repair = "A repair removes the merge and keeps the status.";
      findings.add("rebuilt", `Ticket #${id}`, `the merge into ticket #${into} is wrong: ${problem}. ${repair}`);
    }
  }
}

/** A merge that a repair removes, and why. */
export interface WrongMerge {
  into: string;
  problem: string;
}

/** Lists the merges that a repair removes, by the ids of the merged tickets. */
export async function planMerges(tickets: Tickets): Promise<Map<string, WrongMerge>> {
  const targets: Targets = new Map();
  const merges = new Map<number, WrongMerge>();
  for await (const { record } of tickets) {
    addTarget(targets, record);
    if (record.merged_into === null) continue;
    const number = Number(record.id);
    merges.set(number, { into: record.merged_into, problem: describeProblem(record) });
  }
  const wrong = listCircular(targets).sort((one, other) => one - other);
  return new Map(wrong.map((number) => [String(number), merges.get(number)!]));
}

/** Describes what is wrong with the merge of a ticket, if it is in a cycle. */
function describeProblem({ id, merged_into, status }: TicketRecord): string {
  if (status !== "closed") return `the ticket is ${status}, and a merged ticket is closed`;
  return Number(merged_into) === Number(id) ? "it is the ticket itself" : "the merges form a cycle";
}

/** A merged ticket that is not closed counts as merged into itself. */
function addTarget(targets: Targets, { id, merged_into, status }: TicketRecord): void {
  if (merged_into !== null) targets.set(Number(id), status === "closed" ? Number(merged_into) : Number(id));
}

/** Lists the newest ticket of each cycle. */
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
    const cycle = [...path];
    found.push(cycle.slice(cycle.indexOf(number)).reduce((one, other) => Math.max(one, other)));
  }
  return found;
}
