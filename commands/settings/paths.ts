/** Paths into the settings, such as `team/Ana/away`: JSON Pointers (RFC 6901), whose first slash may be missing. */

import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { isPrototypeName } from "../../base/values/is_prototype_name.ts";
import { DEFAULT_SETTINGS, type SettingsDocument } from "../../store/mod.ts";
import { CommandError } from "../process/mod.ts";
import { describeChoices } from "../values/mod.ts";

const SETTINGS = Object.keys(DEFAULT_SETTINGS);

/** @throws {CommandError} If a part of the path is empty or cannot be a name, or the path does not start with a setting. */
export function parsePath(text: string): string[] {
  const parts = text.replace(/^\//, "").split("/").map((part) =>
    part.replaceAll("~1", "/").replaceAll("~0", "~").normalize("NFC")
  );
  if (parts.includes("")) throw new CommandError(`PATH is invalid: "${text}". Use a path such as team/Ana/away.`, 2);
  const refused = parts.find(isPrototypeName);
  if (refused !== undefined) {
    throw new CommandError(`PATH is invalid: "${text}". "${refused}" cannot be a name. Use another one.`, 2);
  }
  if (SETTINGS.includes(parts[0]!)) return parts;
  throw new CommandError(`PATH is invalid: "${text}". ${describeChoices(parts[0]!, SETTINGS)}.`, 2);
}

export function formatPath(path: readonly string[]): string {
  return path.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}

/** Returns the value at a path; undefined if there is none. */
export function getAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
    document,
  );
}

/**
 * Adds the default of the setting at a path, if the document does not have it: a change of one row of a table keeps the
 * others.
 */
export function addDefault(document: SettingsDocument, [name, ...rest]: readonly string[]): SettingsDocument {
  if (rest.length === 0 || Object.hasOwn(document, name!)) return document;
  return { ...document, [name!]: structuredClone(Reflect.get(DEFAULT_SETTINGS, name!)) };
}

/**
 * Returns a copy with a value at a path. Missing objects on the way are added.
 *
 * @param value Undefined removes what is at the path.
 */
export function setAt(document: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const present = getAt(document, [name]);
  const { [name]: _, ...others } = isPlainObject(document) ? document : {};
  if (value === undefined && present === undefined) return document;
  const inner = setAt(present, rest, value);
  if (inner === undefined) return others;
  return isPlainObject(document) && Object.hasOwn(document, name)
    ? { ...document, [name]: inner }
    : { ...others, [name]: inner };
}
