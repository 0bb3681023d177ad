/** The flags and the help of `support-mcp replay`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { CommandError } from "../../process/mod.ts";
import { withHelp } from "../help/mod.ts";
import { parsedFlag, switchFlag } from "./parameters.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  speed?: number;
  "at-once"?: boolean;
  messages?: boolean;
}

const command = buildCommand<Flags, [string], ApplicationContext>({
  async loader() {
    const { runReplay } = await import("../../replay.ts");
    return withExitCode((flags: Flags, file: string) =>
      runReplay({ file, speed: getSpeed(flags), messages: flags.messages ?? false })
    );
  },
  parameters: {
    flags: {
      speed: parsedFlag("FACTOR", parseSpeed, "Play this many times as fast as the original run", { default: "1" }),
      "at-once": switchFlag("Print everything without pauses"),
      messages: switchFlag("Also print the messages to and from servers and models"),
    },
    positional: {
      kind: "tuple",
      parameters: [{ placeholder: "FILE", brief: "Play this recording of support-mcp agent --record", parse: String }],
    },
  },
  docs: {
    brief: "Play a recorded run of the agent",
    fullDescription: `Play a recorded run of the agent.

Prints what the run printed, including questions to a person and their answers, at the original pace. It starts no \
server and calls no model. To run the agent again on a recording, use support-mcp agent --replay FILE.`,
  },
});

export const replayCommand = withHelp(command, {
  examples: [
    { term: "run.jsonl", text: "Play a run at its original pace" },
    { term: "run.jsonl --at-once --messages", text: "Print a run with all its messages" },
  ],
});

function getSpeed(flags: Flags): number {
  if (!flags["at-once"]) return flags.speed ?? 1;
  if (flags.speed === undefined) return Infinity;
  throw new CommandError("--speed and --at-once cannot be combined. Use one of them.", 2);
}

/** @throws {SyntaxError} If the text is not a number above 0. */
function parseSpeed(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new SyntaxError("Use a number above 0, such as 2 or 0.5");
}
