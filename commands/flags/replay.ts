/** `support-mcp replay`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { CommandError } from "../command_error.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  speed?: number;
  "at-once"?: boolean;
  messages?: boolean;
}

export const replayCommand = buildCommand<Flags, [string], ApplicationContext>({
  async loader() {
    const { runReplay } = await import("../replay.ts");
    return withExitCode((flags: Flags, file: string) =>
      runReplay({ file, speed: getSpeed(flags), messages: flags.messages ?? false })
    );
  },
  parameters: {
    flags: {
      speed: {
        kind: "parsed",
        parse: parseSpeed,
        optional: true,
        placeholder: "N",
        brief: "How much faster than the run it is shown; 1 when left out",
      },
      "at-once": { kind: "boolean", optional: true, withNegated: false, brief: "Show it without any pause" },
      messages: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Show the messages to and from servers and models too",
      },
    },
    positional: {
      kind: "tuple",
      parameters: [{ placeholder: "FILE", brief: "What `support-mcp agent --record FILE` has written", parse: String }],
    },
  },
  docs: {
    brief: "Show a recorded run of the agent again",
    fullDescription:
      `Show a recorded run of the agent again, at its own pace: what it showed, what a person was asked, and what they answered.

Nothing is run: no server is started and no model asked. \`support-mcp agent --replay FILE\` does the run again.`,
    customUsage: [
      { input: "run.jsonl", brief: "At its own pace" },
      { input: "run.jsonl --at-once --messages", brief: "All that was said, at once" },
    ],
  },
});

function getSpeed(flags: Flags): number {
  if (!flags["at-once"]) return flags.speed ?? 1;
  if (flags.speed === undefined) return Infinity;
  throw new CommandError("--speed and --at-once contradict each other: choose one.", 2);
}

/** @throws {SyntaxError} For what is no speed. */
function parseSpeed(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new SyntaxError("only a number that is greater than 0, such as 2 or 0.5");
}
