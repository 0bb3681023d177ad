/** `support-mcp settings`: shows and changes the settings of a desk. */

import { NewFile, storeExists, toDataError } from "../data/mod.ts";
import {
  type ChangeContext,
  DeskError,
  findNewStore,
  type SettingsDocument,
  type SettingsEvent,
  type SettingsStore,
} from "../store/mod.ts";
import { convertDataErrors, getStoreLocation, readDesk, useDesk } from "./data/mod.ts";
import { formatJson, openTerminal } from "./output/mod.ts";
import { CommandError, getPerson } from "./process/mod.ts";
import {
  addDefault,
  checkUsage,
  decodeText,
  editText,
  formatChanged,
  formatDefaults,
  formatDocument,
  formatEvent,
  formatHeader,
  formatValue,
  getAt,
  parsePath,
  parseText,
  setAt,
  type SettingsAction,
  type SettingsFlags,
  type SettingsTask,
  useNewSettings,
} from "./settings/mod.ts";

/** A desk without a store gets one from these, if they change something. */
const CREATES_STORE: readonly SettingsAction[] = ["set", "edit", "import"];

/**
 * Shows, changes or checks the settings.
 *
 * @returns The exit code.
 * @throws {CommandError} If there is no store, or a value is invalid. Nothing is changed then.
 */
export async function runSettings(task: SettingsTask, flags: SettingsFlags): Promise<number> {
  checkUsage(task, flags);
  const needsNoStore = task.action === "check" && task.args.length > 0;
  const location = getStoreLocation(needsNoStore ? ":memory:" : flags.db);
  const text = await convertDataErrors(async () => {
    if (CREATES_STORE.includes(task.action)) return await change(task, flags, location);
    const open = needsNoStore ? useDesk : readDesk;
    return await open(location, ({ settings }) => run(task, flags, settings));
  });
  openTerminal().process.stdout.write(text);
  return 0;
}

async function change(task: SettingsTask, flags: SettingsFlags, location: string): Promise<string> {
  const isNamed = flags.db !== undefined;
  if (await findNewStore(location, isNamed) === undefined) {
    return await useDesk(location, ({ settings }) => run(task, flags, settings));
  }
  const result = await useNewSettings(location, (settings) => run(task, flags, settings));
  return isNamed && await storeExists(location)
    ? `${result}Created a new desk at ${location}. If you meant another one, correct --db.\n`
    : result;
}

async function run({ action, args }: SettingsTask, flags: SettingsFlags, settings: SettingsStore): Promise<string> {
  const [first = "", second = ""] = args;
  const getContext = async () => ({ by: await getPerson(flags.user, settings) });
  switch (action) {
    case "show":
      return await show(settings, flags);
    case "get":
      return await get(settings, first, flags);
    case "set":
      return await set(settings, first, second, await getContext());
    case "edit":
      return await edit(settings, await getContext());
    case "check":
      return await check(settings, args[0]);
    case "import":
      return await replace(settings, first, await getContext());
    case "export":
      return await exportTo(settings, args[0], flags);
    case "history":
      return await showHistory(settings, flags);
  }
}

async function show(settings: SettingsStore, { json }: SettingsFlags): Promise<string> {
  const [values, current] = await Promise.all([settings.read(), settings.readRevision()]);
  return json
    ? formatJson({ revision: current?.revision ?? 0, settings: values })
    : formatHeader(current) + formatValue(values);
}

async function get(settings: SettingsStore, path: string, { json }: SettingsFlags): Promise<string> {
  const value = getAt(await settings.read(), parsePath(path));
  if (value === undefined) throw new CommandError(`${path} is not set. See everything: support-mcp settings show`);
  return json ? formatJson(value) : formatValue(value);
}

/** Parses the value as JSON, or else takes it as text: a name may look like a number. */
async function set(
  settings: SettingsStore,
  path: string,
  text: string,
  context: ChangeContext,
): Promise<string> {
  const parts = parsePath(path);
  const before = await settings.readRevision();
  const change = async (value: unknown) => {
    const edit = (document: SettingsDocument) =>
      setAt(value === undefined ? document : addDefault(document, parts), parts, value);
    return formatChanged(before, await settings.change(edit, context));
  };
  if (text === "null") {
    if (getAt(before?.document ?? {}, parts) !== undefined) return await change(undefined);
    const state = getAt(await settings.read(), parts) === undefined ? "is not set" : "has its default";
    return `${path} ${state}. Nothing has changed.\n`;
  }
  const value = parseJsonOrText(text);
  if (typeof value === "string") return await change(value);
  return await change(value).catch((error) => change(text).catch(() => Promise.reject(error)));
}

function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function edit(settings: SettingsStore, context: ChangeContext): Promise<string> {
  const before = await settings.readRevision();
  const path = await editText(
    formatHeader(before) + formatDocument(before?.document) + formatDefaults(before?.document),
  );
  const bytes = await Deno.readFile(path).catch(() => new Uint8Array());
  if (new TextDecoder().decode(bytes).trim() === "") {
    await Deno.remove(path).catch(() => {}); // the editor may have removed it
    throw new CommandError(
      "The editor left no text. Nothing was changed. To reset a setting: support-mcp settings set PATH null",
    );
  }
  try {
    const document = parseText(decodeText(bytes, path), path);
    const after = await settings.change(() => document, { ...context, expectedRevision: before?.revision ?? 0 });
    await Deno.remove(path);
    return formatChanged(before, after);
  } catch (error) {
    const isStale = error instanceof DeskError && error.code === "stale_revision";
    const first = isStale ? "Add the other changes to it (support-mcp settings history)" : "Correct it";
    const advice = `Your text is in ${path}. ${first}, then: support-mcp settings import ${path}`;
    throw new CommandError(`${(error as Error).message} ${advice}`, 1, { cause: error });
  }
}

async function check(settings: SettingsStore, path: string | undefined): Promise<string> {
  const document = path === undefined ? (await settings.readRevision())?.document ?? {} : await readDocument(path);
  await settings.check(document);
  return `${path ?? "The settings"}: no problems found.\n`;
}

async function replace(settings: SettingsStore, path: string, context: ChangeContext): Promise<string> {
  const [before, document] = [await settings.readRevision(), await readDocument(path)];
  return formatChanged(before, await settings.change(() => document, context));
}

/** Writes what was set, without defaults. */
async function exportTo(settings: SettingsStore, path: string | undefined, { force }: SettingsFlags): Promise<string> {
  const current = await settings.readRevision();
  const text = formatHeader(current) + formatDocument(current?.document);
  if (path === undefined || path === "-") return text;
  const advice = "Give another name, or replace it with --force.";
  await using file = await NewFile.create(path, { replace: force, advice });
  await file.write(new TextEncoder().encode(text));
  await file.finish();
  return `Exported the settings to ${path}.\n`;
}

async function showHistory(settings: SettingsStore, { json }: SettingsFlags): Promise<string> {
  const events: SettingsEvent[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await settings.listEvents({ limit: 100, ...cursor !== undefined && { cursor } });
    events.push(...page.items);
    cursor = page.cursor;
  }
  if (json) return formatJson(events);
  return events.length === 0 ? "No one has changed the settings yet.\n" : events.map(formatEvent).join("");
}

/**
 * @throws {CommandError} If the file cannot be read or parsed, or is empty: an empty file is more likely the rest of a
 * failed export than a wish to lose every setting, with secrets that nothing brings back.
 */
async function readDocument(path: string): Promise<unknown> {
  const bytes = await Deno.readFile(path).catch((error) => Promise.reject(toDataError("read", path, error)));
  const text = decodeText(bytes, path);
  if (text.trim() === "") {
    throw new CommandError(
      `${path} is empty, so that every setting would get its default. If you want that, write {}.`,
    );
  }
  return parseText(text, path);
}
