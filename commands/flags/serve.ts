/** `support-mcp serve`: its flags, and where they come from when they are left out. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from "../output/log.ts";
import type { ServerName } from "../serve.ts";
import {
  parseList,
  readBooleanVariable,
  readChoiceVariable,
  readListVariable,
  readVariable,
} from "../values/environment.ts";
import { withExitCode } from "./with_exit_code.ts";
import { createChoiceParser } from "../values/choice.ts";
import { type HttpFlagValues, httpParameters, parseHttpFlags } from "./serve/http.ts";

interface Flags extends HttpFlagValues {
  db?: string;
  demo?: boolean;
  "read-only"?: boolean;
  tools?: string[];
  "log-level"?: LogLevel;
  "log-format"?: LogFormat;
  unattended?: boolean;
}

const SERVERS: readonly ServerName[] = ["tickets", "customers"];

export const serveCommand = buildCommand<Flags, [ServerName?], ApplicationContext>({
  async loader() {
    const { runServe } = await import("../serve.ts");
    return withExitCode((flags: Flags, server: ServerName = "tickets") => {
      const http = parseHttpFlags(flags);
      return runServe({
        server,
        db: flags.db ?? readVariable("SUPPORT_MCP_DB"),
        demo: flags.demo ?? false,
        readOnly: flags["read-only"] ?? readBooleanVariable("SUPPORT_MCP_READ_ONLY") ?? false,
        tools: flags.tools ?? readListVariable("SUPPORT_MCP_TOOLS"),
        logLevel: flags["log-level"] ?? readChoiceVariable("SUPPORT_MCP_LOG_LEVEL", LOG_LEVELS) ??
          (http === undefined ? "warning" : "info"),
        logFormat: flags["log-format"] ?? readChoiceVariable("SUPPORT_MCP_LOG_FORMAT", LOG_FORMATS) ?? "text",
        unattended: flags.unattended ?? readBooleanVariable("SUPPORT_MCP_UNATTENDED") ?? false,
        stateKey: readVariable("SUPPORT_MCP_STATE_KEY"),
        http,
      });
    });
  },
  parameters: {
    flags: {
      db: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "LOCATION",
        brief: "The store: a path, :memory:, or the URL of a KV Connect server (SUPPORT_MCP_DB)",
      },
      demo: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Put two tickets and two customers into an empty store; without --db the store is in memory",
      },
      "read-only": {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Offer only the tools that change nothing (SUPPORT_MCP_READ_ONLY)",
      },
      tools: {
        kind: "parsed",
        parse: parseList,
        optional: true,
        placeholder: "NAME,…",
        brief: "Offer only these tools, separated by commas (SUPPORT_MCP_TOOLS)",
        proposeCompletions: async (partial) => (await import("../completion/tool_names.ts")).completeToolNames(partial),
      },
      "log-level": {
        kind: "enum",
        values: LOG_LEVELS,
        optional: true,
        brief: "How much to write to standard error; warning when left out, info with --http (SUPPORT_MCP_LOG_LEVEL)",
      },
      "log-format": {
        kind: "enum",
        values: LOG_FORMATS,
        optional: true,
        brief: "How to write it: text when left out, or a line of JSON for each entry (SUPPORT_MCP_LOG_FORMAT)",
      },
      unattended: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Take approvals for given: nobody is there to ask (SUPPORT_MCP_UNATTENDED)",
      },
      ...httpParameters,
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "tickets|customers",
        brief: "Which server: the tickets' (when left out) or the customers'",
        parse: createChoiceParser(SERVERS),
        proposeCompletions: () => SERVERS,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Serve the desk to an AI host over standard input and output, or to many over HTTP",
    fullDescription:
      `Serve the desk to an AI host, which starts this command and speaks MCP over its standard input and output; or, with
--http, to many hosts over the network.

Flags beat the environment variables in parentheses, which beat the defaults. Without a location the store is the file
support-mcp/desk.db in the platform's data directory.`,
    customUsage: [
      { input: "[FLAGS]", brief: "The tickets server" },
      { input: "customers [FLAGS]", brief: "The customers server" },
      { input: "--demo", brief: "The tickets server with two tickets to play with, gone when it ends" },
      { input: "--http 8080", brief: "The tickets server at http://localhost:8080/mcp, for hosts on this machine" },
    ],
  },
});
