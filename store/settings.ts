/** The settings of a desk: one document with a history. */

import type { ChangeContext, Page, PageRequest } from "./calls.ts";
import type { Tier } from "./customer.ts";
import type { Actor } from "./event.ts";
import type { DueTarget, Priority } from "./ticket.ts";
import type { WebhookEvent } from "./webhook.ts";

/** The orders of search results. */
export const TICKET_SORTS = ["relevance", "newest", "oldest", "due", "priority", "updated"] as const;
export type TicketSort = (typeof TICKET_SORTS)[number];

/** The orders of a saved view. "created" is an earlier name of "newest". */
export const VIEW_SORTS = [...TICKET_SORTS, "created"] as const;
export type ViewSort = (typeof VIEW_SORTS)[number];

/** A person of the team. The name identifies the member. */
export interface TeamMember {
  /** An email address. */
  address?: string;
  /** True while the person takes no tickets. */
  away?: boolean;
}

/** A search that people use again. */
export interface View {
  query: string;
  sort?: ViewSort;
}

/** An answer that the team gives again and again. The name identifies it. */
export interface SavedReply {
  /** A line about its purpose. */
  title?: string;
  /** The text, with variables such as `{{customer.name}}`. */
  body: string;
  /** A language tag (BCP 47), such as `de`. */
  language?: string;
}

/** A form or a program that sends customers' messages (`POST /intake`). The name identifies it. */
export interface IntakeSource {
  /**
   * One of them signs each message (Standard Webhooks). The document has placeholders: secrets are stored apart from it, so
   * that nothing that shows settings shows them.
   */
  secrets: string[];
  /** Default: {@linkcode DEFAULT_INTAKE_RATE}. */
  messages_per_minute?: number;
}

export const DEFAULT_INTAKE_RATE = 60;

/** A program that gets the events of tickets. The name identifies it. */
export interface Webhook {
  /** `https:`, or also `http:` with private addresses. */
  url: string;
  /** All of them sign each message (Standard Webhooks). Placeholders, as in {@linkcode IntakeSource}. */
  secrets: string[];
  /** Default: all. */
  events?: WebhookEvent[];
  /** Allows addresses of this machine and of private networks. */
  private_addresses?: boolean;
}

/** The types of custom fields. */
export const FIELD_TYPES = ["text", "number", "boolean", "date", "choice"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A field that tickets of this desk have beside the built-in ones. The name identifies it. */
export interface CustomField {
  type: FieldType;
  /** The values of a choice. */
  choices?: string[];
  /** True if `create_ticket` needs a value, and no change may remove it. */
  required?: boolean;
  /** The purpose of the field, in a line. */
  description?: string;
}
export type CustomFields = Readonly<Record<string, CustomField>>;

/** Hours, which may be a fraction, or `none` for no deadline. */
export type DeadlineHours = number | "none";

/** The hours to each target, by the customer's tier and the priority. */
export type DeadlineTable = Record<DueTarget, Record<Tier, Record<Priority, DeadlineHours>>>;

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Hours of one day, such as `09:00-17:30`. */
export type WorkingHours = `${string}-${string}`;

/** The hours that count for deadlines. Without any, all hours count. A weekday that is missing has none. */
export type BusinessHours = { [Day in Weekday]?: WorkingHours[] } & {
  /** An IANA name such as `Europe/Berlin`. */
  time_zone?: string;
  /** Days without hours: `2026-12-25`, or `12-25` for every year. */
  holidays?: string[];
};

/** The document as people write it. Missing members have defaults. */
export interface SettingsDocument {
  /** By name. */
  team?: Record<string, TeamMember>;
  /** Names of organizations by domain. The customers with an address in the domain belong to it. */
  organizations?: Record<string, string>;
  /** The days that a change waits for a person's approval. */
  approval_days?: number;
  /** The days for which a message of the customer reopens a closed ticket. Later it starts a new ticket. */
  reopen_days?: number;
  /** By name. */
  views?: Record<string, View>;
  /** By name. */
  saved_replies?: Record<string, SavedReply>;
  /** The time to the first reply and to the resolution. */
  deadlines?: DeadlineTable;
  business_hours?: BusinessHours;
  /** By name. A name that is not here any more keeps the values that tickets have. */
  fields?: Record<string, CustomField>;
  /** By name. Without any, nothing is taken in. */
  intake?: Record<string, IntakeSource>;
  /** By name. */
  webhooks?: Record<string, Webhook>;
}

/** The settings in force: the document with defaults for what it lacks. */
export type Settings = Required<SettingsDocument>;

/** The default hours, to the first reply as well as to the resolution. */
const DEFAULT_HOURS: DeadlineTable[DueTarget] = {
  enterprise: { urgent: 1, high: 4, medium: 8, low: 24 },
  pro: { urgent: 4, high: 8, medium: 24, low: 48 },
  free: { urgent: 8, high: 24, medium: 72, low: 120 },
};

export const DEFAULT_SETTINGS: Settings = {
  team: {},
  organizations: {},
  approval_days: 1,
  reopen_days: 14,
  views: {},
  saved_replies: {},
  deadlines: { first_reply: DEFAULT_HOURS, resolution: DEFAULT_HOURS },
  business_hours: {},
  fields: {},
  intake: {},
  webhooks: {},
};

/** One revision of the document. Revision 0 is an empty document, which no one has changed. */
export interface SettingsRevision {
  revision: number;
  at: string;
  by: Actor;
  document: SettingsDocument;
}

/** A changed value, at a path such as `["team", "Ana", "away"]`. A missing `before` or `after` means that it was not set. */
export interface SettingsChange {
  path: readonly string[];
  before?: unknown;
  after?: unknown;
}

/** A revision and what it changed. */
export type SettingsEvent = Omit<SettingsRevision, "document"> & { changes: SettingsChange[] };

/** Reads and changes the settings. Every process on the store sees a change with its next read. */
export interface SettingsStore {
  /** Reads the settings in force. */
  read(): Promise<Settings>;
  /** Reads the current revision; null if the settings were never changed. */
  readRevision(): Promise<SettingsRevision | null>;
  /**
   * Validates a document without saving it.
   *
   * @returns The document in normal form.
   * @throws {DeskError} `invalid`, with every problem, field first.
   */
  check(document: unknown): Promise<SettingsDocument>;
  /**
   * Replaces the document with what `edit` makes of it. `edit` may run several times.
   *
   * @returns The current revision: the same as before if nothing changed, or null if there is none.
   * @throws {DeskError} `invalid` for an invalid document, `stale_revision` if the expected revision is another one (0 if
   *   there is none).
   */
  change(edit: (document: SettingsDocument) => unknown, context: ChangeContext): Promise<SettingsRevision | null>;
  /** Lists the history, oldest first. */
  listEvents(page?: PageRequest): Promise<Page<SettingsEvent>>;
  /** Reads the secrets of placeholders in the document. Those that the desk does not have are left out. */
  readSecrets(placeholders: readonly string[]): Promise<string[]>;
}
