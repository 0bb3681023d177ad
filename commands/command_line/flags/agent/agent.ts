/** The flags and the help of `support-mcp agent`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { type Protocol, PROTOCOLS } from "../../../../client/options/mod.ts";
import { withHelp } from "../../help/mod.ts";
import { parseHeader, readChoiceVariable } from "../../../values/mod.ts";
import { type ModelFlagValues, modelParameters, parseModelFlags } from "./model.ts";
import { parseReplayFlags, type RecordingFlagValues, recordingParameters } from "./recording.ts";
import { choiceFlag, repeatableFlag, switchFlag } from "../parameters.ts";
import { withExitCode } from "../with_exit_code.ts";

interface Flags extends ModelFlagValues, RecordingFlagValues {
  server?: string[];
  url?: string[];
  header?: string[];
  config?: string[];
  trust?: string[];
  protocol?: Protocol;
}

const SERVERS = { section: "SERVER FLAGS" };

const serverParameters = {
  server: repeatableFlag("COMMAND", 'Start a server with this command line, such as "python server.py"', SERVERS),
  url: repeatableFlag("URL", "Connect to a server over HTTP", SERVERS),
  header: repeatableFlag(
    "NAME:VALUE",
    'Send this header to the --url, such as "Authorization: Bearer ${TOKEN}", where TOKEN is an environment variable',
    SERVERS,
    parseHeader,
  ),
  config: repeatableFlag("FILE", "Use the servers that a host's configuration file lists as mcpServers", SERVERS),
  trust: repeatableFlag(
    "SERVER",
    "Trust what this server declares about its tools; name it by its command line, its URL, or its name in a configuration file",
    { ...SERVERS, default: "this program's own servers" },
  ),
  protocol: choiceFlag("REVISION", PROTOCOLS, "Speak this revision of MCP", {
    ...SERVERS,
    default: "handshake",
    variable: "SUPPORT_MCP_PROTOCOL",
  }),
};

const command = buildCommand<Flags, [string?], ApplicationContext>({
  async loader() {
    const { runAgent } = await import("../../../agent.ts");
    return withExitCode((flags: Flags, task?: string) =>
      runAgent(
        parseReplayFlags(flags, task) ?? {
          servers: {
            commands: flags.server ?? [],
            urls: flags.url ?? [],
            headers: flags.header ?? [],
            configs: flags.config ?? [],
            trusted: flags.trust ?? [],
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
      interactive: switchFlag("Answer the servers and approve tools yourself, even in the demo"),
      ...serverParameters,
      ...modelParameters,
      ...recordingParameters,
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "TASK",
        brief:
          "Give the model this task (default: triage and resolve the open queue, or with --watch what is new in the view)",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Work through tickets as an AI host does (without --model: a demo)",
    fullDescription: `Work through tickets as an AI host does.

Without --model, the agent runs a demo. It starts this program's own servers on a temporary store with two tickets, \
reads the tickets, closes one and escalates the other. The person and the model are simulated. With --server or --url, \
the demo runs on another server.

With --model, a language model works on your own desk, unless --demo, --db, --server, --url or --config select other \
tickets. Its API key is read from ANTHROPIC_API_KEY or OPENAI_API_KEY. You are asked before a tool changes anything \
(--ask-before). Without a terminal, such tools are not used.

With --watch, the agent stays on duty until it is stopped, or has used up --max-tokens. It works on what the view holds, \
then waits, and works again as soon as tickets in the view are new or change.

With --interactive, you answer elicitation requests, approve tools that write, and review sampling requests and their \
results.`,
  },
});

export const agentCommand = withHelp(command, {
  examples: [
    { term: "", text: "Run the demo" },
    { term: "--interactive", text: "Run the demo and answer in place of the simulated person" },
    { term: '--server "python server.py"', text: "Run the demo on another server" },
    { term: "--model ollama:qwen3 --demo", text: "Let a local model work on the demo tickets" },
    { term: '--model anthropic:NAME "Close what is solved"', text: "Let a model work on your desk" },
    {
      term: "--model ollama:qwen3 --watch overdue --ask-before nothing",
      text: "Leave an agent on duty for overdue tickets",
    },
    { term: "--replay run.jsonl", text: "Run the agent again on a recording; support-mcp replay only prints it" },
  ],
});
