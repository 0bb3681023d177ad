/** The settings as text: YAML, of which JSON is a part. */

import { Document, isMap, isScalar, parseDocument, visit } from "yaml";
import { decodeUtf8 } from "../../base/bytes/decode_utf8.ts";
import { toPrintable } from "../../base/text/printable.ts";
import {
  DEFAULT_SETTINGS,
  getResponsibleName,
  type SettingsDocument,
  type SettingsEvent,
  type SettingsRevision,
} from "../../store/mod.ts";
import { CommandError } from "../process/mod.ts";
import { formatPath } from "./paths.ts";
import { listWarnings } from "./warnings.ts";

/** The error of the parser for thousands of brackets within brackets. */
const OUT_OF_STACK = /call stack/;

/**
 * Parses a document. An empty text is an empty document.
 *
 * @param name The name of the text for messages, such as the path of its file.
 * @throws {CommandError} If it is not YAML, with line and column.
 */
export function parseText(text: string, name: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error === undefined) return resolveAliases(document, name) ?? {};
  const [reason] = error.message.split("\n");
  if (OUT_OF_STACK.test(reason!)) {
    throw new CommandError(`${name} is nested too deeply to be read. No setting needs as many levels.`);
  }
  const position = error.linePos?.[0];
  const place = position === undefined ? "" : `:${position.line}:${position.col}`;
  const problem = error.code === "MULTIPLE_DOCS"
    ? "The settings are one document, and another one starts here"
    : reason!.replace(/ at line \d+, column \d+:?$/, "");
  throw new CommandError(`${name}${place}: ${problem}. Correct it.`);
}

/** The error of the parser for a `*name` without `&name`. */
const UNKNOWN_ALIAS = /^Unresolved alias.*: (\S+)$/;

function resolveAliases(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const unknown = UNKNOWN_ALIAS.exec(error.message)?.[1];
    throw new CommandError(
      unknown === undefined
        ? `${name} has aliases (such as *name) for too many values. Write the values instead.`
        : `${name} has the alias *${unknown}, but no &${unknown} before it. Put a text that starts with * in quotation marks.`,
    );
  }
}

/**
 * Decodes a file.
 *
 * @param name The name of the file for messages.
 * @throws {CommandError} If it is not UTF-8.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    throw new CommandError(`${name} is not valid UTF-8. Save it as UTF-8.`);
  }
}

/** Formats a value as YAML, with a line feed at the end. A text has no quotation marks. */
export function formatValue(value: unknown): string {
  return toPrintable(typeof value === "string" ? `${value}\n` : stringify(value));
}

/** Writes tables of numbers, such as deadlines, one row on a line. */
function stringify(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Map(_key, map, path) {
      const isTable = path.length > 1 && map.items.length > 0 && map.items.every(({ value }) => isHours(value));
      if (isMap(map) && isTable) map.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function isHours(node: unknown): boolean {
  return isScalar(node) && (typeof node.value === "number" || node.value === "none");
}

/** Formats a document. An empty one has no lines. */
export function formatDocument(document: SettingsDocument = {}): string {
  return Object.keys(document).length === 0 ? "" : formatValue(document);
}

/** Lists in comments the settings that a document does not have, with their defaults. */
export function formatDefaults(document: SettingsDocument = {}): string {
  const missing = Object.entries(DEFAULT_SETTINGS).filter(([name]) => !Object.hasOwn(document, name));
  if (missing.length === 0) return "";
  const lines = missing.flatMap(([name, value]) => formatValue({ [name]: value }).trimEnd().split("\n"));
  return ["Not set, with the default:", ...lines].map((line) => `# ${line}\n`).join("");
}

/** Says in a comment which revision this is. */
export function formatHeader(current: SettingsRevision | null): string {
  if (current === null) return "# The defaults: no one has changed the settings yet.\n";
  return toPrintable(`# ${formatRevision(current)}\n`);
}

/** Formats a revision with what it changed. */
export function formatEvent(event: SettingsEvent): string {
  const changes = event.changes.map(({ path, before, after }) =>
    `    ${formatPath(path)}: ${formatShort(before)} -> ${formatShort(after)}\n`
  );
  return toPrintable([`${formatRevision(event)}\n`, ...changes].join(""));
}

/** Formats a result, with warnings about the new values, for `set`, `import` and `edit`. */
export function formatChanged(before: SettingsRevision | null, after: SettingsRevision | null): string {
  if (before?.revision === after?.revision) return "Nothing has changed.\n";
  const known = listWarnings(before?.document);
  const warnings = listWarnings(after!.document).filter((warning) => !known.includes(warning));
  return toPrintable([`The settings are now at revision ${after!.revision}.`, ...warnings, ""].join("\n"));
}

function formatRevision({ revision, at, by }: Pick<SettingsRevision, "revision" | "at" | "by">): string {
  return `Revision ${revision}, ${at}, by ${getResponsibleName(by)}`;
}

function formatShort(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
