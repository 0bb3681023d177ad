/** The log of a server, on standard error. */

import type { Logger, LogRecord } from "@logtape/logtape";
import { toPrintableLine } from "../../base/text/printable.ts";

/** From the most verbose to the least. */
export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `text` is for people. `json` has one JSON object per line, with all properties. */
export const LOG_FORMATS = ["text", "json"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Longer values are cut, because clients choose some of them. In UTF-16 code units. */
const MAX_VALUE_LENGTH = 1_000;

type Properties = Record<string, unknown>;

/** Logs a message with properties, or with a function that computes them only if the message is written. */
export type LogMethod = (message: string, properties?: Properties | (() => Properties)) => void;

export interface Log extends Record<LogLevel, LogMethod> {
  /** Waits until everything logged so far is written. */
  flush(): Promise<void>;
}

/**
 * Opens a log. The library is loaded with the first message, because most servers never log one and hosts wait for a
 * server to start.
 *
 * @param level Messages below it are dropped.
 * @param write Receives each line; writes to standard error by default.
 */
export function openLog(
  level: LogLevel,
  write: (line: string) => void = writeToStandardError,
  format: LogFormat = "text",
): Log {
  let logger: Promise<Logger> | undefined;
  let written = Promise.resolve();
  const writerFor = (severity: LogLevel): LogMethod => (message, properties = {}) => {
    if (LOG_LEVELS.indexOf(severity) < LOG_LEVELS.indexOf(level)) return;
    logger ??= startLogger(level, write, format);
    const known = truncateProperties(typeof properties === "function" ? properties() : properties);
    written = Promise.all([logger, written]).then(([ready]) => ready[severity](message, known));
  };
  return {
    debug: writerFor("debug"),
    info: writerFor("info"),
    warning: writerFor("warning"),
    error: writerFor("error"),
    flush: () => written,
  };
}

async function startLogger(level: LogLevel, write: (line: string) => void, format: LogFormat): Promise<Logger> {
  const { configure, getJsonLinesFormatter, getLogger, getTextFormatter } = await import("@logtape/logtape");
  const json = getJsonLinesFormatter();
  const text = getTextFormatter({ timestamp: "rfc3339" });
  const line = format === "json"
    ? (record: LogRecord) => json(unquoteValues(record))
    : (record: LogRecord) => text(unquoteSentence(record));
  await configure({
    reset: true,
    sinks: { lines: (record) => write(line(record)) },
    loggers: [
      { category: "support-mcp", lowestLevel: level, sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["lines"] },
    ],
  });
  return getLogger("support-mcp");
}

/** Joins the message without quotes around its values: JSON quotes the whole. */
function unquoteValues(record: LogRecord): LogRecord {
  return { ...record, message: [record.message.map(String).join("")] };
}

/** Leaves out the quotes around a value that is the whole message, such as `{message}`. */
function unquoteSentence(record: LogRecord): LogRecord {
  const [before, value, after] = record.message;
  const isSentence = record.message.length === 3 && before === "" && after === "" && typeof value === "string";
  return isSentence ? { ...record, message: [toPrintableLine(value)] } : record;
}

function truncateProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, truncateValue(value)]));
}

function truncateValue(value: unknown): unknown {
  return typeof value === "string" && value.length > MAX_VALUE_LENGTH ? `${value.slice(0, MAX_VALUE_LENGTH)}…` : value;
}

function writeToStandardError(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(line));
}
