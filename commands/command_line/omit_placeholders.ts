import { isPlaceholder } from "../values/mod.ts";
import type { DocumentedCommand } from "./help/mod.ts";

/**
 * Omits flags whose value is an unexpanded placeholder, such as `--db ${user_config.db}`. They count as unset.
 *
 * @param args The words after the command's name. Those after `--` are arguments.
 */
export function omitPlaceholders(args: readonly string[], command: DocumentedCommand): readonly string[] {
  const end = args.indexOf("--");
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (end !== -1 && index >= end) return [...kept, ...args.slice(index)];
    const [, name, value = args[index + 1] ?? ""] = /^--([\w-]+)(?:=([^]*))?$/.exec(word) ?? [];
    const isUnset = name !== undefined && takesValue(name, command) && isPlaceholder(value);
    if (!isUnset) kept.push(word);
    else if (!word.includes("=")) index++; // the value is a word too
  }
  return kept;
}

/** @param name The name of a flag, without hyphens. */
export function takesValue(name: string, { parameters: { flags = {} } }: DocumentedCommand): boolean {
  const kind = Object.hasOwn(flags, name) ? (flags as Record<string, { kind: string }>)[name]!.kind : undefined;
  return kind !== undefined && kind !== "boolean";
}
