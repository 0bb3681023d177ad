/** What the agent does, event by event: what every view shows, and what `--json` prints, one a line. */

import type { Tokens } from "../../models/mod.ts";
import type { EndReport } from "./end_report.ts";

/** How a tool's call ended: `refused` by a person, `failed` by the tool's or the server's own word. */
export type CallOutcome = "done" | "failed" | "refused";

/** Who is asked: a person for a form (elicitation), a model for a text (sampling), a person for a yes (approval). */
export type RequestKind = "elicitation" | "sampling" | "approval";

export type AgentEvent =
  /** The servers are connected, and the work begins. */
  | { type: "begin"; task: string; model: string; servers: { server: string; tools: string[] }[] }
  /** The model is asked what to do next; steps are counted from 1. */
  | { type: "step"; step: number; of: number }
  /** What the model says beside its calls. */
  | { type: "text"; step: number; text: string }
  /** A tool is being used; `call` is the same in the event of its end, and in the approval between the two. */
  | { type: "call"; call: string; server: string; tool: string; title: string; arguments: Record<string, unknown> }
  | { type: "called"; call: string; tool: string; outcome: CallOutcome; text: string; milliseconds: number }
  /** Somebody is asked; `question` is the same in the event of the answer. */
  | { type: "question"; question: string; kind: RequestKind; server: string; message: string }
  /** The answer in a few words, such as `accept` or `yes`; the text of a sampling answer. */
  | { type: "answer"; question: string; kind: RequestKind; server: string; answer: string }
  /** All tokens so far, after each answer of a model. */
  | { type: "tokens"; total: Tokens }
  /** The model's endpoint wants a pause. */
  | { type: "pause"; reason: string; seconds: number }
  /** A server can't be used, is back, or offers other tools than before; the remarks help to find the reason. */
  | { type: "server"; server: string; state: "lost" | "back" | "changed"; message: string; remarks: readonly string[] }
  /** The last event. */
  | { type: "end"; report: EndReport };

/** Shows the agent's work as it happens. Texts may hold anything: a view for a terminal makes them visible. */
export interface AgentView {
  show(event: AgentEvent): void;
}
