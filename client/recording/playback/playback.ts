/** Shows a recorded run again, as it was to be seen. */

import { delay } from "../../../base/delay.ts";
import type { AgentEvent, AgentView } from "../../agent/views/mod.ts";
import type { Entry, Recording } from "../format/mod.ts";
import { formatMessage } from "./format_message.ts";

/** Where a run is shown. */
export interface PlaybackOutput {
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
export async function playRecording(
  { entries }: Recording,
  playground: PlaybackOutput,
  { speed, messages, signal }: PlaybackOptions,
): Promise<void> {
  const servers = new Map(
    entries.filter((entry) => entry.kind === "opened").map((entry) => [entry.connection, entry.server] as const),
  );
  const began = performance.now();
  for (const entry of entries) {
    await waitUntil(began + entry.at / speed, signal);
    if (entry.kind === "event") playground.view.show(entry.event as unknown as AgentEvent);
    if (entry.kind === "shown") playground.print(entry.text);
    const line = formatConversationEntry(entry) ?? (messages ? formatMessage(entry, servers) : undefined);
    if (line !== undefined) playground.print(line);
  }
  playground.print(formatEnd(entries.at(-1)));
}

/** What was said at the terminal; undefined for what was said elsewhere. */
function formatConversationEntry(entry: Entry): string | undefined {
  switch (entry.kind) {
    case "told":
      return (entry.text === "" ? entry.title : `${entry.title}\n${entry.text}`).replace(/^/gm, "│ ");
    case "asked":
      return `│ ${String(entry.question.message).split("\n")[0]}\n│ → ${formatAnswer(entry)}`;
    case "interrupted":
      return "│ (interrupted)";
  }
}

function formatAnswer({ question, answer }: Extract<Entry, { kind: "asked" }>): string {
  if (answer === null) return "(Escape)";
  const options = (question.options ?? []) as { value: string; label: string }[];
  const labels = [answer].flat().map((value) => options.find((option) => option.value === value)?.label ?? value);
  return labels.length === 0 ? "(none)" : labels.join(", ");
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const left = time - performance.now();
  if (left > 1) await delay(left, { signal });
}

function formatEnd(last: Entry | undefined): string {
  if (last?.kind !== "end") return "(The recording ends here: the run broke off.)";
  const removed = Object.entries(last.removed).map(([name, count]) => `${name} (${count})`).join(", ");
  return removed === "" ? "(The end of the recording.)" : `(The end of the recording. Removed from it: ${removed}.)`;
}
