/** The agent's output, and the person who can be asked. */

import { type AgentView, JsonView, PlainView, QuietView } from "../../client/agent/views/mod.ts";
import type { Person } from "../../client/agent/approval/mod.ts";
import type { RunEnvironment } from "../../client/environment/mod.ts";
import { type Device, DeviceTerminal, openDevice } from "../../client/terminal/device/mod.ts";
import { LiveView } from "../../client/terminal/live/mod.ts";
import { PersonApprover, PersonRequestHandlers } from "../../client/terminal/person/mod.ts";
import type { Terminal } from "../../client/terminal/dialog/mod.ts";
import { toPrintable } from "../../base/text/printable.ts";
import { openTerminal } from "../output/mod.ts";

/** Events as lines of text or as JSON, or only the result. */
export type OutputFormat = "lines" | "json" | "quiet";

export interface UserInterface extends Disposable {
  view: AgentView;
  /** Undefined without a terminal. */
  person: Person | undefined;
  /** Prints a note that is no event. */
  remark(text: string): void;
}

export interface UserInterfaceOptions {
  output: OutputFormat;
  /** Let the person review sampling requests. */
  interactive: boolean;
  environment: RunEnvironment;
  /** Aborted when the person must not be asked any more. */
  stop: AbortSignal;
}

/** The streams of a user interface. */
export interface UserInterfaceStreams {
  stdout: { write(text: string): void };
  stderr: { write(text: string): void };
  /** True if standard output is a terminal, so that a live view can be drawn on it. */
  isTerminal: boolean;
  /** Null without a terminal. */
  device: Device | null;
}

function getProcessStreams(): UserInterfaceStreams {
  const { stdout, stderr } = openTerminal().process;
  return { stdout, stderr, isTerminal: Deno.stdout.isTerminal(), device: openDevice() };
}

/**
 * Opens the terminal with a person at it, or standard output alone.
 *
 * @param streams The streams to use instead of those of this process.
 */
export function openUserInterface(
  { output, interactive, environment, stop }: UserInterfaceOptions,
  streams: UserInterfaceStreams = getProcessStreams(),
): UserInterface {
  const { stderr, isTerminal, device } = streams;
  const live = device !== null && output === "lines" && isTerminal
    ? new LiveView(device, (print) => new PlainView(print))
    : undefined;
  const terminal = environment.terminal(device && new DeviceTerminal(device, stop, live));
  return {
    view: environment.view(live ?? createView(output, streams)),
    person: createPerson(terminal, interactive),
    remark: (text) => live === undefined ? stderr.write(text + "\n") : live.print(text),
    [Symbol.dispose]: () => live?.[Symbol.dispose](),
  };
}

/** Opens the terminal for a person, without live output; undefined without a terminal. */
export function openPerson(
  { interactive, environment, stop }: Omit<UserInterfaceOptions, "output">,
  device: Device | null = openDevice(),
): Person | undefined {
  return createPerson(environment.terminal(device && new DeviceTerminal(device, stop)), interactive);
}

function createPerson(terminal: Terminal | null, reviewsSampling: boolean): Person | undefined {
  if (terminal === null) return undefined;
  return {
    approver: new PersonApprover(terminal),
    createRequestHandlers: (server, fallback) =>
      new PersonRequestHandlers({ server, terminal, fallback, reviewsSampling }),
  };
}

function createView(output: OutputFormat, { stdout }: UserInterfaceStreams): AgentView {
  if (output === "json") return new JsonView((line) => stdout.write(line + "\n"));
  const print = (text: string) => stdout.write(toPrintable(text) + "\n");
  return output === "quiet" ? new QuietView(print) : new PlainView(print);
}
