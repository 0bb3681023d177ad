import type { Customer } from "../../customer.ts";
import type { ChangeContext } from "../../desk.ts";
import type { ErasedCustomer, ErasurePreview, Erasures } from "../../erasure.ts";
import { DeskError } from "../../errors.ts";
import { createCustomer, createCustomerEvent, parseEmailAddress } from "../../rules/customers/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import { searchTickets } from "../../search/search_tickets.ts";
import type { TicketSource } from "../../search/source/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { stageNewCustomer } from "../customers/mod.ts";
import { dropFromCustomerIndex } from "../index/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { createErasure, createNoteErasure, ERASED, type ErasedPerson } from "./erased_ticket.ts";
import { type ErasurePlan, listTickets, readPlan, requireClosed, type StartedErasure, toPlaceholder } from "./plan.ts";
import { rewriteTicket } from "./rewrite_ticket.ts";
import { sweep } from "./sweep.ts";

/** The tickets of others that a result names. */
const MOST_MENTIONS = 20;

/** The parts of a desk that an erasure needs besides the store. */
export interface ErasureParts {
  searchSource: TicketSource;
  /** Merges the changes of the index, whose terms are words. */
  mergeIndex(): Promise<void>;
  /** See {@linkcode Erasures.cleanFiles}. */
  cleanFiles(): Promise<string | null>;
}

/** {@linkcode Erasures} on the key-value store. */
export class KvErasures implements Erasures {
  readonly #store: Store;
  readonly #parts: ErasureParts;

  constructor(store: Store, parts: ErasureParts) {
    this.#store = store;
    this.#parts = parts;
  }

  async cleanFiles(): Promise<string | null> {
    await this.#parts.mergeIndex();
    return await this.#parts.cleanFiles();
  }

  async preview(email: string): Promise<ErasurePreview> {
    const address = parseEmailAddress(email);
    const { value: started } = await this.#store.kv.get<StartedErasure>(keys.erasure(address));
    if (started !== null) {
      const { tickets, comments, files } = started;
      return { email: address, revision: 1, state: "", tickets, comments, files };
    }
    const { customer, ...plan } = await readPlan(this.#store.kv, address);
    return { email: address, revision: customer.revision, ...plan };
  }

  async erase(email: string, state: string, context: ChangeContext): Promise<ErasedCustomer> {
    const address = parseEmailAddress(email);
    const rule = (transaction: Transaction) => this.stage(transaction, { email: address, state }, context);
    await this.#store.commits.commit(rule, { reads: [keys.customer(address)], alone: true });
    return await this.finish(address, context);
  }

  /**
   * Stages the start of an erasure, which must run alone in its commit: the account that takes the place of the customer's.
   *
   * @throws {DeskError} Like {@linkcode Erasures.erase}.
   */
  async stage(
    transaction: Transaction,
    { email, state }: { email: string; state: string },
    context: ChangeContext,
  ): Promise<void> {
    if (await transaction.get<StartedErasure>(keys.erasure(email)) !== null) return;
    await transaction.get(keys.customer(email)); // the commit checks that it stays the same
    const plan = await readPlan(this.#store.kv, email);
    if (plan.state !== state) {
      const text = `Customer ${email} or a ticket was changed since the preview. Nothing was erased. Preview it again.`;
      throw new DeskError("stale_revision", text);
    }
    const placeholder = await stagePlaceholder(transaction, plan, context);
    const { name } = plan.customer;
    const { tickets, comments, files } = plan;
    transaction.set(
      keys.erasure(email),
      { name, placeholder, tickets, comments, files } satisfies StartedErasure,
    );
  }

  /** Finishes an erasure that has begun. */
  async finish(email: string, { by }: ChangeContext): Promise<ErasedCustomer> {
    const { value: started } = await this.#store.kv.get<StartedErasure>(keys.erasure(email));
    if (started === null) throw new DeskError("wrong_state", `The erasure of ${email} is already complete.`);
    const { name, placeholder, ...counts } = started;
    const person = { email, name, placeholder };
    do await this.#eraseTickets(person, by); while (!await this.#deleteAccount(email));
    const tickets = await listTickets(this.#store.kv, placeholder);
    await sweep(this.#store, person, new Set(tickets.map(({ id }) => id)));
    const mentions = await this.#findMentions(email);
    await this.#store.commits.commit((transaction) => {
      transaction.delete(keys.erasure(email));
      return Promise.resolve();
    });
    return { email: placeholder, ...counts, mentions, remainder: await this.cleanFiles() };
  }

  async #eraseTickets(person: ErasedPerson, by: ChangeContext["by"]): Promise<void> {
    for (const { id } of await listTickets(this.#store.kv, person.email)) {
      for (const target of await this.#listTargets(Number(id))) {
        await rewriteTicket(this.#store, target, createNoteErasure(id), by);
      }
      await rewriteTicket(this.#store, Number(id), createErasure(person), by);
    }
  }

  /** Lists the tickets into which a ticket was ever merged: they have a note with its words. */
  async #listTargets(number: number): Promise<Set<number>> {
    const targets = new Set<number>();
    for await (
      const { value: { after } } of this.#store.kv.list<StoredTicketEvent>({ prefix: prefixes.ticketEvents(number) })
    ) {
      if (after.merged_into) targets.add(Number(after.merged_into));
    }
    return targets;
  }

  /**
   * Deletes the account and its history.
   *
   * @returns False if the customer has tickets again.
   * @throws {DeskError} `wrong_state` if they are not closed.
   */
  #deleteAccount(email: string): Promise<boolean> {
    const { kv, commits } = this.#store;
    return commits.commit(async (transaction) => {
      const customer = await transaction.get<Customer>(keys.customer(email));
      if (customer === null) return true;
      const tickets = await listTickets(kv, email);
      requireClosed(email, tickets, "They came in during the erasure. Close them, and repeat it to erase the rest.");
      if (tickets.length > 0) return false;
      for await (const { key } of transaction.list({ prefix: prefixes.customerEvents(email) })) transaction.delete(key);
      dropFromCustomerIndex(transaction, customer);
      transaction.delete(keys.customer(email));
      transaction.add(keys.countCustomers, -1);
      return true;
    }, { reads: [keys.customer(email)], alone: true });
  }

  /** Finds the tickets of others whose texts have the address. */
  async #findMentions(email: string): Promise<string[]> {
    const options = { limit: 2 * MOST_MENTIONS, now: this.#store.now(), views: {} };
    const { numbers } = await searchTickets(this.#parts.searchSource, `"${email}" -customer:${email}`, options);
    return numbers.slice(0, MOST_MENTIONS).map(String);
  }
}

/** Stages the account without personal data. Its history and its notes say what was erased. */
async function stagePlaceholder(
  transaction: Transaction,
  { customer, tickets, comments, files }: ErasurePlan,
  { by, requests = [] }: ChangeContext,
): Promise<string> {
  let number = await transaction.get<number>(keys.nextErasure) ?? 1;
  while (await transaction.get(keys.customer(toPlaceholder(number))) !== null) number++;
  transaction.set(keys.nextErasure, number + 1);
  const counts = [formatCount(tickets, "ticket"), formatCount(comments, "comment"), formatCount(files, "file")];
  const { account_tier, status } = customer;
  const fields = {
    email: toPlaceholder(number),
    name: "Erased customer",
    account_tier,
    status,
    notes: `Erased: ${counts.join(", ")}.`,
  };
  const account = createCustomer(fields, formatInstant(transaction.now));
  const decided = requests.map((request) => ({ ...request, question: ERASED }));
  stageNewCustomer(transaction, account, [createCustomerEvent("erased", null, account, { by, requests: decided })]);
  return account.email;
}

function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
