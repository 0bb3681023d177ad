/** Where the agent's work is shown, and who is there to be asked. */

import { type AgentView, JsonView, PlainView, QuietView } from "../../client/agent/views/mod.ts";
import type { Person } from "../../client/agent/approval/mod.ts";
import type { RunEnvironment } from "../../client/environment/mod.ts";
import { DeviceTerminal, openDevice } from "../../client/terminal/device/mod.ts";
import { LiveView } from "../../client/terminal/live/mod.ts";
import { PersonApprover, PersonRequestHandlers } from "../../client/terminal/person/mod.ts";
import type { Terminal } from "../../client/terminal/dialog/mod.ts";
import { toPrintable } from "../../base/printable.ts";
import { openTerminal } from "../terminal.ts";

/** What happens as lines of text, or as JSON; or only what came of it. */
export type OutputFormat = "lines" | "json" | "quiet";

export interface UserInterface extends Disposable {
  view: AgentView;
  /** Undefined: nobody is at a terminal. */
  person: Person | undefined;
  /** Tells people something beside the work. */
  remark(text: string): void;
}

export interface UserInterfaceOptions {
  output: OutputFormat;
  /** Show the person what servers ask of the model, too. */
  interactive: boolean;
  outside: RunEnvironment;
  /** Aborted when nobody is to be asked any more. */
  stop: AbortSignal;
}

/** Sets the stage: on a terminal with a person at it, or on standard output alone. */
export function openUserInterface({ output, interactive, outside, stop }: UserInterfaceOptions): UserInterface {
  const device = openDevice();
  const live = device !== null && output === "lines" && Deno.stdout.isTerminal()
    ? new LiveView(device, (print) => new PlainView(print))
    : undefined;
  const terminal = outside.terminal(device && new DeviceTerminal(device, stop, live));
  return {
    view: outside.view(live ?? createView(output)),
    person: createPerson(terminal, interactive),
    remark: (text) => live === undefined ? writeError(text) : live.print(text),
    [Symbol.dispose]: () => live?.[Symbol.dispose](),
  };
}

function writeError(text: string): void {
  openTerminal().process.stderr.write(text + "\n");
}

/** The person at the terminal, where nothing moves on it; undefined when nobody is. */
export function openPerson({ interactive, outside, stop }: Omit<UserInterfaceOptions, "output">): Person | undefined {
  const device = openDevice();
  return createPerson(outside.terminal(device && new DeviceTerminal(device, stop)), interactive);
}

function createPerson(terminal: Terminal | null, reviewsSampling: boolean): Person | undefined {
  if (terminal === null) return undefined;
  return {
    approver: new PersonApprover(terminal),
    createRequestHandlers: (server, behind) =>
      new PersonRequestHandlers({ server, terminal, fallback: behind, reviewsSampling }),
  };
}

function createView(output: OutputFormat): AgentView {
  const { stdout } = openTerminal().process;
  if (output === "json") return new JsonView((line) => stdout.write(line + "\n"));
  const print = (text: string) => stdout.write(toPrintable(text) + "\n");
  return output === "quiet" ? new QuietView(print) : new PlainView(print);
}
