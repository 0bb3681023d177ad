/** Commands for a desk as plain data, and how a real desk performs them. */

import { type ChangeContext, type Desk, DeskError, type DeskErrorCode, PRIORITIES } from "../../../store/mod.ts";
import fc from "../../fast_check.ts";
import { HOST } from "../open_test_desk.ts";

export type Priority = (typeof PRIORITIES)[number];

/** The fields that commands change. `snooze` sets or ends a snooze. */
export interface Fields {
  priority?: Priority;
  status?: "open" | "pending" | "on_hold";
  assignee?: string | null;
  add_tags?: string[];
  customer?: string;
  snooze?: boolean;
}

/** Commands that one commit carries out. `revision` is the expected one. */
export type Command =
  | { do: "create"; subject: string; customer: string; tags: string[]; priority: Priority; key?: string | undefined }
  | { do: "update"; id: string; fields: Fields; revision?: number }
  | { do: "comment"; id: string; kind: "note" | "reply" | "customer" }
  | { do: "close"; id: string; resolution: string }
  | { do: "reopen"; id: string }
  | { do: "claim"; assignee: string }
  | { do: "merge"; id: string; into: string }
  | { do: "unmerge"; id: string }
  | { do: "link"; id: string; to: string }
  | { do: "account"; email: string; name: string }
  | { do: "notes"; email: string; notes: string };

/** Commands of several commits. */
export type LongCommand =
  | { do: "batch"; ids: string[]; priority: Priority; add_tags: string[] }
  | { do: "undo"; batch: number }
  | { do: "erase"; email: string };

/** The result of a command: the changed ticket, account or batch, or the code of the error. Null if a queue is empty. */
export type Outcome = { id: string; revision: number } | { error: DeskErrorCode } | null;

export const EMAILS = ["ada@example.com", "bob@example.com", "eve@example.com"] as const;
export const WORDS = ["printer", "refund", "login"] as const;
export const TAGS = ["vip", "late", "billing"] as const;

const MOST_TICKETS = 7;
const id = fc.integer({ min: 1, max: MOST_TICKETS }).map(String);
const email = fc.constantFrom(...EMAILS);
const priority = fc.constantFrom(...PRIORITIES);
const tags = fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 });

const fields: fc.Arbitrary<Fields> = fc.record({
  priority,
  status: fc.constantFrom("open", "pending", "on_hold"),
  assignee: fc.constantFrom("Jo", "Kim", null),
  add_tags: tags,
  customer: email,
  snooze: fc.boolean(),
}, { requiredKeys: [] });

/** Any command of one commit. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      subject: fc.constantFrom(...WORDS),
      customer: email,
      tags,
      priority,
      key: fc.constantFrom("one", "two", undefined, undefined),
    }, { requiredKeys: ["do", "subject", "customer", "tags", "priority"] }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("update" as const), id, fields, revision: fc.integer({ min: 1, max: 4 }) }, {
      requiredKeys: ["do", "id", "fields"],
    }),
  },
  fc.record({ do: fc.constant("comment" as const), id, kind: fc.constantFrom("note", "reply", "customer") }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant("close" as const), id, resolution: fc.constantFrom(...WORDS) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reopen" as const), id }) },
  fc.record({ do: fc.constant("claim" as const), assignee: fc.constantFrom("Jo", "Kim") }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("merge" as const), id, into: id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("unmerge" as const), id }) },
  fc.record({ do: fc.constant("link" as const), id, to: id }),
  fc.record({ do: fc.constant("account" as const), email, name: fc.constantFrom("Ada", "Bob") }),
  fc.record({ do: fc.constant("notes" as const), email, notes: fc.constantFrom(...WORDS) }),
);

export const longCommand: fc.Arbitrary<LongCommand> = fc.oneof(
  fc.record({
    do: fc.constant("batch" as const),
    ids: fc.array(id, { minLength: 1, maxLength: 3 }),
    priority,
    add_tags: tags,
  }),
  fc.record({ do: fc.constant("undo" as const), batch: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant("erase" as const), email }),
);

/** Performs a command. Errors that are none of the desk's are thrown. */
export async function perform(desk: Desk, command: Command | LongCommand): Promise<Outcome> {
  try {
    return await act(desk, command);
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") return { error: error.code };
    throw error;
  }
}

const BY: ChangeContext = { by: HOST };

async function act({ tickets, customers, ...desk }: Desk, command: Command | LongCommand): Promise<Outcome> {
  switch (command.do) {
    case "create": {
      const { do: _, key, ...ticket } = command;
      return toOutcome(await tickets.create(ticket, { ...BY, ...key !== undefined && { idempotencyKey: key } }));
    }
    case "update": {
      const { id, fields: { snooze, ...fields }, revision } = command;
      const update = { ...fields, ...snooze !== undefined && { snoozed_until: snooze ? "10m" : "none" } };
      const context = { ...BY, ...revision !== undefined && { expectedRevision: revision } };
      return toOutcome(await tickets.update(id, update, context));
    }
    case "comment":
      return toOutcome((await tickets.addComment(command.id, { kind: command.kind, body: "Thanks." }, BY)).ticket);
    case "close":
      return toOutcome(await tickets.close(command.id, command.resolution, BY));
    case "reopen":
      return toOutcome(await tickets.reopen(command.id, "Again", BY));
    case "claim": {
      const claimed = await tickets.claimNext({ assignee: command.assignee, minutes: 20 }, BY);
      return claimed && toOutcome(claimed);
    }
    case "merge":
      return toOutcome(await tickets.merge(command.id, command.into, BY));
    case "unmerge":
      return toOutcome((await tickets.undoMerge(command.id, undefined, BY)).ticket);
    case "link":
      return toOutcome(await tickets.update(command.id, { add_links: [`relates:${command.to}`] }, BY));
    case "account":
      return { id: command.email, revision: (await customers.create(command, BY)).revision };
    case "notes":
      return { id: command.email, revision: (await customers.update(command.email, command, BY)).revision };
    case "batch": {
      const { change } = await desk.batches.plan(command.ids, command);
      return { id: (await desk.batches.carryOut(change, BY, {})).batch_id, revision: 1 };
    }
    case "undo": {
      const { change } = await desk.batches.planUndo(`B${command.batch}`);
      return { id: (await desk.batches.carryOut(change, BY, {})).batch_id, revision: 1 };
    }
    case "erase": {
      const { state } = await desk.erasures.preview(command.email);
      await desk.erasures.erase(command.email, state, BY);
      return { id: command.email, revision: 1 };
    }
  }
}

function toOutcome({ id, revision }: { id: string; revision: number }): Outcome {
  return { id, revision };
}
