/** Desks that a seed determines, in which each word and address names its author. */

import { KvDrafts } from "../../../../store/kv/drafts/mod.ts";
import { IndexMerger } from "../../../../store/kv/index/mod.ts";
import { createLazyParts } from "../../../../store/kv/lazy_parts.ts";
import { DeskError } from "../../../../store/mod.ts";
import type { TicketToImport } from "../../../../store/archive.ts";
import { createRandom, type Random } from "../../../create_random.ts";
import { BY, HOST, HOUR } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

export const PEOPLE = ["ada", "bob", "cy"] as const;
export type Person = typeof PEOPLE[number];

/** A desk of the three people, with access to its rows. */
export type RandomDesk = Awaited<ReturnType<typeof openParts>>;

/** The steps after which a desk is complete. */
const STEPS = 40;

/** Both are unlike anything that the desk itself writes. */
export const toAddress = (person: Person) => `me@${person}.example`;
export const toTrace = (person: Person) => new RegExp(`qz${person}|@${person}\\.example`, "gi");

async function openParts() {
  const store = await openTestStore();
  const merger = new IndexMerger(store);
  const parts = createLazyParts(store, {
    location: null,
    maxChecks: 100,
    mergeIndex: () => merger.mergeNow(),
    waitForIndex: () => Promise.resolve(),
    cleanFiles: () => Promise.resolve(null),
  });
  return { ...store, ...parts, drafts: new KvDrafts(store) };
}

export async function openRandomDesk(seed: number): Promise<RandomDesk> {
  const desk = await openParts();
  const random = createRandom(seed);
  const write = (author: Person) => `qz${author}${random(1_000_000)}`;
  for (const person of PEOPLE) {
    await desk.customers.create({ email: toAddress(person), name: `Qz${person}`, notes: write(person) }, BY);
  }
  await desk.archive.importTickets(createImport(write), HOST);
  const author = new RandomAuthor(desk, random, write);
  for (let step = 0; step < STEPS; step++) await author.writeSomething();
  return desk;
}

/** Returns a new word of a person. */
type Write = (author: Person) => string;

/** Tickets as other programs and earlier versions had them. */
function createImport(write: Write): TicketToImport[] {
  const closed = { status: "closed", resolution: "Done", created_at: "2025-01-01T00:00:00.000Z" } as const;
  const forms = (name: string, address: string) => [address, ` ${address.toUpperCase()} `, `${name} <${address}>`];
  return PEOPLE.flatMap((owner) => [
    {
      ticket: { subject: write(owner), description: write(owner), customer: toAddress(owner), ...closed },
      comments: [{ author: `Qz${owner}`, kind: "customer" as const, body: write(owner) }],
    },
    {
      ticket: { subject: write(owner), customer: toAddress(owner) },
      comments: PEOPLE.flatMap((writer) =>
        (["customer", "reply", "note"] as const).flatMap((kind) =>
          forms(`Qz${writer}`, toAddress(writer)).map((author) => ({ author, kind, body: write(writer) }))
        )
      ),
    },
  ]);
}

/** Someone who does one thing after the other. What the desk rejects has no effect. */
class RandomAuthor {
  readonly #desk: RandomDesk;
  readonly #random: Random;
  readonly #write: Write;
  /** Tickets with a file, which stays if the ticket is moved. */
  readonly #withFile = new Set<string>();
  #calls = 0;

  constructor(desk: RandomDesk, random: Random, write: Write) {
    this.#desk = desk;
    this.#random = random;
    this.#write = write;
  }

  async writeSomething(): Promise<void> {
    this.#desk.clock.now += this.#random(3 * 24) * HOUR;
    const steps = [this.#create, this.#send, this.#send, this.#receive, this.#answer, this.#update, this.#move];
    const rare = [this.#move, this.#merge, this.#merge, this.#undo, this.#close, this.#close, this.#reopen];
    const all = [...steps, ...rare, this.#retract, this.#attach, this.#draft, this.#ask];
    try {
      await all[this.#random(all.length)]!.call(this);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
    }
  }

  #pick(): Person {
    return PEOPLE[this.#random(PEOPLE.length)]!;
  }

  async #pickTicket(): Promise<{ id: string; revision: number; subject: string; owner: Person }> {
    const { total } = await this.#desk.tickets.getStats();
    const { id, revision, subject, customer } = await this.#desk.tickets.get(String(1 + this.#random(total)));
    return { id, revision, subject, owner: PEOPLE.find((person) => toAddress(person) === customer)! };
  }

  #by() {
    return { ...BY, ...this.#random(2) === 0 && { idempotencyKey: `call ${this.#calls++}` } };
  }

  async #create(): Promise<void> {
    const owner = this.#pick();
    const texts = { subject: this.#write(owner), description: this.#write(owner) };
    await this.#desk.tickets.create({ ...texts, customer: toAddress(owner) }, this.#by());
  }

  async #send(): Promise<void> {
    const { id, owner } = await this.#pickTicket();
    const writer = this.#random(2) === 0 ? owner : this.#pick();
    const author = writer === owner && this.#random(2) === 0 ? {} : { author: toAddress(writer).toUpperCase() };
    const body = this.#write(writer);
    await this.#desk.tickets.addComment(id, { kind: "customer", body, ...author }, this.#by());
  }

  async #receive(): Promise<void> {
    const { id, owner } = await this.#pickTicket();
    const place = this.#random(2) === 0 ? { ticket_id: id } : { reference: `${owner === "ada"} ${this.#random(3)}` };
    await this.#desk.tickets.receive({ customer: toAddress(owner), message: this.#write(owner), ...place }, this.#by());
  }

  async #answer(): Promise<void> {
    const { id } = await this.#pickTicket();
    await this.#desk.tickets.addComment(id, { kind: "reply", body: "Thank you" }, this.#by());
  }

  async #update(): Promise<void> {
    const { id, owner } = await this.#pickTicket();
    const field = this.#random(2) === 0 ? "subject" : "description";
    await this.#desk.tickets.update(id, { [field]: this.#write(owner) }, this.#by());
  }

  /** The ticket gets texts of the other customer: its present texts stay when the former one is erased. */
  async #move(): Promise<void> {
    const { id } = await this.#pickTicket();
    if (this.#withFile.has(id)) return;
    const owner = this.#pick();
    const texts = { subject: this.#write(owner), description: this.#write(owner) };
    if (this.#random(2) === 0) {
      return void await this.#desk.tickets.update(id, { customer: toAddress(owner), ...texts }, BY);
    }
    await this.#desk.tickets.update(id, { customer: toAddress(owner) }, BY);
    await this.#mergeMoved(id);
    await this.#desk.tickets.update(id, texts, BY);
  }

  /** Merges a ticket that still has the texts of its former customer, in one direction or the other. */
  async #mergeMoved(id: string): Promise<void> {
    const other = (await this.#pickTicket()).id;
    try {
      if (this.#random(2) === 0) return await this.#mergeTickets(other, id);
      await this.#mergeTickets(id, other);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
    }
    if ((await this.#desk.tickets.get(id)).merged_into !== null) await this.#desk.tickets.undoMerge(id, undefined, BY);
  }

  async #merge(): Promise<void> {
    await this.#mergeTickets((await this.#pickTicket()).id, (await this.#pickTicket()).id);
  }

  async #mergeTickets(id: string, into: string): Promise<void> {
    const tickets = [await this.#desk.tickets.get(id), await this.#desk.tickets.get(into)];
    const [from, to] = tickets.map(({ subject, customer }) => `"${subject}" from ${customer}`);
    const requests = [{ asked: "person", question: `Merge ${from} into ${to}?`, outcome: "accepted" }] as const;
    await this.#desk.tickets.merge(id, into, { ...this.#by(), requests });
  }

  async #undo(): Promise<void> {
    await this.#desk.tickets.undoMerge((await this.#pickTicket()).id, undefined, BY);
  }

  async #close(): Promise<void> {
    await this.#desk.tickets.close((await this.#pickTicket()).id, "Done", this.#by());
  }

  async #reopen(): Promise<void> {
    await this.#desk.tickets.reopen((await this.#pickTicket()).id, "Again", this.#by());
  }

  async #retract(): Promise<void> {
    await this.#desk.tickets.editComment((await this.#pickTicket()).id, 1 + this.#random(4), { retract: true }, BY);
  }

  async #attach(): Promise<void> {
    const { id, owner } = await this.#pickTicket();
    const file = { name: `${this.#write(owner)}.txt`, type: "text/plain" };
    await this.#desk.tickets.attach(id, { ...file, bytes: new TextEncoder().encode(this.#write(owner)) }, BY);
    this.#withFile.add(id);
  }

  async #draft(): Promise<void> {
    const { id, owner } = await this.#pickTicket();
    await this.#desk.drafts.save("dana", { name: `ticket ${id}`, content: `To ${toAddress(owner)}` });
  }

  async #ask(): Promise<void> {
    const [one, other] = [await this.#pickTicket(), await this.#pickTicket()];
    const change = {
      ...{ tool: "merge_tickets", ticket_id: one.id, revision: one.revision } as const,
      ...{ into_ticket_id: other.id, into_revision: other.revision },
    };
    await this.#desk.approvals.request({ change, question: `Merge "${one.subject}"?` }, BY);
  }
}
