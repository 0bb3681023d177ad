import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { type Entry, type Key, readCounter } from "../port/mod.ts";
import { isForeignKey } from "../schema/mod.ts";
import { DamagedEntryError } from "./damaged_entry.ts";
import {
  isArticle,
  isArticleRevision,
  isChangeList,
  isComment,
  isCustomer,
  isCustomerEvent,
  isDeadlinePosition,
  isDeltaList,
  isIndexState,
  isKeptDraft,
  isPendingList,
  isPolicyProgress,
  isQueueCountsState,
  isQueuedMessage,
  isSeenHost,
  isSettingsRevision,
  isStoredApproval,
  isStoredAttachment,
  isStoredBatch,
  isTicketEvent,
  isTicketRecord,
  isTierChange,
  isTurn,
  isUpload,
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
  ["secret", isText],
  ["upload", (_key, value) => isUpload(value)],
  ["next", isNumber],
  ["approval", (_key, value) => isStoredApproval(value)],
  ["pendingApprovals", (_key, value) => isPendingList(value)],
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

/** The forms of values that their readers do without, or replace. Only a check of the store names others. */
const CHECKED_FORMS = new Map<unknown, HasForm>([
  ["answer", isText],
  ["changes", (_key, value) => isChangeList(value)],
  ["commit", isNumber],
  ["d", (_key, value) => isDeltaList(value)],
  ["draft", (_key, value) => isKeptDraft(value)],
  ["host", (_key, value) => isSeenHost(value)],
  ["idempotency", (_key, value) => isPlainObject(value)],
  ["meta", (key, value) => STATES.get(key[1])?.(value) ?? true],
  ["quiet", (_key, value) => typeof value === "number"],
]);

const STATES = new Map<unknown, (value: unknown) => boolean>([
  ["deadlines", isDeadlinePosition],
  ["migration", isPlainObject],
  ["policy", isPolicyProgress],
  ["queues", isQueueCountsState],
  ["tiers", (value) => typeof value === "string"],
  ["webhooks", isTurn],
]);

/**
 * Checks that the value of an entry has the form that its readers rely on.
 *
 * @throws {DamagedEntryError} If it has not.
 */
export function requireForm(entry: Pick<Entry, "key" | "value">): void {
  if (!hasForm(FORMS, entry)) throw new DamagedEntryError(entry.key);
}

/** Reports whether the value of an entry has the form that its key asks for. Those of other programs have any. */
export function isSound(entry: Pick<Entry, "key" | "value">): boolean {
  return hasForm(FORMS, entry) && hasForm(CHECKED_FORMS, entry);
}

function hasForm(forms: ReadonlyMap<unknown, HasForm>, { key, value }: Pick<Entry, "key" | "value">): boolean {
  const matches = forms.get(key[0]);
  return matches === undefined || matches(key, value) || isForeignKey(key);
}
