/** Zendesk's objects, from table rows or from the API's JSON. */

import { parseMailbox } from "../../base/text/mailbox.ts";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { parseInstant, parseTagList, RowError } from "../rows/mod.ts";
import { type Fields, getFlag, getId, getObjects, getPath, getRequiredId, getText } from "./fields.ts";

export interface User {
  id: number;
  name: string;
  /** In lower case. Null if it is missing or invalid. */
  email: string | null;
  role: "end-user" | "agent" | "admin" | "";
  /** Suspended or deleted. */
  suspended: boolean;
  notes: string;
  phone: string;
  organization: number | null;
  created_at: string | null;
  updated_at: string | null;
}

/** Someone who is named with an address instead of, or besides, a user's id. */
export interface Sender {
  email: string;
  name: string;
}

export interface Ticket {
  id: number;
  subject: string;
  description: string;
  status: string;
  priority: string;
  type: string;
  requester: number | null;
  submitter: number | null;
  assignee: number | null;
  group: number | null;
  tags: string[];
  /** The sender of the first email. */
  sender: Sender | null;
  created_at: string | null;
  updated_at: string | null;
  solved_at: string | null;
}

export interface Comment {
  id: number;
  ticket: number;
  author: number | null;
  /** The address of the author, if the comment has it. */
  sender: Sender | null;
  /** True if the customer can see it. */
  public: boolean;
  body: string;
  /** The text without formatting, or empty. */
  plain: string;
  /** Attachments, by name and URL. */
  files: { name: string; url: string }[];
  at: string | null;
}

/** The name of a group or an organization. */
export interface NamedRecord {
  id: number;
  name: string;
}

/**
 * Reads a user.
 *
 * @throws {RowError} If the id is missing or invalid.
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
 * Reads a ticket.
 *
 * @throws {RowError} If the id is missing or invalid.
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
    submitter: getId(fields, "submitter_id"),
    assignee: getId(fields, "assignee_id"),
    group: getId(fields, "group_id"),
    tags: parseTicketTags(fields["tags"]),
    sender: getSender(fields),
    created_at: getTime(fields, "created_at"),
    updated_at: getTime(fields, "updated_at"),
    solved_at: getTime(isSolved(fields) ? { ...fields, ...getMetrics(fields) } : {}, "solved_at"),
  };
}

/**
 * Reads a comment.
 *
 * @param ticket The ticket that contains the comment, for comments that do not name it.
 */
export function toComment(fields: Fields, ticket: number | null = null): Comment {
  const of = getId(fields, "ticket_id") ?? ticket;
  if (of === null) {
    throw new RowError(
      "The comment does not name its ticket. Name its file after the ticket, such as comments/1595.json.",
    );
  }
  const author = isPlainObject(fields["author"]) ? fields["author"] : {};
  return {
    id: getRequiredId(fields, "id"),
    ticket: of,
    author: getId(fields, "author_id", "user_id") ?? getId(author, "id"),
    sender: toSender(getText(author, "email"), getText(author, "name")) ?? getSender(fields),
    public: getFlag(fields, "public", false), // when in doubt, only the team sees it
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

/** Returns true for rows that a replication tool marks as deleted. */
export function isDeleted(fields: Fields): boolean {
  return getFlag(fields, "_fivetran_deleted", false);
}

const MAX_ADDRESS_LENGTH = 254;

/** Normalizes an email address. Returns null for an invalid one. */
function parseAddress(text: string): string | null {
  const address = parseMailbox(text).address.toLowerCase();
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

function getSender(fields: Fields): Sender | null {
  const from = getPath(fields, "via", "source", "from");
  const [address, name] = from === undefined
    ? [getText(fields, "via_source_from_address"), getText(fields, "via_source_from_title")]
    : [getText(from as Fields, "address"), getText(from as Fields, "name")];
  return toSender(address, name);
}

function toSender(address: string, name: string): Sender | null {
  const email = parseAddress(address);
  return email === null ? null : { email, name: name.trim() };
}

function isSolved(fields: Fields): boolean {
  return /^(solved|closed)$/i.test(getText(fields, "status").trim());
}

/** Metrics that the API includes with a ticket on request. */
function getMetrics(fields: Fields): Fields {
  const solved = getPath(fields, "metric_set", "solved_at");
  return typeof solved === "string" ? { solved_at: solved } : {};
}
