/** What we take from Zendesk's objects, from a table's row or the API's JSON alike. */

import { Refusal } from "../row.ts";
import { instantOf, tagsOf } from "../values.ts";
import { type Fields, flagOf, idOf, inside, listOf, requiredId, textOf } from "./fields.ts";

export interface User {
  id: number;
  name: string;
  /** Lower case; null when there is none, or it can't be one. */
  email: string | null;
  role: "end-user" | "agent" | "admin" | "";
  /** Suspended, or deleted. */
  suspended: boolean;
  notes: string;
  phone: string;
  organization: number | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface Ticket {
  id: number;
  subject: string;
  description: string;
  status: string;
  priority: string;
  type: string;
  requester: number | null;
  assignee: number | null;
  group: number | null;
  tags: string[];
  /** The address that the first e-mail came from. */
  sender: { email: string; name: string } | null;
  created_at: string | null;
  updated_at: string | null;
  solved_at: string | null;
}

export interface Comment {
  id: number;
  ticket: number;
  author: number | null;
  /** Whether the customer sees it. */
  public: boolean;
  body: string;
  /** The same without formatting; empty where the export hasn't it. */
  plain: string;
  /** The files that were attached: their names and addresses. */
  files: { name: string; url: string }[];
  at: string | null;
}

/** A name behind an id: of a group, or of an organization. */
export interface Named {
  id: number;
  name: string;
}

/**
 * Reads a user, of a table or of the API.
 *
 * @throws {Refusal} When its id is missing, or is none.
 */
export function userOf(fields: Fields): User {
  const role = textOf(fields, "role").trim().toLowerCase();
  return {
    id: requiredId(fields, "id"),
    name: textOf(fields, "name").trim(),
    email: addressOf(textOf(fields, "email")),
    role: role === "end-user" || role === "agent" || role === "admin" ? role : "",
    suspended: flagOf(fields, "suspended", false) || !flagOf(fields, "active", true),
    notes: [textOf(fields, "details"), textOf(fields, "notes")].filter(Boolean).join("\n"),
    phone: textOf(fields, "phone").trim(),
    organization: idOf(fields, "organization_id"),
    created_at: timeOf(fields, "created_at"),
    updated_at: timeOf(fields, "updated_at"),
  };
}

/**
 * Reads a ticket, of a table or of the API.
 *
 * @throws {Refusal} When its id is missing, or is none.
 */
export function ticketOf(fields: Fields): Ticket {
  return {
    id: requiredId(fields, "id"),
    subject: textOf(fields, "subject", "raw_subject"),
    description: textOf(fields, "description"),
    status: isDeleted(fields) ? "deleted" : textOf(fields, "status").trim().toLowerCase(),
    priority: textOf(fields, "priority"),
    type: textOf(fields, "type").trim().toLowerCase(),
    requester: idOf(fields, "requester_id"),
    assignee: idOf(fields, "assignee_id"),
    group: idOf(fields, "group_id"),
    tags: tagsOfTicket(fields["tags"]),
    sender: senderOf(fields),
    created_at: timeOf(fields, "created_at"),
    updated_at: timeOf(fields, "updated_at"),
    solved_at: timeOf(isSolved(fields) ? { ...fields, ...metricsOf(fields) } : {}, "solved_at"),
  };
}

/** @param ticket The ticket whose place the comment stands in, for one that doesn't say. */
export function commentOf(fields: Fields, ticket: number | null = null): Comment {
  const of = idOf(fields, "ticket_id") ?? ticket;
  if (of === null) {
    throw new Refusal(
      "It doesn't say which ticket it is of: name its file after the ticket, such as comments/1595.json.",
    );
  }
  return {
    id: requiredId(fields, "id"),
    ticket: of,
    author: idOf(fields, "author_id", "user_id"),
    public: flagOf(fields, "public", false), // what isn't known to be public stays with the team
    body: textOf(fields, "body", "plain_body"),
    plain: textOf(fields, "plain_body"),
    files: listOf(fields["attachments"]).map((file) => ({
      name: textOf(file, "file_name"),
      url: textOf(file, "content_url"),
    })),
    at: timeOf(fields, "created_at", "created"),
  };
}

/** Reads a group or an organization. */
export function namedOf(fields: Fields): Named {
  return { id: requiredId(fields, "id"), name: textOf(fields, "name").trim() };
}

/** Rows that a copying program keeps of what is gone are marked so. */
export function isDeleted(fields: Fields): boolean {
  return flagOf(fields, "_fivetran_deleted", false);
}

const LONGEST_ADDRESS = 254;

/** An e-mail address as the desk has it; null for what can't be one. */
function addressOf(text: string): string | null {
  const address = text.trim().toLowerCase();
  return address.length <= LONGEST_ADDRESS && /^[^\s@]+@[^\s@]+$/.test(address) ? address : null;
}

function timeOf(fields: Fields, ...names: string[]): string | null {
  const text = textOf(fields, ...names);
  return text === "" ? null : instantOf(names[0]!, text);
}

function tagsOfTicket(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((tag) => typeof tag === "string");
  return typeof value === "string" ? tagsOf(value.replace(/[[\]"]/g, "")) : [];
}

function senderOf(fields: Fields): Ticket["sender"] {
  const from = inside(fields, "via", "source", "from");
  const [address, name] = from === undefined
    ? [textOf(fields, "via_source_from_address"), textOf(fields, "via_source_from_title")]
    : [textOf(from as Fields, "address"), textOf(from as Fields, "name")];
  const email = addressOf(address);
  return email === null ? null : { email, name: name.trim() };
}

function isSolved(fields: Fields): boolean {
  return /^(solved|closed)$/i.test(textOf(fields, "status").trim());
}

/** The metrics that the API gives beside a ticket when it is asked to. */
function metricsOf(fields: Fields): Fields {
  const solved = inside(fields, "metric_set", "solved_at");
  return typeof solved === "string" ? { solved_at: solved } : {};
}
