/** Where the agent's work is shown, and who is there to be asked. */

import type { AgentView } from "../client/loop/events.ts";
import { JsonView } from "../client/loop/json_view.ts";
import type { Person } from "../client/loop/person.ts";
import { PlainView } from "../client/loop/plain_view.ts";
import { QuietView } from "../client/loop/quiet_view.ts";
import type { Outside } from "../client/outside.ts";
import { openDevice } from "../client/terminal/device.ts";
import { LiveView } from "../client/terminal/live_view.ts";
import { OwnTerminal } from "../client/terminal/own_terminal.ts";
import { PersonAnswers } from "../client/terminal/person_answers.ts";
import { PersonApprover } from "../client/terminal/person_approver.ts";
import type { Terminal } from "../client/terminal/prompts.ts";
import { visible } from "../client/visible.ts";
import { terminal } from "./terminal.ts";

/** What happens as lines of text, or as JSON; or only what came of it. */
export type Output = "lines" | "json" | "quiet";

export interface Stage extends Disposable {
  view: AgentView;
  /** Undefined: nobody is at a terminal. */
  person: Person | undefined;
  /** Tells people something beside the work. */
  remark(text: string): void;
}

export interface StageOptions {
  output: Output;
  /** Show the person what servers ask of the model, too. */
  interactive: boolean;
  outside: Outside;
  /** Aborted when nobody is to be asked any more. */
  stop: AbortSignal;
}

/** Sets the stage: on a terminal with a person at it, or on standard output alone. */
export function stageFor({ output, interactive, outside, stop }: StageOptions): Stage {
  const device = openDevice();
  const live = device !== null && output === "lines" && Deno.stdout.isTerminal()
    ? new LiveView(device, (print) => new PlainView(print))
    : undefined;
  const terminal = outside.terminal(device && new OwnTerminal(device, stop, live));
  return {
    view: outside.view(live ?? viewFor(output)),
    person: personAt(terminal, interactive),
    remark: (text) => live === undefined ? writeError(text) : live.print(text),
    [Symbol.dispose]: () => live?.[Symbol.dispose](),
  };
}

function writeError(text: string): void {
  terminal().process.stderr.write(text + "\n");
}

/** The person at the terminal, where nothing moves on it; undefined when nobody is. */
export function personOnStage({ interactive, outside, stop }: Omit<StageOptions, "output">): Person | undefined {
  const device = openDevice();
  return personAt(outside.terminal(device && new OwnTerminal(device, stop)), interactive);
}

function personAt(terminal: Terminal | null, reviewsSampling: boolean): Person | undefined {
  if (terminal === null) return undefined;
  return {
    approver: new PersonApprover(terminal),
    answers: (server, behind) => new PersonAnswers({ server, terminal, behind, reviewsSampling }),
  };
}

function viewFor(output: Output): AgentView {
  const { stdout } = terminal().process;
  if (output === "json") return new JsonView((line) => stdout.write(line + "\n"));
  const print = (text: string) => stdout.write(visible(text) + "\n");
  return output === "quiet" ? new QuietView(print) : new PlainView(print);
}
