/** `support-mcp agent`: its flags, and where they come from when they are left out. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { type Protocol, PROTOCOLS } from "../../client/options/mod.ts";
import { type ModelFlagValues, modelParameters, parseModelFlags } from "./agent/model.ts";
import { parseReplayFlags, type RecordingFlagValues, recordingParameters } from "./agent/recording.ts";
import { readChoiceVariable } from "../values/environment.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags extends ModelFlagValues, RecordingFlagValues {
  server?: string[];
  url?: string[];
  header?: string[];
  config?: string[];
  protocol?: Protocol;
}

export const agentCommand = buildCommand<Flags, [string?], ApplicationContext>({
  async loader() {
    const { runAgent } = await import("../agent.ts");
    return withExitCode((flags: Flags, task?: string) =>
      runAgent(
        parseReplayFlags(flags, task) ?? {
          servers: {
            commands: flags.server ?? [],
            urls: flags.url ?? [],
            headers: flags.header ?? [],
            configs: flags.config ?? [],
          },
          protocol: flags.protocol ?? readChoiceVariable("SUPPORT_MCP_PROTOCOL", PROTOCOLS) ?? "handshake",
          model: parseModelFlags(flags, task),
          interactive: flags.interactive ?? false,
          record: flags.record,
        },
      )
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
      url: {
        kind: "parsed",
        parse: String,
        variadic: true,
        optional: true,
        placeholder: "URL",
        brief: "A server that speaks MCP over HTTP; once for each server",
      },
      header: {
        kind: "parsed",
        parse: String,
        variadic: true,
        optional: true,
        placeholder: "HEADER",
        brief: 'A header for the --url, such as "Authorization: Bearer ${TOKEN}" with a variable\'s name',
      },
      config: {
        kind: "parsed",
        parse: String,
        variadic: true,
        optional: true,
        placeholder: "FILE",
        brief: "A host's configuration file that lists servers as mcpServers",
      },
      protocol: {
        kind: "enum",
        values: PROTOCOLS,
        optional: true,
        placeholder: "REVISION",
        brief: "The revision of MCP to speak; handshake when left out (SUPPORT_MCP_PROTOCOL)",
      },
      ...modelParameters,
      ...recordingParameters,
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "TASK",
        brief: "What a model is to do; when left out, triage and resolve the open queue",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Work through tickets, as an AI host would",
    fullDescription: `Work through tickets, as an AI host would.

Without --model this is a demo: it starts this program's own servers on a store of two tickets, which is gone when they
end, reads the tickets, closes one and escalates the other, and simulates the answers of a person and of a model. With
--server it does the same on other servers.

With --model a language model does the work, on your own desk unless --demo, --db or --server say otherwise. Its key is
read from the environment: ANTHROPIC_API_KEY, OPENAI_API_KEY. Before tools that change something a person is asked
(--ask-before); where nobody is at a terminal, they are not used.

With --interactive a person at the terminal answers what the servers ask, in the demo too, approves the tools that
write, and sees what servers ask of a model before and after it answers. --record keeps all of a run, without secrets;
--replay does it again on the recording alone, and fails where it departs; \`support-mcp replay\` shows it.`,
    customUsage: [
      { input: "", brief: "The demo" },
      { input: "--interactive", brief: "The demo, with you in the place of the simulated person" },
      { input: '--server "python server.py"', brief: "The same on another server" },
      { input: "--model ollama:qwen3 --demo", brief: "A model on your machine works on the demo's tickets" },
      { input: '--model anthropic:NAME "Close what is solved"', brief: "A model works on your desk" },
    ],
  },
});
