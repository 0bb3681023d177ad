/** What we take from Zendesk's objects, from a table's row or the API's JSON alike. */

import { parseInstant, parseTagList, RowError } from "../rows/mod.ts";
import { type Fields, getFlag, getId, getObjects, getPath, getRequiredId, getText } from "./fields.ts";

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
export interface NamedRecord {
  id: number;
  name: string;
}

/**
 * Reads a user, of a table or of the API.
 *
 * @throws {RowError} When its id is missing, or is none.
 */
export function toUser(fields: Fields): User {
  const role = getText(fields, "role").trim().toLowerCase();
  return {
    id: getRequiredId(fields, "id"),
    name: getText(fields, "name").trim(),
    email: parseAddress(getText(fields, "email")),
    role: role === "end-user" || role === "agent" || role === "admin" ? role : "",
    suspended: getFlag(fields, "suspended", false) || !getFlag(fields, "active", true),
    notes: [getText(fields, "details"), getText(fields, "notes")].filter(Boolean).join("\n"),
    phone: getText(fields, "phone").trim(),
    organization: getId(fields, "organization_id"),
    created_at: getTime(fields, "created_at"),
    updated_at: getTime(fields, "updated_at"),
  };
}

/**
 * Reads a ticket, of a table or of the API.
 *
 * @throws {RowError} When its id is missing, or is none.
 */
export function toTicket(fields: Fields): Ticket {
  return {
    id: getRequiredId(fields, "id"),
    subject: getText(fields, "subject", "raw_subject"),
    description: getText(fields, "description"),
    status: isDeleted(fields) ? "deleted" : getText(fields, "status").trim().toLowerCase(),
    priority: getText(fields, "priority"),
    type: getText(fields, "type").trim().toLowerCase(),
    requester: getId(fields, "requester_id"),
    assignee: getId(fields, "assignee_id"),
    group: getId(fields, "group_id"),
    tags: parseTicketTags(fields["tags"]),
    sender: getSender(fields),
    created_at: getTime(fields, "created_at"),
    updated_at: getTime(fields, "updated_at"),
    solved_at: getTime(isSolved(fields) ? { ...fields, ...getMetrics(fields) } : {}, "solved_at"),
  };
}

/** @param ticket The ticket whose place the comment stands in, for one that doesn't say. */
export function toComment(fields: Fields, ticket: number | null = null): Comment {
  const of = getId(fields, "ticket_id") ?? ticket;
  if (of === null) {
    throw new RowError(
      "It doesn't say which ticket it is of: name its file after the ticket, such as comments/1595.json.",
    );
  }
  return {
    id: getRequiredId(fields, "id"),
    ticket: of,
    author: getId(fields, "author_id", "user_id"),
    public: getFlag(fields, "public", false), // what isn't known to be public stays with the team
    body: getText(fields, "body", "plain_body"),
    plain: getText(fields, "plain_body"),
    files: getObjects(fields["attachments"]).map((file) => ({
      name: getText(file, "file_name"),
      url: getText(file, "content_url"),
    })),
    at: getTime(fields, "created_at", "created"),
  };
}

/** Reads a group or an organization. */
export function toNamed(fields: Fields): NamedRecord {
  return { id: getRequiredId(fields, "id"), name: getText(fields, "name").trim() };
}

/** Rows that a copying program keeps of what is gone are marked so. */
export function isDeleted(fields: Fields): boolean {
  return getFlag(fields, "_fivetran_deleted", false);
}

const MAX_ADDRESS_LENGTH = 254;

/** An e-mail address as the desk has it; null for what can't be one. */
function parseAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return address.length <= MAX_ADDRESS_LENGTH && /^[^\s@]+@[^\s@]+$/.test(address) ? address : null;
}

function getTime(fields: Fields, ...names: string[]): string | null {
  const text = getText(fields, ...names);
  return text === "" ? null : parseInstant(names[0]!, text);
}

function parseTicketTags(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((tag) => typeof tag === "string");
  return typeof value === "string" ? parseTagList(value.replace(/[[\]"]/g, "")) : [];
}

function getSender(fields: Fields): Ticket["sender"] {
  const from = getPath(fields, "via", "source", "from");
  const [address, name] = from === undefined
    ? [getText(fields, "via_source_from_address"), getText(fields, "via_source_from_title")]
    : [getText(from as Fields, "address"), getText(from as Fields, "name")];
  const email = parseAddress(address);
  return email === null ? null : { email, name: name.trim() };
}

function isSolved(fields: Fields): boolean {
  return /^(solved|closed)$/i.test(getText(fields, "status").trim());
}

/** The metrics that the API gives beside a ticket when it is asked to. */
function getMetrics(fields: Fields): Fields {
  const solved = getPath(fields, "metric_set", "solved_at");
  return typeof solved === "string" ? { solved_at: solved } : {};
}
