/** Random operations on a desk, for property tests. */

import {
  type ChangeContext,
  COMMENT_KINDS,
  CUSTOMER_STATUSES,
  type CustomField,
  DeskError,
  PRIORITIES,
  TIERS,
} from "../../store/mod.ts";
import { KvSettings } from "../../store/kv/settings/mod.ts";
import fc from "../fast_check.ts";
import { HOST, MINUTE } from "./open_test_desk.ts";
import type { TestStore } from "./open_test_store.ts";

/** One operation. Its ticket may not exist. */
export type Operation = (store: TestStore) => Promise<unknown>;

const MOST_TICKETS = 6;
const EMAILS = ["ada@example.com", "bob@example.com", "eve@example.com"];
const WORDS = ["printer", "login", "invoice", "Straße", "naïve", "请求", "42", "refund", "late", "🙂"];

const id = fc.integer({ min: 1, max: MOST_TICKETS }).map(String);
const email = fc.constantFrom(...EMAILS);
const text = fc.array(fc.constantFrom(...WORDS), { minLength: 0, maxLength: 6 }).map((words) => words.join(" "));
const tags = fc.array(fc.constantFrom("vip", "late", "Billing", "två"), { maxLength: 3 });
const priority = fc.constantFrom(...PRIORITIES);
const assignee = fc.constantFrom("Jo", "Kim", null);
const FIELDS: Record<string, CustomField> = {
  plan: { type: "choice", choices: ["Free", "Pro"] },
  order: { type: "number" },
  product: { type: "text" },
  vip: { type: "boolean" },
};
const custom = fc.record({
  plan: fc.constantFrom("free", "Pro", null),
  order: fc.constantFrom(7, "42", "many"),
  product: fc.constantFrom("printer", "Straße", ""),
  vip: fc.constantFrom("yes", false, null),
}, { requiredKeys: [] });
const context: fc.Arbitrary<ChangeContext> = fc.record({
  by: fc.constant(HOST),
  expectedRevision: fc.integer({ min: 1, max: 4 }),
  idempotencyKey: fc.constantFrom("a", "b"),
}, { requiredKeys: ["by"] });

const update = fc.record({
  subject: text,
  description: text,
  status: fc.constantFrom("open", "pending", "on_hold"),
  priority,
  assignee,
  add_tags: tags,
  remove_tags: tags,
  customer: email,
  add_links: fc.constantFrom(["relates:1"], ["parent:2"], ["causes:3", "child:1"]),
  remove_links: fc.constantFrom(["1"], ["parent:2"]),
  due_at: fc.constantFrom("2h", "none", "yesterday"),
  snoozed_until: fc.constantFrom("10m", "none"),
  custom,
}, { requiredKeys: [] });

const file = fc.record({
  name: fc.constantFrom("a.txt", "b.png", "../c"),
  type: fc.constant("text/plain"),
  bytes: fc.constantFrom(new Uint8Array([1, 2]), new Uint8Array(70_000).fill(7), new Uint8Array()),
});

const newTicket = fc.record(
  { subject: text, customer: email, description: text, priority, assignee, tags, custom },
  { requiredKeys: ["subject", "customer"] },
);
const newCustomer = fc.record(
  { email, name: text, account_tier: fc.constantFrom(...TIERS), notes: text },
  { requiredKeys: ["email", "name"] },
);
const customerUpdate = fc.record(
  { name: text, account_tier: fc.constantFrom(...TIERS), status: fc.constantFrom(...CUSTOMER_STATUSES), notes: text },
  { requiredKeys: [] },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: toTicketId([newTicket, context], ({ tickets }, ...args) => tickets.create(...args)) },
  { weight: 3, arbitrary: toTicketId([id, update, context], ({ tickets }, ...args) => tickets.update(...args)) },
  {
    weight: 2,
    arbitrary: toTicketId(
      [id, fc.record({ kind: fc.constantFrom(...COMMENT_KINDS), body: text }), context],
      ({ tickets }, ...args) => tickets.addComment(...args),
    ),
  },
  toTicketId(
    [
      id,
      fc.integer({ min: 1, max: 3 }),
      fc.oneof(text.map((body) => ({ body })), fc.constant({ retract: true })),
      context,
    ],
    ({ tickets }, ...args) => tickets.editComment(...args as Parameters<typeof tickets.editComment>),
  ),
  { weight: 2, arbitrary: toTicketId([id, text, context], ({ tickets }, ...args) => tickets.close(...args)) },
  { weight: 2, arbitrary: toTicketId([id, text, context], ({ tickets }, ...args) => tickets.reopen(...args)) },
  toTicketId(
    [id, fc.record({ priority, reason: text, note: text }), context],
    ({ tickets }, ...args) => tickets.escalate(...args),
  ),
  toTicketId([id, id, context], ({ tickets }, ...args) => tickets.merge(...args)),
  toTicketId([id, fc.constantFrom(undefined, "1"), context], ({ tickets }, ...args) => tickets.undoMerge(...args)),
  {
    weight: 2,
    arbitrary: toTicketId(
      [id, id, tags, tags, context],
      async ({ tickets }, one, into, add_tags, remove_tags, context) => {
        await tickets.merge(one, into, { by: HOST });
        await tickets.update(into, { add_tags, remove_tags }, { by: HOST }).catch(ignoreDeskError);
        return await tickets.undoMerge(one, undefined, context);
      },
    ),
  },
  {
    weight: 3,
    arbitrary: toTicketId(
      [fc.record({ assignee: fc.constantFrom("Jo", "Kim"), minutes: fc.integer({ min: 1, max: 20 }) }), context],
      ({ tickets }, ...args) => tickets.claimNext(...args),
    ),
  },
  toTicketId([id, file, context], ({ tickets }, ...args) => tickets.attach(...args)),
  toTicketId([id, context], ({ tickets }, ...args) => tickets.recordRefusal(...args)),
  toTicketId([email, context], ({ customers }, ...args) => customers.recordRefusal(...args)),
  toTicketId([newCustomer, context], ({ customers }, ...args) => customers.create(...args)),
  toTicketId([email, customerUpdate, context], ({ customers }, ...args) => customers.update(...args)),
  toTicketId([fc.integer({ min: 1, max: 15 })], ({ clock }, minutes) => Promise.resolve(clock.now += minutes * MINUTE)),
);

/** Lists of operations. The operations of one list run concurrently. */
export const operations: fc.Arbitrary<Operation[][]> = fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), {
  minLength: 5,
  maxLength: 25,
});

/** Performs all operations on a store with two customers. Ignores errors of the desk. */
export async function performOperation(store: TestStore, groups: Operation[][]): Promise<void> {
  for (const email of EMAILS.slice(0, 2)) await store.customers.create({ email, name: "x" }, { by: HOST });
  await new KvSettings(store).change(() => ({ fields: FIELDS }), { by: HOST });
  await performGroups(store, groups);
}

/** Performs more operations. */
export async function performGroups(store: TestStore, groups: Operation[][]): Promise<void> {
  for (const group of groups) await Promise.all(group.map((operation) => operation(store).catch(ignoreDeskError)));
}

function toTicketId<Values extends unknown[]>(
  values: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  act: (store: TestStore, ...values: Values) => Promise<unknown>,
): fc.Arbitrary<Operation> {
  return fc.tuple<Values>(...values).map((chosen) => {
    const operation: Operation = (store) => act(store, ...chosen);
    // shown when a run fails
    return Object.assign(operation, { toString: () => `${act} with ${fc.stringify(chosen)}` });
  });
}

function ignoreDeskError(error: unknown): void {
  if (!(error instanceof DeskError) || error.code === "unavailable") throw error;
}
