/** Shows a recorded run again. */

import { delay } from "../../../base/timing/delay.ts";
import type { AgentView } from "../../agent/views/mod.ts";
import type { Entry, Recording } from "../format/mod.ts";
import { formatMessage } from "./format_message.ts";

/** The output for a recorded run. */
export interface PlaybackOutput {
  /** Prints one or more lines, without the last line feed. */
  print(text: string): void;
  /** Shows the agent's events. */
  view: AgentView;
}

export interface PlaybackOptions {
  /** 1 is the original speed, 2 twice as fast, infinity without delays. */
  speed: number;
  /** Also show the messages to and from servers and models. */
  messages: boolean;
  /** Stops the playback when aborted. */
  signal: AbortSignal;
}

/**
 * Shows a recorded run.
 *
 * @throws The signal's reason, if it is aborted.
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
    if (entry.kind === "event") playground.view.show(entry.event);
    if (entry.kind === "shown") playground.print(entry.text);
    const line = formatConversationEntry(entry) ?? (messages ? formatMessage(entry, servers) : undefined);
    if (line !== undefined) playground.print(line);
  }
  playground.print(formatEnd(entries.at(-1)));
}

/** Formats an entry of a terminal conversation; undefined for any other entry. */
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
  const options = "options" in question ? question.options : [];
  const labels = [answer].flat().map((value) => options.find((option) => option.value === value)?.label ?? value);
  return labels.length === 0 ? "(none)" : labels.join(", ");
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const left = time - performance.now();
  if (left > 1) await delay(left, { signal });
}

function formatEnd(last: Entry | undefined): string {
  if (last?.kind !== "end") return "(The recording ends here because the run was interrupted.)";
  const removed = Object.entries(last.removed).map(([name, count]) => `${name} (${count})`).join(", ");
  return removed === "" ? "(End of recording.)" : `(End of recording. Removed secrets: ${removed}.)`;
}
