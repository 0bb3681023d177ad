/** `support-mcp agent`: its flags, and where they come from when they are left out. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { type Protocol, PROTOCOLS } from "../../client/protocol.ts";
import { choiceOf } from "./environment.ts";
import { exitingWith } from "./run.ts";

interface Flags {
  server?: string[];
  protocol?: Protocol;
}

export const agent = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { runAgent } = await import("../agent.ts");
    return exitingWith((flags: Flags) =>
      runAgent({
        servers: flags.server ?? [],
        protocol: flags.protocol ?? choiceOf("SUPPORT_MCP_PROTOCOL", PROTOCOLS) ?? "handshake",
      })
    );
  },
  parameters: {
    flags: {
      server: {
        kind: "parsed",
        parse: String,
        variadic: true,
        optional: true,
        placeholder: "COMMAND",
        brief: 'The command line of a server, such as "python server.py"; once for each server',
      },
      protocol: {
        kind: "enum",
        values: PROTOCOLS,
        optional: true,
        placeholder: "REVISION",
        brief: "The revision of MCP to speak; handshake when left out (SUPPORT_MCP_PROTOCOL)",
      },
    },
  },
  docs: {
    brief: "Work through two tickets, as an AI host would",
    fullDescription: `Work through two tickets, as an AI host would: read them, close one, escalate the other.

Without --server this is a demo: it starts this program's own servers on a store of two tickets, which is gone when
they end, and simulates the answers of a person and of a model. With --server it does the same on other servers.`,
    customUsage: [
      { input: "[--protocol REVISION]", brief: "The demo" },
      { input: '--server "python server.py"', brief: "The same on another server" },
    ],
  },
});
