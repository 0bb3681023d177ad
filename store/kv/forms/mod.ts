/**
 * The forms of stored values. Reads of damaged entries fail with an error that names the item.
 *
 * @module
 */

export {
  DamagedEntryError,
  type DamageList,
  getAllSound,
  getEntriesSound,
  skipDamaged,
  withDamage,
} from "./damaged_entry.ts";
export {
  isArticleRevision,
  isComment,
  isCustomer,
  isCustomerEvent,
  isErasure,
  isSettingsRevision,
  isStoredAttachment,
  isTicketEvent,
  isTicketRecord,
} from "./forms.ts";
export { listSound } from "./list_sound.ts";
export { isSound, requireForm } from "./require_form.ts";
