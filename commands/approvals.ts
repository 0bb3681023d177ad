/** `support-mcp approvals`: a person decides on changes that wait. */

import { requireStore } from "../data/mod.ts";
import { type Approval, type Approvals, type Desk, type DocumentExport, type WrittenDocument } from "../store/mod.ts";
import { formatApproval, formatApprovalRow, formatChange, formatGrant } from "./approvals/mod.ts";
import { convertDataErrors, getStoreLocation, readDesk, useDesk } from "./data/mod.ts";
import { formatJson, openTerminal, printProgress } from "./output/mod.ts";
import { CommandError, getPerson } from "./process/mod.ts";

export type ApprovalsAction = "list" | "show" | "grant" | "reject";

export interface ApprovalsFlags {
  db: string | undefined;
  all: boolean;
  json: boolean;
  reason: string | undefined;
  user: string | undefined;
}

/** The actions that change nothing. */
const READING: readonly ApprovalsAction[] = ["list", "show"];

interface Task {
  action: ApprovalsAction;
  id: string | undefined;
}

/**
 * Lists or shows approvals, grants one, or rejects one.
 *
 * @returns The exit code.
 * @throws {CommandError} If the store or the approval does not exist, or a granted change was not carried out.
 */
export async function runApprovals(task: Task, flags: ApprovalsFlags): Promise<number> {
  checkUsage(task, flags);
  const location = getStoreLocation(flags.db);
  const text = await convertDataErrors(async () => {
    if (READING.includes(task.action)) return await readDesk(location, (desk) => run(task, flags, desk));
    await requireStore(location);
    return await useDesk(location, (desk) => run(task, flags, desk));
  });
  openTerminal().process.stdout.write(text);
  return 0;
}

/** Rejects arguments and flags that have no effect. */
function checkUsage({ action, id }: Task, { db, all, json, reason }: ApprovalsFlags): void {
  const isList = action === "list";
  const problem = db === ":memory:"
    ? "--db cannot be :memory:, because a store in memory is empty. Name another store."
    : isList && id !== undefined
    ? `list takes no ID. To see one approval: support-mcp approvals show ${id}`
    : !isList && id === undefined
    ? `${action} needs the ID of an approval. To see them all: support-mcp approvals list`
    : all && !isList
    ? "--all is only for list."
    : json && !isList && action !== "show"
    ? "--json is only for list and show."
    : reason !== undefined && action !== "reject"
    ? "--reason is only for reject."
    : undefined;
  if (problem !== undefined) throw new CommandError(problem, 2);
}

async function run({ action, id = "" }: Task, flags: ApprovalsFlags, desk: Desk): Promise<string> {
  const { approvals } = desk;
  const getDecision = async () => ({ by: await getPerson(flags.user, desk.settings), via: "terminal" } as const);
  switch (action) {
    case "list":
      return formatList(await listApprovals(approvals, flags), flags);
    case "show": {
      const approval = await approvals.get(id);
      return flags.json ? formatJson(approval) : formatApproval(approval);
    }
    case "grant":
      return formatGrant(
        await approvals.grant(id, await getDecision(), (change) => writeDocument(change, desk)),
        approvals.location ?? "",
      );
    case "reject": {
      const rejected = await approvals.reject(id, flags.reason ?? null, await getDecision());
      return `Rejected ${rejected.id}: ${formatChange(rejected.change)}.\n`;
    }
  }
}

async function writeDocument(change: DocumentExport, desk: Desk): Promise<WrittenDocument> {
  const { writeApprovedDocument } = await import("../server/mod.ts");
  return await writeApprovedDocument(change, desk, Deno.hostname());
}

async function listApprovals(approvals: Approvals, { all }: ApprovalsFlags): Promise<Approval[]> {
  const found: Approval[] = [];
  const damaged: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const filter = all ? {} : { states: ["pending"] as const };
    const page = await approvals.list(filter, { limit: 100, ...cursor !== undefined && { cursor } });
    found.push(...page.items);
    damaged.push(...page.damaged ?? []);
    cursor = page.cursor;
  }
  for (const problem of new Set(damaged)) printProgress(`${problem} Repair the store: support-mcp check --repair`);
  return found;
}

function formatList(approvals: readonly Approval[], { db, all, json }: ApprovalsFlags): string {
  if (json) return formatJson(approvals);
  if (approvals.length === 0) {
    const location = getStoreLocation(db);
    return all ? `There are no approvals in ${location}.\n` : `No changes wait for approval in ${location}.\n`;
  }
  return approvals.map(formatApprovalRow).join("");
}
