import type { Customer } from "../../customer.ts";
import type { ChangeContext } from "../../desk.ts";
import type { ErasedCustomer, ErasurePreview, Erasures } from "../../erasure.ts";
import { DeskError } from "../../errors.ts";
import { parseEmailAddress } from "../../rules/customers/mod.ts";
import { searchTickets } from "../../search/search_tickets.ts";
import type { TicketSource } from "../../search/source/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { dropFromCustomerIndex } from "../index/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { eraseRest, eraseTickets } from "./erase_tickets.ts";
import { stageCounts, stagePlaceholder } from "./placeholder.ts";
import { listBegun } from "./list_begun.ts";
import { findElsewhere } from "./find_elsewhere.ts";
import { dropErased } from "./kept_mentions.ts";
import { toOthersQuery } from "./others_query.ts";
import {
  type ErasurePlan,
  listTickets,
  readPlan,
  readRest,
  requireClosed,
  requireNone,
  type StartedErasure,
} from "./plan.ts";
import { countMoved } from "./count_moved.ts";
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
    const { kv } = this.#store;
    const { value: started } = await kv.get<StartedErasure>(keys.erasure(address));
    const isResumed = started !== null;
    const plan = isResumed
      ? { ...await readRest(kv, address, started), open: [] } // it ends with what it covers, and names the others
      : await this.#readPlan(address);
    const { value: customer } = await kv.get<Customer>(keys.customer(address));
    const { tickets, comments, files, state, open, writtenIn = [] } = plan;
    const moved = await countMoved(kv, address);
    const mentions = await dropErased(kv, address, await this.#findMentions(address));
    const revision = customer?.revision ?? 0;
    return { email: address, revision, state, tickets, comments, files, open, moved, writtenIn, mentions, isResumed };
  }

  /** Returns whether the desk still has the state that an erasure was approved for, or asked for. */
  async isCurrent({ email, state }: { email: string; state: string }): Promise<boolean> {
    const { kv } = this.#store;
    const { value: started } = await kv.get<StartedErasure>(keys.erasure(email));
    if (started !== null) return state === "" || (await readRest(kv, email, started)).state === state;
    try {
      return (await this.#readPlan(email)).state === state;
    } catch (error) {
      if (error instanceof DeskError && ["not_found", "wrong_state"].includes(error.code)) return false;
      throw error;
    }
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
    const started = await transaction.get<StartedErasure>(keys.erasure(email));
    if (started !== null) return await this.#stageRest(transaction, { email, state, started }, context);
    await transaction.get(keys.customer(email)); // the commit checks that it stays the same
    const plan = await this.#readPlan(email);
    requireClosed(email, plan);
    if (plan.state !== state) {
      const text = `Customer ${email} or a ticket was changed since the preview. Nothing was erased. Preview it again.`;
      throw new DeskError("stale_revision", text);
    }
    const placeholder = await stagePlaceholder(transaction, plan, context);
    const { customer: { name }, state: _state, open: _open, ...rest } = plan;
    const start: StartedErasure = { name, placeholder, ...rest, isAccountDeleted: false };
    transaction.set(keys.erasure(email), start);
  }

  /** Adds the tickets that came in or changed since the erasure has begun, if they are approved. */
  async #stageRest(
    transaction: Transaction,
    { email, state, started }: { email: string; state: string; started: StartedErasure },
    context: ChangeContext,
  ): Promise<void> {
    if (state === "") return;
    const { state: present, ...rest } = await readRest(this.#store.kv, email, started);
    if (present !== state) {
      const text = `A ticket of ${email} was changed since the preview. Nothing more was erased. Preview it again.`;
      throw new DeskError("stale_revision", text);
    }
    await stageCounts(transaction, started.placeholder, rest, context);
    transaction.set(keys.erasure(email), { ...started, ...rest } satisfies StartedErasure);
  }

  /**
   * Finishes an erasure that has begun.
   *
   * @throws {DeskError} `wrong_state` if the customer has tickets that came in or changed since. They stay, and the account.
   */
  async finish(email: string, { by }: ChangeContext): Promise<ErasedCustomer> {
    const { value: started } = await this.#store.kv.get<StartedErasure>(keys.erasure(email));
    if (started === null) throw new DeskError("wrong_state", `The erasure of ${email} is already complete.`);
    const { name, placeholder, tickets, comments, files, writtenIn = [] } = started;
    const person = { email, name, placeholder };
    let moved: string[] = [];
    if (!started.isAccountDeleted) {
      moved = await eraseTickets(this.#store, person, started, by);
      await this.#deleteAccount(email);
    }
    const erased = await listTickets(this.#store.kv, placeholder);
    await eraseRest(this.#store, person, by);
    await sweep(this.#store, person, {
      own: new Set(erased.map(({ record }) => record.id)),
      moved: new Set(moved),
      written: new Set(writtenIn),
    });
    const mentions = await this.#findMentions(email);
    const elsewhere = await findElsewhere(this.#store.kv, email);
    await this.#store.commits.commit((transaction) => {
      transaction.delete(keys.erasure(email));
      return Promise.resolve();
    });
    const remainder = await this.cleanFiles();
    return { email: placeholder, tickets, comments, files, moved, writtenIn, mentions, elsewhere, remainder };
  }

  /**
   * Deletes the account and its history. From then on, tickets with the address are of a new customer.
   *
   * @throws {DeskError} `wrong_state` if the customer has tickets.
   */
  #deleteAccount(email: string): Promise<void> {
    const { kv, commits } = this.#store;
    return commits.commit(async (transaction) => {
      const started = await transaction.get<StartedErasure>(keys.erasure(email));
      if (started !== null) transaction.set(keys.erasure(email), { ...started, isAccountDeleted: true });
      await transaction.get(keys.nextTicket); // the commit checks that no ticket comes in
      const customer = await transaction.get<Customer>(keys.customer(email));
      requireNone(email, await listTickets(kv, email));
      if (customer === null) return;
      for await (const { key } of transaction.list({ prefix: prefixes.customerEvents(email) })) transaction.delete(key);
      dropFromCustomerIndex(transaction, customer);
      transaction.delete(keys.customer(email));
      transaction.delete(keys.tierChange(email));
      transaction.add(keys.countCustomers, -1);
    }, { reads: [keys.customer(email)], alone: true });
  }

  async #readPlan(email: string): Promise<ErasurePlan> {
    const { searchSource } = this.#parts;
    return await readPlan(this.#store.kv, email, await listBegun(this.#store, searchSource, email));
  }

  /** Finds the tickets of others whose texts have the address. */
  async #findMentions(email: string): Promise<string[]> {
    const options = { limit: 2 * MOST_MENTIONS, now: this.#store.now(), views: {} };
    const { numbers } = await searchTickets(this.#parts.searchSource, toOthersQuery(email), options);
    return numbers.slice(0, MOST_MENTIONS).map(String);
  }
}
