/** Desks with random histories, for property tests. */

import { type ChangeContext, type Desk, DeskError } from "../../../store/mod.ts";
import fc from "../../fast_check.ts";

/** One action on a desk, which may refuse it. */
export type Action = (desk: Desk) => Promise<unknown>;

/** Creates plain objects, as the desk stores them. */
function createRecordArbitrary<T, Required extends keyof T = keyof T>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
  required?: Required[],
) {
  return fc.record<T, Required>(model, { noNullPrototype: true, ...required && { requiredKeys: required } });
}

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const email = fc.constantFrom("alice@example.com", "bob@example.com", "carol@example.com");
const id = fc.integer({ min: 1, max: 4 }).map(String);
const tier = fc.constantFrom("free", "pro", "enterprise");
const priority = fc.constantFrom("low", "medium", "high", "urgent");
const status = fc.constantFrom("open", "pending", "on_hold");

const relation = fc.constantFrom("relates", "caused_by", "causes", "parent", "child");
const custom = createRecordArbitrary({ plan: fc.constantFrom("pro", null), note: fc.option(text) }, []);

const context: fc.Arbitrary<ChangeContext> = createRecordArbitrary({
  by: createRecordArbitrary(
    {
      kind: fc.constantFrom("host", "person", "system"),
      name: text,
      version: fc.option(text),
      on_behalf_of: text,
    },
    ["kind", "name", "version"],
  ),
  answers: fc.array(
    createRecordArbitrary(
      {
        asked: fc.constantFrom("person", "model"),
        question: text,
        outcome: fc.constantFrom("accepted", "declined", "cancelled", "not_possible", "unattended"),
        via: fc.constantFrom("elicitation", "terminal"),
        by: text,
      },
      ["asked", "question", "outcome"],
    ),
    { maxLength: 2 },
  ),
});

const actions: fc.Arbitrary<Action> = fc.oneof(
  createRecordArbitrary({ email, name: text, account_tier: tier, notes: text, context }).map(
    ({ context, ...customer }): Action => (desk) => desk.customers.create(customer, context),
  ),
  createRecordArbitrary({ email, account_tier: tier, organization: fc.constantFrom("", "Acme"), context }).map(
    ({ email, context, ...update }): Action => (desk) => desk.customers.update(email, update, context),
  ),
  createRecordArbitrary({
    subject: text,
    customer: email,
    description: text,
    tags: fc.constantFrom([], ["a", "b"]),
    context,
  }).map(
    ({ context, ...ticket }): Action => (desk) => desk.tickets.create(ticket, context),
  ),
  createRecordArbitrary({ id, subject: text, priority, status, assignee: fc.option(text), custom, context }).map(
    ({ id, context, ...update }): Action => (desk) => desk.tickets.update(id, update, context),
  ),
  createRecordArbitrary({
    id,
    description: text,
    customer: email,
    add_tags: fc.constantFrom([], ["b", "c"]),
    snoozed_until: fc.constantFrom(null, "2h"),
    due_at: fc.constantFrom(null, "3h"),
    context,
  }, ["id", "context"]).map(
    ({ id, context, ...update }): Action => (desk) => desk.tickets.update(id, update, context),
  ),
  ...["add_links", "remove_links"].map((name) =>
    createRecordArbitrary({ id, relation, other: id, context }).map(
      ({ id, relation, other, context }): Action => (desk) =>
        desk.tickets.update(id, { [name]: [`${relation}:${other}`] }, context),
    )
  ),
  createRecordArbitrary({ id, context }).map(
    ({ id, context }): Action => (desk) => desk.tickets.undoMerge(id, undefined, context),
  ),
  createRecordArbitrary({ id, body: fc.option(text), context }).map(
    ({ id, body, context }): Action => (desk) =>
      desk.tickets.editComment(id, 1, body === null ? { retract: true } : { body }, context),
  ),
  createRecordArbitrary({ id, days: fc.constantFrom(0, 7), body: text, context }).map(
    ({ id, days, body, context }): Action => async (desk) => {
      await desk.settings.change((document) => ({ ...document, reopen_days: days }), context);
      await desk.tickets.addComment(id, { kind: "customer", body }, context);
    },
  ),
  createRecordArbitrary({ ids: fc.array(id, { minLength: 1 }), priority, custom, context }).map(
    ({ ids, context, ...update }): Action => async (desk) => {
      const { change } = await desk.batches.plan(ids, update);
      await desk.batches.carryOut(change, context, {});
    },
  ),
  context.map((context): Action => async (desk) => {
    const { change } = await desk.batches.planUndo("B1");
    await desk.batches.carryOut(change, context, {});
  }),
  createRecordArbitrary({ id, kind: fc.constantFrom("reply", "note", "customer"), body: text, context }).map(
    ({ id, context, ...comment }): Action => (desk) => desk.tickets.addComment(id, comment, context),
  ),
  createRecordArbitrary({ id, text, context }).map(({ id, text, context }): Action => (desk) =>
    desk.tickets.close(id, text, context)
  ),
  createRecordArbitrary({ id, text, context }).map(({ id, text, context }): Action => (desk) =>
    desk.tickets.reopen(id, text, context)
  ),
  createRecordArbitrary({ id, priority, reason: text, note: text, context }).map(
    ({ id, context, ...escalation }): Action => (desk) => desk.tickets.escalate(id, escalation, context),
  ),
  createRecordArbitrary({ id, into: id, context }).map(
    ({ id, into, context }): Action => (desk) => desk.tickets.merge(id, into, context),
  ),
  createRecordArbitrary({ assignee: text, context }).map(
    ({ assignee, context }): Action => (desk) => desk.tickets.claimNext({ assignee, minutes: 5 }, context),
  ),
  createRecordArbitrary({
    id,
    name: fc.constantFrom("a.txt", "b.png"),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 90 }),
    context,
  })
    .map(({ id, context, name, bytes }): Action => (desk) =>
      desk.tickets.attach(id, { name, type: "text/plain", bytes }, context)
    ),
);

/** A sequence of actions on a desk with a customer. */
export const history: fc.Arbitrary<Action[]> = fc.array(actions, { minLength: 5, maxLength: 40, size: "max" });

/** Applies actions and skips those that the desk refuses. */
export async function applyActions(desk: Desk, actions: readonly Action[]): Promise<void> {
  const by = { kind: "system", name: "test", version: null } as const;
  for (const name of ["alice", "bob"]) await desk.customers.create({ email: `${name}@example.com`, name }, { by });
  const fields = { plan: { type: "choice", choices: ["Free", "Pro"] }, note: { type: "text" } } as const;
  await desk.settings.change(() => ({ fields }), { by });
  await desk.tickets.create({ subject: "The first", customer: "alice@example.com" }, { by });
  for (const action of actions) {
    await action(desk).catch((error) => {
      if (!(error instanceof DeskError)) throw error;
    });
  }
}
