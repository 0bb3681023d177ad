import type { AgentError } from "../../client/errors/mod.ts";

/** Lines of npm that say nothing about the failure. */
const NOISE = /^npm (?:notice|warn|(?:error|ERR!)(?: 404)?$|(?:error|ERR!) A complete log)/;
/** The line of npm for a package that its registry does not have. */
const NO_PACKAGE = /^npm (?:error|ERR!) 404 +(Not Found - GET \S+)/;

/** Says why a server did not start, on one line. */
export function describeFailure({ message, remarks }: Pick<AgentError, "message" | "remarks">): string {
  const lines = remarks.map((line) => line.trim()).filter((line) => line !== "" && !NOISE.test(line));
  const missing = lines.map((line) => NO_PACKAGE.exec(line)?.[1]).find((found) => found !== undefined);
  if (missing === undefined) return [message, ...lines].join(" ");
  return `${message} npm does not have the package (${missing}). Install the program itself, and run its support-mcp install.`;
}
