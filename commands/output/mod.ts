/** The terminal, and what commands write there besides their result: the log, progress, counts. */

export { formatCount } from "./format_count.ts";
export { formatJson } from "./format_json.ts";
export { formatList } from "./format_list.ts";
export { type Log, LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel, openLog } from "./log.ts";
export { print } from "./print.ts";
export { getStandardError, printProgress, ProgressBar } from "./progress_bar.ts";
export { reserveStandardOutput } from "./reserve_standard_output.ts";
export { openTerminal, type Terminal } from "./terminal.ts";
