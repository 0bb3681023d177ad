/** Failures in words for people. The server words its refusals for models, in English. */

import { BridgeError } from "../bridges/bridge.ts";
import type { UnsavedChange } from "../desk/mod.ts";
import type { Words } from "../words/mod.ts";
import { explainRefusal } from "./custom_actions.ts";
import { getFieldName, removeMarks } from "./labels.ts";

type Failures = Words["failures"];
type Explain = (words: Failures, ...parts: string[]) => string;

/** A failure, with the fields of a form that caused it. */
export interface Explanation {
  /** Everything, in one text. */
  text: string;
  /** The reasons by field, under the name that the server has for it. */
  fields: Readonly<Record<string, string>>;
}

/** Refusals that are about one field. */
const ON_FIELD: readonly (readonly [RegExp, field: string, Explain])[] = [
  [/^"(.*?)" is not an email address/s, "customer", (words, text) => words.address(text!)],
  [/^(\S+): \S+ is for erased customers/, "customer", (words, text) => words.address(text!)],
  [/^"(.*?)" is not a tag\b/s, "tags", (words, text) => words.tag(text!)],
  [/^(?:add_)?tags has .* \(limit (\d+)\)/, "tags", (words, limit) => words.tags(limit!)],
  [/^language cannot be "(.*?)"/s, "language", (words, text) => words.language(text!)],
  [/^snoozed_until .* is not in the future/s, "until", (words) => words.past],
  [/^snoozed_until .* is more than (\d+) days away/s, "until", (words, days) => words.far(days!)],
];

const REFUSALS: readonly (readonly [RegExp, Explain])[] = [
  [/^Ticket (#\S+) not found/, (words, id) => words.noTicket(id!)],
  [/^Customer (\S+) not found/, (words, email) => words.noCustomer(email!)],
  [/^Article (\S+) not found/, (words, id) => words.noArticle(id!)],
  [/^batch_id (\S+) not found/, (words, id) => words.noBatch(id!)],
  [/^Ticket (#\S+) is already closed/, (words, id) => words.alreadyClosed(id!)],
  [/^Ticket (#\S+) is closed/, (words, id) => words.closed(id!)],
  [/^Ticket (#\S+) is \w+\. Only closed/, (words, id) => words.notClosed(id!)],
  [/^Ticket (#\S+) was merged into (#\d+)/, (words, id, into) => words.merged(id!, into!)],
  [/^Ticket (#\S+) is (?:not merged|merged into #\d+, not)/, (words, id) => words.notMerged(id!)],
  [/cannot be (?:merged into|linked to) itself/, (words) => words.same],
  [/already has the parent|parents cannot form|parents above it|so it cannot be/, (words) => words.links],
  [/ would have \d+ links \(limit (\d+)\)/, (words, limit) => words.tooManyLinks(limit!)],
  [/^No ticket would change/, (words) => words.unchanged],
  [/ already has a file "(.*?)"/s, (words, name) => words.sameFile(name!)],
  [/^"(.*)" is not a file name/s, (words, name) => words.fileName(name!)],
  [/^The file "(.*?)" is too large/s, (words, name) => words.largeFile(name!)],
  [/a file cannot be empty|^The file ".*" is empty/s, (words) => words.emptyFile],
  [/^The (?:text is too long to store|change is too large)|^custom is too long/, (words) => words.large],
  [/^The idempotency key /, (words) => words.sentBefore],
  [/^Approval (\S+) (?:was already|has) /, (words, id) => words.decided(id!)],
  [/^The body is too large/, (words) => words.body],
  [/ words and filter values \(limit (\d+)\)/, (words, limit) => words.manyWords(limit!)],
];

/** The reasons why a query finds nothing. */
const REASONS: readonly (readonly [RegExp, Explain])[] = [
  [/^No ticket matches "?(.+?)"?(?: \(you are ".*"\))?\.$/s, (words, part) => words.noMatch(part!)],
  [/^Words in quotation marks are searched exactly/, (words) => words.exact],
  [/^Each part has matches, .* one of (.*)\.$/s, (words, parts) => words.notTogether(parts!)],
  [/^All matches are excluded/, (words) => words.excluded],
  [/^No ticket has all of (.*)\. Leave out AND/s, (words, parts) => words.notAll(parts!)],
  [/^The desk has no custom field "(.*?)"/s, (words, name) => words.noField(name!)],
  [/^(field:\S+) cannot be "(.*?)"/s, (words, field, value) => words.part(field!, words.noValueOf(value!))],
  [/^(field:\S+) has no order/, (words, field) => words.part(field!, words.noOrder)],
  [/^To filter, write (.*) instead of "/s, (words, filter) => words.useFilter(filter!)],
  [/^\* stands for/, (words) => words.star],
];

const QUERY = /^Cannot parse the query at column \d+: (?:"(.+?)": )?(.*)$/s;
const MEANT = /\(did you mean "(.*?)"\?\)/;
const IN_QUERY: readonly (readonly [RegExp, Explain])[] = [
  [/^There is no view "(.*?)"/s, (words, name) => words.noView(name!)],
  [/^unknown filter/, (words) => words.noFilter],
  [/^the value is missing/, (words) => words.noValue],
  [/ cannot be "(.*?)".*? Use one of (.*?)\.$/s, (words, value, values) => words.wrongValue(value!, values!)],
  [/ is not a date/, (words) => words.date],
  [/^the parenthesis /, (words) => words.parenthesis],
  [/^the quotation mark /, (words) => words.quotes],
  [/ needs a part /, (words) => words.operator],
  [/^it contains no word/, (words) => words.noWord],
];

/** Explains a failure in the person's language. The words of a refusal without a translation stay. */
export function explainError(error: unknown, all: Words): Explanation {
  const { failures: words, fields: names } = all;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BridgeError && !/^The body is too large/.test(message)) {
    return { text: words[error.failure], fields: {} };
  }
  const fields = explainCustom(message, all) ?? explainFields(message, words);
  const entries = Object.entries(fields);
  if (entries.length > 0) {
    const name = (field: string) => (names as Record<string, string>)[field] ?? field.replace(/^custom\./, "");
    return { text: entries.map(([field, text]) => words.ofField(name(field), text)).join(" "), fields };
  }
  const text = find([...REFUSALS, ...REASONS], message, words) ?? explainQuery(message, words);
  return { text: text ?? (error instanceof Error ? words.other(removeMarks(message, "")) : message), fields };
}

/** Names a change that is not saved, such as `#42 (Assignee)`, and says why. */
export function explainUnsaved({ id, fields }: UnsavedChange, error: unknown, words: Words): string {
  const names = fields.map((field) => getFieldName(field, words)).join(", ");
  return words.failures.unsaved(names === "" ? `#${id}` : `#${id} (${names})`, explainError(error, words).text);
}

function explainCustom(message: string, words: Words): Record<string, string> | undefined {
  const [, name] = /^custom\.(.+?) (?:is|cannot) /s.exec(removeMarks(message, "")) ?? [];
  return name === undefined ? undefined : { [`custom.${name}`]: explainRefusal(message, words) };
}

function explainFields(message: string, words: Failures): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, field, length, unit, limit] of message.matchAll(TOO_LONG)) {
    found[toField(field!)] = unit === "bytes" ? words.tooManyBytes : words.tooLong(length!, limit!);
  }
  for (const [, field] of message.matchAll(EMPTY)) found[toField(field!)] = words.empty;
  if (Object.keys(found).length > 0) return found;
  for (const [form, field, explain] of ON_FIELD) {
    const parts = form.exec(message);
    if (parts !== null) return { [field]: explain(words, ...parts.slice(1)) };
  }
  return found;
}

const TOO_LONG = /(\S+) is too long: ([\d,]+) (characters|bytes) \(limit ([\d,]+)\)/g;
const EMPTY = /(?<=^|\. )(\w+) is (?:empty|required)\b/g;

/** The part of a list is the list: `add_tags.0` is wrong in the field of the tags. */
function toField(name: string): string {
  return name.replace(/\.\d+$/, "").replace(/^(?:add|remove)_tags$/, "tags").replace(/^comment$/, "body");
}

function explainQuery(message: string, words: Failures): string | undefined {
  const [, part, reason] = QUERY.exec(message) ?? [];
  if (reason === undefined) return undefined;
  const [, meant] = MEANT.exec(reason) ?? [];
  const text = (find(IN_QUERY, reason, words) ?? reason) + (meant === undefined ? "" : words.meant(meant));
  return part === undefined ? text : words.part(part, text);
}

function find(forms: readonly (readonly [RegExp, Explain])[], message: string, words: Failures): string | undefined {
  for (const [form, explain] of forms) {
    const parts = form.exec(message);
    if (parts !== null) return explain(words, ...parts.slice(1));
  }
  return undefined;
}
