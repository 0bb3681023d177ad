import { toBatches } from "../../../base/values/to_batches.ts";
import type { ImportResult, TicketToImport } from "../../archive.ts";
import type { Customer, Tier } from "../../customer.ts";
import { DeskError } from "../../errors.ts";
import { type Actor, isChange } from "../../event.ts";
import { listAuthors } from "../../rules/history/mod.ts";
import { createImportedEvent, findDifferingFields, type ParsedTicket } from "../../rules/archive/mod.ts";
import { findLastBatch } from "../../rules/batches/mod.ts";
import { isUnanswered } from "../../rules/tickets/mod.ts";
import { listHistoryFacts } from "../../reports/mod.ts";
import { listCreationChanges, type TermChange } from "../../search/analysis/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { addDueTime, silenceImported } from "../deadlines/mod.ts";
import type { Entry } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { createMissingAccountError, stageNewTicket, toStoredEvent } from "../ticket_changes/mod.ts";
import { type Part, splitIntoCommits, stageParts, toParts } from "./ticket_parts.ts";

/** The author of an import, and the account of the ticket's customer, if it was read before. */
interface ImportOrigin {
  by: Actor;
  account: Entry<Customer>;
}

/**
 * Imports a ticket, unless it exists. If it is too large for one commit (hundreds of comments), its parts are written first,
 * under a reserved number. They are invisible until the record is written.
 */
export async function importTicket(
  store: Store,
  { ticket: given }: TicketToImport,
  parsed: ParsedTicket,
  origin: ImportOrigin,
): Promise<ImportResult> {
  const put = (ticket: ParsedTicket, stage: Stage) =>
    commitUnlessPresent(store, given, ticket, origin, async (transaction, id) => {
      await stage(transaction, id, await getTier(transaction, ticket.record.customer));
    });
  const getChanges = createIndexChanges(parsed, origin.by);
  const commits = splitIntoCommits(toParts(parsed));
  const isSmall = commits.length <= 1 && countCharacters(parsed) <= CHARACTERS_PER_COMMIT;
  if (isSmall) return await put(parsed, createTicketStage(parsed, origin, commits.flat(), getChanges));
  const reserved = await put(parsed, stageNothing);
  if (reserved.outcome !== "added") return reserved;
  const ticket = { ...parsed, record: { ...parsed.record, id: reserved.id } };
  for (const parts of commits) {
    await store.commits.commit(async (transaction) => await stageParts(transaction, ticket.record, parts));
  }
  for (const changes of toBatches(await getChanges(), CHANGES_PER_COMMIT)) {
    await store.commits.commit(async (transaction) => await transaction.changeIndex(Number(reserved.id), changes));
  }
  return await put(ticket, createTicketStage(ticket, origin, [], () => Promise.resolve([])));
}

/** Returns the tier of the customer, whose account may have been erased since the import looked for it. */
async function getTier(transaction: Transaction, email: string): Promise<Tier> {
  const customer = await transaction.get<Customer>(keys.customer(email));
  if (customer === null) throw createMissingAccountError(email);
  return customer.account_tier;
}

/** The changes of the index in one commit, if a ticket is too large for one. */
const CHANGES_PER_COMMIT = 5_000;

/** The texts whose changes of the index fit in the commit of the ticket, in UTF-16 code units. */
const CHARACTERS_PER_COMMIT = 25_000;

function countCharacters({ description, comments }: ParsedTicket): number {
  return comments.reduce((sum, { body }) => sum + body.length, description.length);
}

type GetIndexChanges = () => Promise<readonly TermChange[]>;

/** Analyzes the texts of a ticket once, when the changes are needed. */
function createIndexChanges({ record, description, comments, events }: ParsedTicket, by: Actor): GetIndexChanges {
  let changes: Promise<readonly TermChange[]> | undefined;
  return () =>
    changes ??= listCreationChanges({
      record: { ...record, is_unanswered: isUnanswered(comments) },
      description,
      comments: comments.map(({ body }) => body),
      authors: listAuthors(events.length > 0 ? events : [{ what: "imported", by }], comments),
    });
}

/** Stages a ticket once it is certain that it does not exist, and its id is known. */
type Stage = (transaction: Transaction, id: string, tier: Tier) => Promise<void>;

/** Reserves the number: it counts as used, so no other ticket takes it. */
const stageNothing: Stage = () => Promise.resolve();

function createTicketStage(
  ticket: ParsedTicket,
  { by }: ImportOrigin,
  parts: readonly Part[],
  getChanges: GetIndexChanges,
): Stage {
  return async (transaction, id, tier) => {
    const record: TicketRecord = { ...ticket.record, id };
    const is_unanswered = isUnanswered(ticket.comments);
    const completed = await addDueTime(transaction, { ...record, is_unanswered, report_tier: tier });
    stageNewTicket(transaction, silenceImported(transaction, completed), ticket.description);
    await skipUsedBatches(transaction, ticket);
    transaction.changeIndex(Number(id), await getChanges());
    stageParts(transaction, record, parts);
    if (record.external_id !== null) transaction.set(keys.external(record.external_id), Number(id));
    const imported = createImportedEvent(record, by, transaction.now);
    const events = ticket.events.length > 0 ? ticket.events.filter(isChange) : [imported];
    transaction.recordFacts(listHistoryFacts(events, tier));
    if (ticket.events.length > 0) return;
    transaction.set(keys.ticketEvent(Number(id), 1), toStoredEvent(imported, ticket.description));
  };
}

/** Keeps the numbers of batches that an imported history names from those of new batches. */
async function skipUsedBatches(transaction: Transaction, { events }: ParsedTicket): Promise<void> {
  const last = findLastBatch(events);
  if (last === 0) return;
  const next = await transaction.get<number>(keys.nextBatch) ?? 1;
  if (last >= next) transaction.set(keys.nextBatch, last + 1);
}

async function commitUnlessPresent(
  { commits }: Store,
  given: TicketToImport["ticket"],
  ticket: ParsedTicket,
  { account }: ImportOrigin,
  stage: (transaction: Transaction, id: string) => Promise<void>,
): Promise<ImportResult> {
  const { id, external_id } = ticket.record;
  const reads = [keys.nextTicket, keys.customer(ticket.record.customer), keys.settings];
  if (id !== "") reads.push(keys.ticket(Number(id)));
  if (external_id !== null) reads.push(keys.external(external_id));
  return await commits.commit<ImportResult>(async (transaction) => {
    const next = await transaction.get<number>(keys.nextTicket) ?? 1;
    const stored = await findStoredTicket(transaction, ticket.record, next);
    if (stored !== null) return await compareWithStored(transaction, given, ticket, stored);
    const number = id === "" ? next : Number(id);
    await checkMergeTarget(transaction, String(number), ticket.record.merged_into);
    // No new ticket takes the number of one that may be imported later.
    const others = listNamedTickets(ticket.record).map((other) => Number(other) + 1);
    transaction.set(keys.nextTicket, Math.max(next, number + 1, ...others));
    await stage(transaction, String(number));
    return { outcome: "added", id: String(number) };
  }, { reads, known: [account] });
}

/** Lists the ids of the tickets that a ticket is merged into or linked to. */
function listNamedTickets({ merged_into, links = [], unresolved_links = [] }: TicketRecord): string[] {
  return [...merged_into === null ? [] : [merged_into], ...[...links, ...unresolved_links].map(({ id }) => id)];
}

/** @throws {DeskError} `invalid` if the target of a merge is merged into the ticket already. */
async function checkMergeTarget(transaction: Transaction, id: string, first: string | null): Promise<void> {
  const visited = new Set<string>();
  for (let target = first; target !== null && !visited.has(target);) {
    if (target === id) {
      const problem = first === id ? "the ticket itself" : "which is merged into this ticket already";
      throw new DeskError("invalid", `merged_into cannot be ${first}, ${problem}.`);
    }
    visited.add(target);
    const record: TicketRecord | null = await transaction.peek<TicketRecord>(keys.ticket(Number(target)));
    target = record?.merged_into ?? null;
  }
}

/** Finds the ticket with the external id, or with the id if that number has been used before. */
async function findStoredTicket(
  transaction: Transaction,
  { id, external_id }: TicketRecord,
  next: number,
): Promise<TicketRecord | null> {
  // Not checked on a file, where each ticket would take one of the few checks of a commit.
  const imported = external_id === null ? null : await transaction.peek<number>(keys.external(external_id));
  if (imported !== null) return await transaction.get<TicketRecord>(keys.ticket(imported));
  return id !== "" && Number(id) < next ? await transaction.get<TicketRecord>(keys.ticket(Number(id))) : null;
}

/** The fields that change when another ticket is linked, or when an import completes the links. */
const LINK_FIELDS = ["links", "unresolved_links", "revision", "updated_at"];

async function compareWithStored(
  transaction: Transaction,
  given: TicketToImport["ticket"],
  { record, description }: ParsedTicket,
  stored: TicketRecord,
): Promise<ImportResult> {
  // Found by its external id: it may have changed here since it was imported.
  if (record.id !== stored.id) return { outcome: "exists", id: stored.id };
  if (stored.subject === undefined) return { outcome: "exists", id: stored.id }; // see `dry_run.ts`
  const storedDescription = await transaction.get<string>(keys.description(Number(stored.id))) ?? "";
  const fields = findDifferingFields(
    given,
    { ...record, description },
    { ...stored, description: storedDescription },
  );
  if (fields.every((field) => LINK_FIELDS.includes(field))) return { outcome: "exists", id: stored.id };
  const reason = `Ticket #${stored.id} already exists, with a different ${fields.join(", ")}.`;
  return { outcome: "differs", id: stored.id, reason };
}
