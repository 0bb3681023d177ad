/** The custom fields of a ticket, and their changes. */

import { toShortLine } from "../../base/text/short_line.ts";
import { DeskError } from "../errors.ts";
import type { CustomFields } from "../settings.ts";
import { type CustomState, type CustomValue, type CustomValues, LIMITS } from "../ticket.ts";
import { findFieldName } from "./names.ts";
import { explainField, parseFieldValue, type Quote } from "./parse_value.ts";

/** The names that an error lists. */
const MAX_NAMES = 30;

type GivenValues = Readonly<Record<string, unknown>>;

const keepWords: Quote = (words) => words;

/**
 * Changes the custom fields of a ticket. A value of a field that the settings no longer have can be removed, and every other
 * one stays.
 *
 * @param given Values by name, in any case. Null and an empty text remove a value.
 * @param quote Marks words of the settings in messages.
 * @returns The fields after the change; undefined if it changes nothing.
 * @throws {DeskError} `invalid` for an unknown field, for a value that a field cannot have, and if the change removes the value
 *   of a required field.
 */
export function changeCustom(
  { custom: present = {}, fixed_fields = [] }: CustomState,
  given: GivenValues,
  fields: CustomFields,
  quote: Quote = keepWords,
): Required<CustomState> | undefined {
  const values = parseValues(present, given, fields, quote);
  const changed = [...values].filter(([name, value]) =>
    value !== getPresent(present, name) || hasCopies(present, name)
  );
  if (changed.length === 0) return undefined;
  const removed = changed.find(([name, value]) => value === null && fields[name]?.required);
  if (removed !== undefined) {
    throw new DeskError(
      "invalid",
      `custom.${quote(removed[0])} is required and cannot be removed. Set another value.`,
      {
        reasons: [{ code: "required", field: `custom.${removed[0]}` }],
      },
    );
  }
  const custom = new Map(Object.entries(present));
  const fixed = new Set(fixed_fields);
  for (const [name, value] of changed) {
    for (const variant of listVariants(present, name)) {
      custom.delete(variant);
      fixed.delete(variant);
    }
    if (value === null) continue;
    custom.set(name, value);
    if (fields[name]?.type === "choice" || fields[name]?.type === "boolean") fixed.add(name);
  }
  return requireRoom({ custom: Object.fromEntries(custom), fixed_fields: [...fixed].sort() });
}

/** Changes the custom fields if there are values for them. */
export function changeGiven(
  ticket: CustomState,
  given: GivenValues | undefined,
  fields: CustomFields,
): CustomState | undefined {
  return given === undefined ? undefined : changeCustom(ticket, given, fields);
}

/**
 * Gives the values of required fields back to a ticket that an undo would leave without them.
 *
 * @returns The ticket, and the names of these fields.
 * @throws {DeskError} `invalid` if the values are too long together.
 */
export function keepRequired<Ticket extends CustomState>(
  { custom: before = {}, fixed_fields: fixed = [] }: CustomState,
  ticket: Ticket,
  fields: CustomFields,
): { ticket: Ticket; kept: string[] } {
  const { custom: after = {}, fixed_fields = [] } = ticket;
  const kept = Object.keys(fields).filter((name) =>
    fields[name]!.required && getPresent(before, name) !== null && getPresent(after, name) === null
  );
  if (kept.length === 0) return { ticket, kept };
  const names = kept.flatMap((name) => listVariants(before, name));
  const inOrder = Object.fromEntries(
    Object.entries(before).filter(([name]) => names.includes(name) || Object.hasOwn(after, name)),
  );
  const state = {
    custom: { ...inOrder, ...after },
    fixed_fields: [...fixed_fields, ...fixed.filter((name) => names.includes(name))].sort(),
  };
  return { ticket: { ...ticket, ...requireRoom(state) }, kept };
}

/**
 * Fills in the custom fields of a new ticket.
 *
 * @param isComplete True if the ticket needs a value of every required field.
 * @throws {DeskError} `invalid` as {@linkcode changeCustom}, and if required values are missing: then it names all of them.
 */
export function fillIn(
  given: GivenValues,
  fields: CustomFields,
  isComplete: boolean,
  quote: Quote = keepWords,
): CustomState {
  const state = changeCustom({}, given, fields, quote);
  if (isComplete) requireValues(state?.custom ?? {}, fields, quote);
  if (state === undefined) return {};
  const { custom, fixed_fields } = state;
  return fixed_fields.length === 0 ? { custom } : state;
}

function requireValues(values: CustomValues, fields: CustomFields, quote: Quote): void {
  const missing = Object.entries(fields).filter(([name, { required }]) => required && !Object.hasOwn(values, name));
  if (missing.length === 0) return;
  const problems = missing.map(([name, field]) => `custom.${quote(name)} is required (${explainField(field, quote)}).`);
  const reasons = missing.map(([name]) => ({ code: "required", field: `custom.${name}` }) as const);
  throw new DeskError("invalid", problems.join(" "), { reasons });
}

function parseValues(
  present: CustomValues,
  given: GivenValues,
  fields: CustomFields,
  quote: Quote,
): Map<string, CustomValue | null> {
  const values = new Map<string, CustomValue | null>();
  const known = [...Object.keys(fields), ...Object.keys(present)]; // the first one in any case wins
  for (const [text, value] of Object.entries(given)) {
    const { name, nearest } = findFieldName(known, text);
    if (name === undefined) throw createUnknownError(text, nearest, fields, quote);
    const parsed = parseKnownValue(name, value, present, fields, quote);
    if (values.has(name) && values.get(name) !== parsed) {
      throw new DeskError("invalid", `custom.${quote(name)} is given twice, with different values. Give it once.`);
    }
    values.set(name, parsed);
  }
  return values;
}

/** Lists the names of one field in a ticket: it may have been removed, and defined again in another case. */
function listVariants(present: CustomValues, name: string): string[] {
  const wanted = name.toLowerCase();
  return Object.keys(present).filter((each) => each.toLowerCase() === wanted);
}

function hasCopies(present: CustomValues, name: string): boolean {
  return listVariants(present, name).length > 1;
}

/** Returns the value of a field, whatever the case of its name. */
function getPresent(present: CustomValues, name: string): CustomValue | null {
  const stored = Object.hasOwn(present, name) ? name : listVariants(present, name)[0];
  return stored === undefined ? null : present[stored]!;
}

function parseKnownValue(
  name: string,
  value: unknown,
  present: CustomValues,
  fields: CustomFields,
  quote: Quote,
): CustomValue | null {
  const old = getPresent(present, name);
  if (old !== null && value === old) return old; // also a choice that is not offered any more
  if (Object.hasOwn(fields, name)) return parseFieldValue(name, fields[name]!, value, quote);
  if (value === null || value === "") return null;
  throw new DeskError(
    "invalid",
    `custom.${quote(name)} is no longer a field of this desk: its value can only be removed, with null.`,
    { reasons: [{ code: "unknown_field", field: `custom.${name}` }] },
  );
}

function createUnknownError(
  text: string,
  nearest: string | undefined,
  fields: CustomFields,
  quote: Quote,
): DeskError {
  const names = Object.keys(fields);
  if (names.length === 0) {
    return new DeskError(
      "invalid",
      "custom cannot be set: this desk has no custom fields. Its settings can define some.",
      { reasons: [{ code: "unknown_field", field: `custom.${toShortLine(text)}` }] },
    );
  }
  const meant = nearest === undefined ? "" : ` Did you mean ${quote(nearest)}?`;
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : "";
  return new DeskError(
    "invalid",
    `custom.${toShortLine(text)} is not a field of this desk.${meant} Fields: ${
      quote(names.slice(0, MAX_NAMES).join(", "))
    }${more}.`,
    { reasons: [{ code: "unknown_field", field: `custom.${toShortLine(text)}` }] },
  );
}

/** @throws {DeskError} `invalid` if the values are too long together. */
function requireRoom(state: Required<CustomState>): Required<CustomState> {
  const bytes = new TextEncoder().encode(JSON.stringify(state.custom)).length;
  if (bytes <= LIMITS.customBytes) return state;
  const [size, limit] = [bytes, LIMITS.customBytes].map((count) => count.toLocaleString("en"));
  throw new DeskError("invalid", `custom is too long: ${size} bytes in all (limit ${limit}). Shorten some values.`, {
    reasons: [{ code: "change_too_large" }],
  });
}
