/** Tickets with all parts that can be read, and with placeholders for those that are lost. */

import { hashText } from "../../../../base/bytes/hash_text.ts";
import { isChange, type TicketState } from "../../../event.ts";
import { createTicketRecord, toDelivered } from "../../../rules/tickets/mod.ts";
import { formatInstant } from "../../../rules/values/mod.ts";
import { type Comment, LIMITS, type TicketRecord } from "../../../ticket.ts";
import type { StoredAttachment } from "../../attachments/mod.ts";
import { isComment, isStoredAttachment, isTicketEvent, isTicketRecord } from "../../forms/mod.ts";
import type { Row } from "../../rows/mod.ts";
import type { StoredTicketEvent } from "../../ticket_changes/mod.ts";
import type { Report } from "./findings.ts";
import { completeHistory, REPAIR_ACTOR, replay } from "./complete_history.ts";
import { checkSums, completeEarlierTexts } from "./texts.ts";
import type { TicketParts } from "./ticket_parts.ts";

/** A ticket whose parts fit together. */
export interface AssembledTicket {
  record: TicketRecord;
  description: string;
  /** In order, without gaps. */
  comments: Comment[];
  /** Changes by revision. */
  events: Map<number, StoredTicketEvent>;
  refusals: StoredTicketEvent[];
  /** The texts that changes have replaced. */
  earlier: Row[];
  files: StoredAttachment[];
}

/** The customer of a ticket that has lost everything else about them. */
const UNKNOWN_CUSTOMER = "unknown@example.invalid";

export interface AssemblyOptions {
  report: Report;
  /** Reports whether the bytes of a file are there, and are the ones that were attached. */
  isIntact(file: StoredAttachment): Promise<boolean>;
}

/** @returns Null if nothing of the ticket can be read. */
export async function assembleTicket(
  parts: TicketParts,
  { report, isIntact }: AssemblyOptions,
): Promise<AssembledTicket | null> {
  const [events, refusals] = readEvents(parts, report);
  const comments = readComments(parts, report);
  const description = readDescription(parts, report);
  const read = readRecord(parts, events, report) ?? rebuildRecord(parts.number, events, comments, description, report);
  if (read === null) return null;
  const count = Math.max(read.comment_count, ...comments.keys(), ...listCommentNumbers(events));
  const files = await readFiles(parts, read, events, { report, isIntact });
  const record = { ...read, comment_count: count, attachments: dropLostFiles(read, files, events) };
  const earlier = completeEarlierTexts(parts, events, report);
  checkSums(events, { description, comments, earlier }, report);
  fillComments(record, comments, events, report);
  const create = createEventFactory(record);
  const lostFiles = record.attachments === read.attachments ? [] : ["attachments"];
  const assembled = completeHistory(record, events, create, report, lostFiles);
  return {
    record: assembled,
    description,
    comments: [...comments.values()].sort((one, other) => one.number - other.number),
    events,
    refusals: refusals.filter(({ revision }) => revision <= assembled.revision),
    earlier,
    files,
  };
}

/** Changes a ticket, and adds an event that says so. Without changes, the ticket stays the same. */
export function correctTicket(
  ticket: AssembledTicket,
  changes: Partial<Pick<TicketRecord, "links" | "merged_into">>,
): AssembledTicket {
  if (Object.keys(changes).length === 0) return ticket;
  const events = new Map(ticket.events);
  const record = { ...ticket.record, ...changes };
  return { ...ticket, record: completeHistory(record, events, createEventFactory(record), () => {}), events };
}

function createEventFactory({ id }: TicketRecord): (common: object) => StoredTicketEvent {
  return (common) => ({ ticket_id: id, ...common }) as StoredTicketEvent;
}

function readEvents(
  { number, events: rows }: TicketParts,
  report: Report,
): [changes: Map<number, StoredTicketEvent>, refusals: StoredTicketEvent[]] {
  const changes = new Map<number, StoredTicketEvent>();
  const refusals: StoredTicketEvent[] = [];
  for (const { key, value } of rows) {
    const revision = key[3];
    if (
      !isTicketEvent<StoredTicketEvent>(value, number) || value.revision !== revision ||
      isChange(value) !== (key.length === 4)
    ) {
      // The place of a change is reported as a gap.
      if (key.length > 4) report("lost", `an event of its history, after event ${revision}.`);
    } else if (isChange(value)) changes.set(value.revision, value);
    else refusals.push(value);
  }
  return [changes, refusals];
}

function readComments({ comments: rows }: TicketParts, report: Report): Map<number, Comment> {
  const comments = new Map<number, Comment>();
  for (const { key, value } of rows) {
    const number = Number(key.at(-1));
    if (isComment(value, number)) comments.set(number, value);
    else report("lost", `the text of comment ${number}.`);
  }
  return comments;
}

function readDescription({ description }: TicketParts, report: Report): string {
  if (typeof description?.value === "string") return description.value;
  if (description !== undefined) report("lost", "its description.");
  return "";
}

/** Returns the stored record; null if it must be rebuilt. A record that is older than its history must be. */
function readRecord(
  { number, record }: TicketParts,
  events: ReadonlyMap<number, StoredTicketEvent>,
  report: Report,
): TicketRecord | null {
  if (record === undefined) return null;
  if (!isTicketRecord(record.value, number)) {
    report("rebuilt", "its record cannot be read.");
    return null;
  }
  if (!events.has(record.value.revision + 1)) return record.value;
  report("rebuilt", "its record is older than its history.");
  return null;
}

/** Creates the record that the history leads to. Fields without an event get defaults. */
function rebuildRecord(
  number: number,
  events: Map<number, StoredTicketEvent>,
  comments: ReadonlyMap<number, Comment>,
  description: string,
  report: Report,
): TicketRecord | null {
  if (events.size === 0 && comments.size === 0 && description === "") return null;
  const last = Math.max(1, ...events.keys());
  const times = [...events.values(), ...comments.values()].map(({ at }) => Date.parse(at));
  const at = formatInstant(times.length === 0 ? 0 : Math.min(...times));
  const fields = { subject: description.split("\n")[0]!.trim().slice(0, LIMITS.subject) || "(lost)", description };
  const known = replay(events, last) as Partial<TicketState>;
  const record = {
    ...createTicketRecord(String(number), {
      ...fields,
      customer: UNKNOWN_CUSTOMER,
      priority: "medium",
      assignee: null,
      tags: [],
    }, at),
    ...known,
    id: String(number),
    revision: last,
    updated_at: events.get(last)?.at ?? at,
  };
  if (!events.has(1)) report("lost", "its record. A repair puts what is known of it together.");
  return isTicketRecord(record, number) ? record : null;
}

function listCommentNumbers(events: ReadonlyMap<number, StoredTicketEvent>): number[] {
  return [...events.values()].flatMap(({ comment }) => comment ?? []);
}

function fillComments(
  { comment_count, created_at }: TicketRecord,
  comments: Map<number, Comment>,
  events: Map<number, StoredTicketEvent>,
  report: Report,
): void {
  for (let number = 1; number <= comment_count && comments.size < comment_count; number++) {
    if (comments.has(number)) continue;
    report("lost", `comment ${number}. A repair puts a note there.`);
    const event = [...events.values()].find(({ comment }) => comment === number);
    const body = "(The text of this comment was lost when the store was damaged.)";
    const author = (event?.by ?? REPAIR_ACTOR).name.slice(0, LIMITS.name);
    if (event?.sum !== undefined) events.set(event.revision, { ...event, sum: hashText(body) });
    comments.set(number, { number, author, ...toDelivered({ kind: "note" }), body, at: event?.at ?? created_at });
  }
}

async function readFiles(
  { files: rows }: TicketParts,
  { attachments }: TicketRecord,
  events: ReadonlyMap<number, StoredTicketEvent>,
  { report, isIntact }: AssemblyOptions,
): Promise<StoredAttachment[]> {
  const files: StoredAttachment[] = [];
  for (const { key, value } of rows) {
    const name = String(key.at(-1));
    const listed = attachments.find((file) => file.name === name);
    if (listed === undefined) report("derived", `the file "${name}" is stored, but the ticket does not list it.`);
    else if (isStoredAttachment<StoredAttachment>(value) && value.sha256 === listed.sha256 && await isIntact(value)) {
      files.push(value);
    } else report("lost", `the content of the file "${name}".`);
  }
  for (const { name } of attachments) {
    if (wasAttached(name, events) && !rows.some(({ key }) => key.at(-1) === name)) {
      report("lost", `the content of the file "${name}".`);
    }
  }
  return files;
}

/** Leaves out files whose content is lost. An import may have been interrupted before the content of a file. */
function dropLostFiles(
  { attachments }: TicketRecord,
  files: readonly StoredAttachment[],
  events: ReadonlyMap<number, StoredTicketEvent>,
): TicketRecord["attachments"] {
  const kept = attachments.filter(({ name }) => files.some((file) => file.name === name) || !wasAttached(name, events));
  return kept.length === attachments.length ? attachments : kept;
}

function wasAttached(name: string, events: ReadonlyMap<number, StoredTicketEvent>): boolean {
  return [...events.values()].some(({ what, after }) =>
    what === "attached" && after.attachments?.at(-1)?.name === name
  );
}
