/** Shows a recorded run again, as it was to be seen. */

import { delay } from "../delay.ts";
import type { AgentEvent, AgentView } from "../loop/events.ts";
import type { Entry } from "./entries.ts";
import { messageLine } from "./message_line.ts";
import type { Recording } from "./read_recording.ts";

/** Where a run is shown. */
export interface Playground {
  /** Takes a line, or several with line feeds between, without the last line feed. */
  print(text: string): void;
  /** Takes the agent's events. */
  view: AgentView;
}

export interface PlaybackOptions {
  /** 1 is the run's own pace, 2 twice as fast; infinite is at once. */
  speed: number;
  /** Show the messages to and from servers and models too. */
  messages: boolean;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Shows a run.
 *
 * @throws The signal's reason, once that is aborted.
 */
export async function play(
  { entries }: Recording,
  playground: Playground,
  { speed, messages, signal }: PlaybackOptions,
): Promise<void> {
  const servers = new Map(
    entries.filter((entry) => entry.kind === "opened").map((entry) => [entry.connection, entry.server] as const),
  );
  const began = performance.now();
  for (const entry of entries) {
    await until(began + entry.at / speed, signal);
    if (entry.kind === "event") playground.view.show(entry.event as unknown as AgentEvent);
    if (entry.kind === "shown") playground.print(entry.text);
    const line = conversationLine(entry) ?? (messages ? messageLine(entry, servers) : undefined);
    if (line !== undefined) playground.print(line);
  }
  playground.print(ending(entries.at(-1)));
}

/** What was said at the terminal; undefined for what was said elsewhere. */
function conversationLine(entry: Entry): string | undefined {
  switch (entry.kind) {
    case "told":
      return (entry.text === "" ? entry.title : `${entry.title}\n${entry.text}`).replace(/^/gm, "│ ");
    case "asked":
      return `│ ${String(entry.question.message).split("\n")[0]}\n│ → ${answerInWords(entry)}`;
    case "interrupted":
      return "│ (interrupted)";
  }
}

function answerInWords({ question, answer }: Extract<Entry, { kind: "asked" }>): string {
  if (answer === null) return "(Escape)";
  const options = (question.options ?? []) as { value: string; label: string }[];
  const labels = [answer].flat().map((value) => options.find((option) => option.value === value)?.label ?? value);
  return labels.length === 0 ? "(none)" : labels.join(", ");
}

async function until(time: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const left = time - performance.now();
  if (left > 1) await delay(left / 1000, signal);
}

function ending(last: Entry | undefined): string {
  if (last?.kind !== "end") return "(The recording ends here: the run broke off.)";
  const removed = Object.entries(last.removed).map(([name, count]) => `${name} (${count})`).join(", ");
  return removed === "" ? "(The end of the recording.)" : `(The end of the recording. Removed from it: ${removed}.)`;
}
