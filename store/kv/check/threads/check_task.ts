import { readNumber, type StoreRows } from "../../rows/mod.ts";
import { keys } from "../../schema/mod.ts";
import { EVERY_TICKET, type TicketRange } from "../assembly/mod.ts";

/** A part of a check that one thread does: the tickets of a range, or stored entries that are compared with them. */
export type CheckTask = { kind: "tickets"; range: TicketRange } | { kind: "postings" | "lists" | "counts" };

/** The tickets of one task: few enough for them to be collected as young garbage. */
const TICKETS_PER_TASK = 100;

/** The maximum number of tasks of a store whose numbers are far apart. */
const MOST_RANGES = 4_096;

/** Lists the tasks of a check. They depend on the store alone, so the findings are in the same order with any threads. */
export async function listTasks(rows: StoreRows, ticketsPerTask = TICKETS_PER_TASK): Promise<CheckTask[]> {
  const next = await readNumber(rows, keys.nextTicket) ?? 1;
  const ranges = splitNumbers(Number.isSafeInteger(next) ? next : 1, ticketsPerTask);
  return [
    { kind: "postings" },
    { kind: "lists" },
    { kind: "counts" },
    ...ranges.map((range): CheckTask => ({ kind: "tickets", range })),
  ];
}

/** Splits all numbers into ranges. The first and the last one are open: a damaged store has tickets beyond the next. */
function splitNumbers(next: number, ticketsPerTask: number): TicketRange[] {
  const step = Math.max(ticketsPerTask, Math.ceil(next / MOST_RANGES));
  const ranges: TicketRange[] = [];
  let { after } = EVERY_TICKET;
  for (let last = step; last < next - 1; last += step) {
    ranges.push({ after, last });
    after = last;
  }
  return [...ranges, { after, last: EVERY_TICKET.last }];
}
