/** The main module of another thread of a check. `CheckThreads` starts it. */

import { SqliteRows } from "../../rows/mod.ts";
import type { DeskContext } from "../reading/mod.ts";
import type { Order, Report } from "./messages.ts";
import { PartCheck } from "./part_check.ts";
import { TaskList } from "./task_list.ts";

interface WorkerScope {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(report: Report): void;
}

const scope = globalThis as typeof globalThis & WorkerScope;
const context = Promise.withResolvers<DeskContext>();
let rows: SqliteRows | null = null;

scope.onmessage = async ({ data: order }) => {
  if (order.kind === "context") return context.resolve(order.context);
  try {
    scope.postMessage(await carryOut(order));
  } catch (error) {
    scope.postMessage({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
};

async function carryOut(order: Exclude<Order, { kind: "context" }>): Promise<Report> {
  if (order.kind === "open") {
    if (rows === null) rows = await SqliteRows.open(order.path);
    else rows.renew();
    return { kind: "opened", version: rows.version };
  }
  const part = new PartCheck(rows!);
  await new TaskList(order.tasks, order.progress).work((task, place) => part.run(task, place, () => context.promise));
  return { kind: "done", result: part.result };
}
