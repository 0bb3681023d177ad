/** The log of a running server, on standard error. */

import type { Logger } from "@logtape/logtape";

/** From the most talkative to the quietest. */
export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `text` is for people, `json` has a line of JSON for each entry, with everything that is known. */
export const LOG_FORMATS = ["text", "json"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Takes a message, and values that belong to it. */
export type Write = (message: string, properties?: Record<string, unknown>) => void;

export interface Log extends Record<LogLevel, Write> {
  /** Settles when everything logged so far is written. */
  flushed(): Promise<void>;
}

/**
 * A log that writes what is at `level` or above. The library behind it is loaded with the first such message: most
 * servers never have one, and hosts wait for a server to start.
 *
 * @param write Takes each finished line; standard error by default.
 */
export function openLog(
  level: LogLevel,
  write: (line: string) => void = writeToStandardError,
  format: LogFormat = "text",
): Log {
  let logger: Promise<Logger> | undefined;
  let written = Promise.resolve();
  const writerFor = (severity: LogLevel): Write => (message, properties = {}) => {
    if (LOG_LEVELS.indexOf(severity) < LOG_LEVELS.indexOf(level)) return;
    logger ??= startLogger(level, write, format);
    written = Promise.all([logger, written]).then(([ready]) => ready[severity](message, properties));
  };
  return {
    debug: writerFor("debug"),
    info: writerFor("info"),
    warning: writerFor("warning"),
    error: writerFor("error"),
    flushed: () => written,
  };
}

async function startLogger(level: LogLevel, write: (line: string) => void, format: LogFormat): Promise<Logger> {
  const { configure, getJsonLinesFormatter, getLogger, getTextFormatter } = await import("@logtape/logtape");
  const line = format === "json" ? getJsonLinesFormatter() : getTextFormatter({ timestamp: "rfc3339" });
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

function writeToStandardError(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(line));
}
