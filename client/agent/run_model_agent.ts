/** Runs the agent with a model on one task. */

import { roundSeconds } from "./budget.ts";
import { AgentSession, type SessionOptions } from "./agent_session.ts";
import { UntrustedTextMarks } from "./untrusted_text.ts";
import type { EndReport } from "./views/mod.ts";

export interface ModelAgentOptions extends SessionOptions {
  task: string;
  /** The id of the marks around texts of servers (default: a new random id). */
  markId?: string | undefined;
}

/**
 * Connects to the servers, works on the task, and always disconnects at the end.
 *
 * @returns The report, which the view has shown too.
 * @throws {ServerError} If no server can be reached.
 * @throws The reason of `abort`, once that is aborted.
 */
export async function runModelAgent(options: ModelAgentOptions): Promise<EndReport> {
  const { task, markId, view } = options;
  await using session = await AgentSession.open(options);
  await session.refresh();
  view.show({ type: "begin", task, ...session.describe() });
  const { end, ledger } = await session.run(task, new UntrustedTextMarks(markId));
  const { steps, tokens, cost, seconds } = session.budget;
  const report = { ...end, ...ledger.summarize(), steps, tokens, cost, seconds: roundSeconds(seconds) };
  view.show({ type: "end", report });
  return report;
}
