import type * as z from "zod";
import type { Reason } from "../../../base/failures/reason.ts";
import { hasEffect } from "../arguments/mod.ts";
import { explainIssues } from "./explain_issues.ts";
import { findNearName } from "./near_names.ts";
import { normalizeArguments, type NormalizedArguments } from "./normalize.ts";

/** Advice, or a function that gives it where it applies to the other arguments. */
export type ArgumentHints = Readonly<
  Record<string, string | ((input: Readonly<Record<string, unknown>>) => string | undefined)>
>;

/** The arguments of a tool or prompt, and advice for those it does not take. */
export interface ArgumentRules<Data = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<Data> & z.ZodObject;
  /** Advice by the name of an unknown argument, or by `name=value` for a value that is not accepted. */
  readonly hints?: ArgumentHints | undefined;
  /** Advice for every unknown argument, such as "filters go into query". */
  readonly unknownHint?: string | undefined;
  /** Without any of these arguments the call has no effect. */
  readonly effects?: readonly string[] | undefined;
  /** Advice for a call without effect, such as the value that empties a field. */
  readonly emptyHint?: string | undefined;
}

export type ParsedArguments<Data> =
  | {
    readonly success: true;
    readonly data: Data;
    /** Says which arguments were ignored, if any were. */
    readonly notice?: string;
  }
  | {
    readonly success: false;
    readonly message: string;
    /** For programs. */
    readonly reasons?: readonly Reason[];
  };

/**
 * Parses arguments in any form: normalizes them, and explains those that are invalid or ignored. Arguments in strict form
 * stay as they are.
 */
export function parseArguments<Data>(rules: ArgumentRules<Data>, input: unknown): ParsedArguments<Data> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { success: false, message: `The arguments of ${rules.name} must be an object.` };
  }
  const normalized = normalizeArguments(rules.schema, { ...input });
  if (normalized.ambiguous.length > 0) return explainAmbiguous(normalized.ambiguous);
  const { success, data, error } = rules.schema.safeParse(normalized.input);
  const near = listNearNames(rules, normalized);
  const unknown = [explainUnknown(rules, normalized, "Unknown arguments"), ...near].filter(Boolean).join(" ");
  if (!success) {
    const hints = listValueHints(rules, normalized.input, error.issues);
    const issues = explainIssues(error.issues, normalized.input);
    const message = [...issues.map(({ text }) => text), ...hints, unknown].filter(Boolean).join(" ");
    return { success: false, message, reasons: issues.map(({ reason }) => reason) };
  }
  if (!hasEffect(rules.effects, normalized.input)) return explainNoEffect(rules, unknown);
  if (near.length > 0) return { success: false, message: `Nothing was done. ${unknown}` };
  const ignored = explainUnknown(rules, normalized, "Ignored");
  return { success, data, ...ignored !== "" && { notice: ignored } };
}

/** Names the arguments that were meant by unknown ones: to ignore `q` for `query` would be a different call. */
function listNearNames({ schema, hints = {} }: ArgumentRules, { input, unknown }: NormalizedArguments): string[] {
  const missing = Object.keys(schema.shape).filter((name) => !Object.hasOwn(input, name));
  const names = unknown.filter((name) => !Object.hasOwn(hints, name)).slice(0, MAX_NAMES);
  return names.flatMap((name) => {
    const near = findNearName(name, missing);
    return near === undefined ? [] : [`Use ${near} instead of ${toPlainName(name)}.`];
  });
}

function explainAmbiguous(names: readonly string[]): ParsedArguments<never> {
  return {
    success: false,
    message: `${names.join(", ")}: given in two spellings with different values. Nothing was done.`,
  };
}

function explainNoEffect({ effects = [], emptyHint }: ArgumentRules, unknown: string): ParsedArguments<never> {
  const advice = unknown === "" ? [`Set at least one of ${effects.join(", ")}.`, emptyHint] : [unknown];
  return { success: false, message: ["Nothing was changed.", ...advice].filter(Boolean).join(" ") };
}

const MAX_NAMES = 10;
const MAX_NAME_LENGTH = 60;

/** @returns Such as "Ignored: status. search_tickets takes query, limit, cursor; filters go into query." */
function explainUnknown(
  { name, schema, hints = {}, unknownHint }: ArgumentRules,
  { input, unknown }: NormalizedArguments,
  label: "Ignored" | "Unknown arguments",
): string {
  if (unknown.length === 0) return "";
  const names = unknown.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME_LENGTH));
  const takes = `${name} takes ${Object.keys(schema.shape).join(", ") || "no arguments"}${
    unknownHint ? `; ${unknownHint}` : ""
  }.`;
  const more = unknown.map((name) => getHint(hints, name, input)).filter((hint) => hint !== undefined);
  return [`${label}: ${names.map(toPlainName).join(", ")}.`, takes, ...new Set(more)].join(" ");
}

function getHint(hints: ArgumentHints, name: string, input: Readonly<Record<string, unknown>>): string | undefined {
  const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
  return typeof hint === "function" ? hint(input) : hint;
}

/** Names come from outside, too. */
function toPlainName(name: string): string {
  return name.trim().replace(/[^\w.-]+/g, "_");
}

function listValueHints(
  { hints = {} }: ArgumentRules,
  input: Readonly<Record<string, unknown>>,
  issues: readonly z.core.$ZodIssue[],
): string[] {
  const keys = issues.map(({ path: [name] }) => `${String(name)}=${toLowerCase(input[String(name)])}`);
  return keys.map((key) => getHint(hints, key, input)).filter((hint) => hint !== undefined);
}

/** Hints are about texts. An object may even have no text: JSON can replace its `toString`. */
function toLowerCase(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}
