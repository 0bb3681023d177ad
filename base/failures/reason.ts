/**
 * The reasons why something failed or was left out: stable codes for programs, such as the page, which has its own words for
 * each. The sentences of the desk are for people and models, and may change.
 *
 * `field` is the argument or the member that has to change: `subject`, `add_tags.0`, `custom.plan`.
 */
export interface ReasonValues {
  /** The field has no value, or only white space. */
  required: { field: string };
  /** The field needs at least `limit` characters. */
  too_short: { field: string; limit: number };
  too_long: { field: string; length: number; limit: number; unit: "characters" | "bytes" };
  too_many: { field: string; limit: number };
  /** The field cannot have the value, for a reason that has no other code. */
  invalid_value: { field: string };
  /** The value of a custom field is not one of its type. */
  wrong_type: { field: string; type: "text" | "number" | "boolean" | "date" | "choice" };
  /** The desk has no such custom field, or no longer. */
  unknown_field: { field: string };
  invalid_email: { field: string; value: string };
  invalid_tag: { field: string; value: string };
  invalid_language: { field: string; value: string };
  /** The time is not in the future. */
  past_time: { field: string };
  /** The time is more than `limit` days away. */
  distant_time: { field: string; limit: number };

  ticket_not_found: { id: string };
  customer_not_found: { email: string };
  article_not_found: { id: string };
  approval_not_found: { id: string };
  /** The batch is unknown, or too old to be undone. */
  batch_not_found: { id: string };

  ticket_closed: { id: string };
  ticket_already_closed: { id: string };
  ticket_not_closed: { id: string };
  ticket_merged: { id: string; into: string };
  ticket_not_merged: { id: string };
  /** `email` is missing if the failure is about many tickets. */
  customer_erased: { email?: string };
  /** A ticket cannot be merged into itself, or linked to itself. */
  same_ticket: { id: string };
  /** The link contradicts another link. */
  contradictory_link: { id: string };
  /** No ticket of a bulk change would change. */
  nothing_to_change: NoValues;

  /** Of a ticket that a bulk change leaves. */
  changed_since: NoValues;
  /** The same, after the person has approved. */
  changed_meanwhile: NoValues;
  not_found_anymore: NoValues;
  /** The bulk change was undone before it was complete. */
  batch_undone: NoValues;
  same_values: NoValues;

  file_exists: { name: string };
  invalid_file_name: { name: string };
  file_too_large: { name: string };
  empty_file: { name: string };
  /** The texts are too large to be stored together. */
  change_too_large: NoValues;

  /** A person rejected the change, in a form, during the call. */
  rejected_by_person: NoValues;
  /** The change waits for a person as this approval. */
  waits_for_approval: { id: string };
  approval_decided: { id: string; state: "granted" | "rejected" | "expired" | "failed" };

  /** Of queries. `part` is the part of the query that is wrong; without it, the whole query is. */
  unknown_view: QueryPart & { name: string };
  unknown_filter: QueryPart;
  missing_filter_value: QueryPart;
  wrong_filter_value: QueryPart & { value: string };
  not_a_date: QueryPart;
  unbalanced_parenthesis: QueryPart;
  unbalanced_quotes: QueryPart;
  missing_operand: QueryPart;
  no_word: QueryPart;
  too_many_words: { limit: number };
  /** Any other problem of a query, in English. */
  invalid_query: QueryPart & { problem: string };

  /** Of queries that find nothing. */
  no_match: { part: string };
  /** Words in quotation marks are searched exactly. */
  exact_words: NoValues;
  no_match_together: { parts: readonly string[] };
  no_match_of_all: { parts: readonly string[] };
  all_excluded: NoValues;
  unknown_custom_field: { name: string };
  wrong_field_value: { part: string; value: string };
  field_without_order: { part: string };
  /** The word looks like this filter. */
  filter_as_word: { filter: string };
  /** The wildcard works only at the end of a word. */
  misplaced_wildcard: NoValues;
}

type NoValues = Readonly<Record<never, never>>;

interface QueryPart {
  part?: string;
  /** The name or value that was probably meant. */
  meant?: string;
  /** The names or values that are possible, or an example. */
  possible?: readonly string[];
}

export type ReasonCode = keyof ReasonValues;

/** A reason: its code and its values, in one object. */
export type Reason<Code extends ReasonCode = ReasonCode> = {
  readonly [Each in Code]: { readonly code: Each } & Readonly<ReasonValues[Each]>;
}[Code];
