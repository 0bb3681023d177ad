/** The words for what fails, in English. */

import type { BridgeFailure } from "../../../bridges/bridge.ts";
import type { FailureReasons } from "../../failure_reasons.ts";

const format = (count: number) => count.toLocaleString("en");
const list = (parts: readonly string[]) => parts.map((part) => `“${part}”`).join(", ");

const wrong: Record<string, string> = {
  number: "Must be a number.",
  date: "Must be a date.",
  boolean: "Must be yes or no.",
  choice: "No longer a choice.",
};
const many: Record<string, string> = { tags: "tags", add_tags: "tags", links: "links", files: "files" };

const bridge: Record<BridgeFailure, string> = {
  offline: "The server could not be reached.",
  token: "You were signed out.",
  scope: "You may read this desk, but not change it.",
  busy: "The server is busy. Try again in a moment.",
  body: "That is too large for this server. The person who runs it can allow more.",
  failed: "Something went wrong on the server.",
};

const reasons: FailureReasons = {
  required: ({ field }) => field.startsWith("custom.") ? "A value is required." : "A text is required.",
  too_short: ({ limit }) => `Too short: at least ${limit} characters.`,
  too_long: ({ length, limit, unit }) =>
    unit === "bytes"
      ? "Too long for one text. Shorten it."
      : `Too long: ${format(length)} characters (limit ${format(limit)}).`,
  too_many: ({ field, limit }) => `Too many ${many[field] ?? "items"} (limit ${limit}).`,
  invalid_value: "This value is not possible.",
  wrong_type: ({ type }) => wrong[type] ?? "This value is not possible.",
  unknown_field: "The desk no longer has this field.",
  invalid_email: ({ value }) => `“${value}” is not an email address.`,
  invalid_tag: ({ value }) => `“${value}” is not a tag: use up to 50 letters, digits, hyphens, underscores or colons.`,
  invalid_language: ({ value }) => `“${value}” is not a language tag such as en or de.`,
  past_time: "That time has passed. Choose a later one.",
  distant_time: ({ limit }) => `That is more than ${limit} days away. Choose an earlier time.`,

  ticket_not_found: ({ id }) => `There is no ticket #${id}.`,
  customer_not_found: ({ email }) => `There is no customer ${email}.`,
  article_not_found: ({ id }) => `There is no article ${id}.`,
  approval_not_found: ({ id }) => `There is no approval ${id}, or no longer.`,
  batch_not_found: ({ id }) => `The change ${id} can no longer be undone.`,

  ticket_closed: ({ id }) => `#${id} is closed. Reopen it first.`,
  ticket_already_closed: ({ id }) => `#${id} is closed already.`,
  ticket_not_closed: ({ id }) => `#${id} is not closed.`,
  ticket_merged: ({ id, into }) => `#${id} was merged into #${into}. Work on that ticket instead.`,
  ticket_not_merged: ({ id }) => `#${id} is not merged.`,
  customer_erased: "The customer was erased. This can no longer change.",
  same_ticket: "Choose another ticket.",
  contradictory_link: "This link contradicts other links of the two tickets.",
  nothing_to_change: "No ticket would change.",

  changed_since: "It was changed since.",
  changed_meanwhile: "It was changed in the meantime.",
  not_found_anymore: "It is not there any more.",
  same_values: "It already has these values.",
  batch_undone: "The change was undone before it was complete.",

  file_exists: ({ name }) => `The ticket has a file ${name} already.`,
  invalid_file_name: ({ name }) => `“${name}” is not a file name.`,
  file_too_large: ({ name }) => `The file ${name} is too large.`,
  empty_file: "The file is empty.",
  change_too_large: "That is too long to be stored together. Shorten it.",

  rejected_by_person: "You rejected the change.",
  waits_for_approval: ({ id }) => `The change waits for approval as ${id}.`,
  approval_decided: ({ id, state }) =>
    state === "granted" || state === "rejected" ? `${id} was already ${state}.` : `${id} has ${state}.`,

  unknown_view: ({ name }) => `there is no view ${name}.`,
  unknown_filter: "there is no such filter. To search for the text itself, put it in quotation marks.",
  missing_filter_value: "the value is missing.",
  wrong_filter_value: ({ value, possible = [] }) => `${value} is not a value. Use one of ${possible.join(", ")}.`,
  not_a_date: "this is not a date. Use one such as 2026-11-01, today or 7d.",
  unbalanced_parenthesis: "a parenthesis has no partner.",
  unbalanced_quotes: "A quotation mark is missing, or out of place.",
  missing_operand: "a word is missing beside it.",
  no_word: "it contains no word.",
  too_many_words: ({ limit }) => `Too many words and filters (limit ${limit}).`,
  invalid_query: ({ problem }) => problem,

  no_match: ({ part }) => `No ticket matches “${part}”.`,
  exact_words: "Words in quotation marks are searched exactly as written.",
  no_match_together: ({ parts }) =>
    `Each part has matches, but not together. Leave out ${parts.length > 1 ? "one of " : ""}${list(parts)}.`,
  no_match_of_all: ({ parts }) =>
    `No ticket has all of ${list(parts)}. Without AND, those with some of them are found.`,
  all_excluded: "All matches are excluded. Leave out an excluded part.",
  unknown_custom_field: ({ name }) => `There is no field ${name}.`,
  wrong_field_value: ({ value }) => `${value} is not a value of this field.`,
  field_without_order: "it has no order. Use field:NAME=true or field:NAME=false.",
  filter_as_word: ({ filter }) => `To filter, write ${filter}.`,
  misplaced_wildcard: "* stands for other letters only at the end of a word: net*.",
};

export const enFailures = {
  failures: {
    ...bridge,
    reasons,
    wrong,
    /** The reasons why a change of many leaves a ticket, by their codes. */
    left: {
      changed_since: "It was changed since.",
      changed_meanwhile: "It was changed in the meantime.",
      not_found_anymore: "It is not there any more.",
      customer_erased: "The customer was erased.",
      same_values: "It already has these values.",
      batch_undone: "The change was undone before it was complete.",
      ticket_closed: "It is closed. Reopen it first.",
      ticket_already_closed: "It is closed already.",
      required: "A required field would be empty.",
      too_many: "It would have too many tags.",
      unknown_field: "The desk no longer has this field.",
      wrong_type: "The field cannot have this value.",
      change_too_large: "It would be too long.",
    } as Record<string, string>,
    /** Those that differ for several tickets. */
    leftMany: {
      changed_since: "They were changed since.",
      changed_meanwhile: "They were changed in the meantime.",
      not_found_anymore: "They are not there any more.",
      same_values: "They already have these values.",
      ticket_closed: "They are closed. Reopen them first.",
      ticket_already_closed: "They are closed already.",
      too_many: "They would have too many tags.",
      change_too_large: "They would be too long.",
    } as Record<string, string>,
    /** By kind, for failures without a reason. Those of other kinds have the server's own words. */
    kinds: {
      stale_revision: "Someone else changed it in the meantime.",
      idempotency_mismatch:
        "An earlier attempt with other values may have been saved. Look for it before you send this again.",
    } as Record<string, string>,
    /** The server's own words. */
    other: (text: string) => text,
    unsaved: (change: string, reason: string) => `${change} is not saved: ${reason}`,
    ofField: (field: string, text: string) => `${field}: ${text}`,
    part: (text: string, reason: string) => `“${text}”: ${reason}`,
    meant: (name: string) => ` Did you mean ${name}?`,
  },
};
