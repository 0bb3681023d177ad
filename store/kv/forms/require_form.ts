import { type Entry, type Key, readCounter } from "../port/mod.ts";
import { isForeignKey } from "../schema/mod.ts";
import { DamagedEntryError } from "./damaged_entry.ts";
import {
  isArticle,
  isArticleRevision,
  isComment,
  isCustomer,
  isCustomerEvent,
  isIndexState,
  isQueuedMessage,
  isSettingsRevision,
  isStoredApproval,
  isStoredAttachment,
  isStoredBatch,
  isTicketEvent,
  isTicketRecord,
  isTierChange,
  isWebhookPosition,
} from "./forms.ts";

type HasForm = (key: Key, value: unknown) => boolean;

const isText: HasForm = (_key, value) => typeof value === "string";
const isBytes: HasForm = (_key, value) => value instanceof Uint8Array;
const isNumber: HasForm = (_key, value) => Number.isSafeInteger(value) && (value as number) > 0;

/** The forms of values that reads return as they are, by the first part of their keys. */
const FORMS = new Map<unknown, HasForm>([
  ["ticket", (key, value) => isTicketRecord(value, key[1] as number)],
  ["description", isText],
  ["comment", (key, value) => isComment(value, key[2] as number)],
  ["earlier", isText],
  ["attachment", (_key, value) => isStoredAttachment(value)],
  ["customer", (key, value) => isCustomer(value, key[1] as string)],
  ["tier", (_key, value) => isTierChange(value)],
  ["article", (_key, value) => isArticle(value)],
  ["articleId", isNumber],
  ["external", isNumber],
  ["settings", (_key, value) => isSettingsRevision(value)],
  ["next", isNumber],
  ["approval", (_key, value) => isStoredApproval(value)],
  ["batch", (_key, value) => isStoredBatch(value)],
  ["webhook", (_key, value) => isWebhookPosition(value)],
  ["webhookMessage", (_key, value) => isQueuedMessage(value)],
  ["webhookFailure", (_key, value) => isQueuedMessage(value)],
  ["count", (_key, value) => readCounter(value) !== null],
  ["meta", (key, value) => key[1] !== "index" || isIndexState(value)],
  ["h", isBytes],
  ["b", isBytes],
  ["d", (_key, value) => Array.isArray(value)],
  ["event", (key, value) => EVENTS.get(key[1])?.(key, value) ?? true],
]);

const EVENTS = new Map<unknown, HasForm>([
  ["ticket", (key, value) => isTicketEvent<{ revision: number }>(value, key[2] as number) && value.revision === key[3]],
  ["customer", (key, value) => isCustomerEvent(value, key[2] as string) && value.revision === key[3]],
  ["article", (key, value) => isArticleRevision(value, key[3] as number)],
  ["settings", (_key, value) => isSettingsRevision(value)],
]);

/**
 * Checks that the value of an entry has the form that its readers rely on.
 *
 * @throws {DamagedEntryError} If it has not.
 */
export function requireForm(entry: Pick<Entry, "key" | "value">): void {
  if (!isSound(entry)) throw new DamagedEntryError(entry.key);
}

/** Reports whether the value of an entry has the form that its key asks for. Those of other programs have any. */
export function isSound({ key, value }: Pick<Entry, "key" | "value">): boolean {
  const hasForm = FORMS.get(key[0]);
  return hasForm === undefined || hasForm(key, value) || isForeignKey(key);
}
