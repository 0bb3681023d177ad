/** The flags and the help of `support-mcp serve`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../../help/mod.ts";
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from "../../../output/mod.ts";
import type { ServerName } from "../../../serve.ts";
import {
  createChoiceParser,
  parseList,
  parsePersonName,
  parseSeconds,
  readBooleanVariable,
  readChoiceVariable,
  readListVariable,
  readParsedVariable,
  readVariable,
} from "../../../values/mod.ts";
import { choiceFlag, parsedFlag, switchFlag, textFlag } from "../parameters.ts";
import { type HttpFlagValues, httpParameters, parseHttpFlags } from "./http.ts";
import { DEFAULT_STORE } from "../store.ts";
import { withExitCode } from "../with_exit_code.ts";

interface Flags extends HttpFlagValues {
  db?: string;
  demo?: boolean;
  "read-only"?: boolean;
  tools?: string[];
  files?: string;
  "log-level"?: LogLevel;
  "log-format"?: LogFormat;
  unattended?: boolean;
  user?: string;
  "lock-timeout"?: number;
}

const PARTS: readonly Exclude<ServerName, "desk">[] = ["tickets", "customers"];

const parameters = {
  db: textFlag("LOCATION", "Use the store at this path or KV Connect URL, or :memory:", {
    default: DEFAULT_STORE,
    variable: "SUPPORT_MCP_DB",
  }),
  demo: switchFlag("Add two tickets and two customers to an empty store; without --db, the store is in memory", {
    variable: "SUPPORT_MCP_DEMO",
  }),
  "read-only": switchFlag("Expose only read-only tools", { variable: "SUPPORT_MCP_READ_ONLY" }),
  tools: {
    ...parsedFlag(
      "NAME,...",
      parseList,
      "Expose only these tools and groups of tools: tickets, customers, knowledge, admin",
      {
        default: "all",
        variable: "SUPPORT_MCP_TOOLS",
      },
    ),
    proposeCompletions: async (partial: string) => (await import("../../completion/mod.ts")).completeToolNames(partial),
  },
  files: textFlag("DIR", "Let attach_file and export_ticket use files in this folder only", {
    default: "the folders that the host shares",
    variable: "SUPPORT_MCP_FILES",
  }),
  "log-level": choiceFlag("LEVEL", LOG_LEVELS, "Log to standard error at this level and above", {
    default: "warning, or info with --http",
    variable: "SUPPORT_MCP_LOG_LEVEL",
  }),
  "log-format": choiceFlag("FORMAT", LOG_FORMATS, "Log as text, or as JSON with one entry per line", {
    default: "text",
    variable: "SUPPORT_MCP_LOG_FORMAT",
  }),
  unattended: switchFlag("Make changes that need approval without asking anyone", {
    variable: "SUPPORT_MCP_UNATTENDED",
  }),
  user: parsedFlag(
    "NAME",
    parsePersonName,
    "Record changes under this person's name, unless a token names someone else",
    {
      default: "the host's name",
      variable: "SUPPORT_MCP_USER",
    },
  ),
  "lock-timeout": parsedFlag(
    "SECONDS",
    parseSeconds,
    "Fail a write when another process holds the store's lock this long",
    { default: "30", variable: "SUPPORT_MCP_LOCK_TIMEOUT" },
  ),
  ...httpParameters,
};

const command = buildCommand<Flags, [ServerName?], ApplicationContext>({
  async loader() {
    const { runServe } = await import("../../../serve.ts");
    return withExitCode((flags: Flags, server: ServerName = "desk") => {
      const http = parseHttpFlags(flags);
      return runServe({
        server,
        db: flags.db ?? readVariable("SUPPORT_MCP_DB"),
        demo: flags.demo ?? readBooleanVariable("SUPPORT_MCP_DEMO") ?? false,
        readOnly: flags["read-only"] ?? readBooleanVariable("SUPPORT_MCP_READ_ONLY") ?? false,
        tools: flags.tools ?? readListVariable("SUPPORT_MCP_TOOLS"),
        files: flags.files ?? readVariable("SUPPORT_MCP_FILES"),
        logLevel: flags["log-level"] ?? readChoiceVariable("SUPPORT_MCP_LOG_LEVEL", LOG_LEVELS) ??
          (http === undefined ? "warning" : "info"),
        logFormat: flags["log-format"] ?? readChoiceVariable("SUPPORT_MCP_LOG_FORMAT", LOG_FORMATS) ?? "text",
        unattended: flags.unattended ?? readBooleanVariable("SUPPORT_MCP_UNATTENDED") ?? false,
        user: flags.user ?? readParsedVariable("SUPPORT_MCP_USER", parsePersonName),
        lockLimit: parseLockLimit(flags),
        stateKey: readVariable("SUPPORT_MCP_STATE_KEY"),
        http,
      });
    });
  },
  parameters: {
    flags: parameters,
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "tickets|customers",
        brief: "Serve only tickets, or only customers (default: the whole desk)",
        parse: createChoiceParser(PARTS),
        proposeCompletions: () => PARTS,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Serve the desk to an AI host over stdio, or to many over HTTP",
    fullDescription: `Serve the desk to an AI host over stdio, or to many over HTTP.

Without --http, a host starts this command and speaks MCP over its standard input and output.

Flags take precedence over environment variables, which take precedence over defaults. The default store is the file \
support-mcp/desk.db in the platform's data directory.`,
  },
});

/** Returns milliseconds. */
function parseLockLimit(flags: Flags): number | undefined {
  const seconds = flags["lock-timeout"] ?? readParsedVariable("SUPPORT_MCP_LOCK_TIMEOUT", parseSeconds);
  return seconds === undefined ? undefined : seconds * 1000;
}

export const serveCommand = withHelp(command, {
  examples: [
    { term: "--demo", text: "Serve two demo tickets, which are discarded at the end" },
    { term: "customers --read-only", text: "Serve customers, with read-only tools" },
    { term: "--http 8080", text: "Serve hosts on this machine at http://localhost:8080/mcp" },
    {
      term: "--http 0.0.0.0:8080 --token-file tokens.txt",
      text: "Also serve hosts on other machines, if they have a token",
    },
  ],
});
