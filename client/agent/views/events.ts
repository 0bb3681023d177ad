import type { Tokens } from "../../models/mod.ts";
import type { EndReport, RunReport } from "./end_report.ts";

/** The outcome of a tool call: `refused` without approval, `failed` as the tool or its server reports. */
export type CallOutcome = "done" | "failed" | "refused";

/** A form for a person (elicitation), a completion by a model (sampling), or a person's decision on a call (approval). */
export type RequestKind = "elicitation" | "sampling" | "approval";

/** A resource of a server. */
export interface ResourcePlace {
  server: string;
  /** Its URI. */
  resource: string;
}

/** An event of an agent run. Views show events; `--json` prints one per line. */
export type AgentEvent =
  /** The servers are connected and the work starts. */
  | {
    type: "begin";
    task: string;
    model: string;
    servers: { server: string; tools: string[] }[];
    /** The resources that a watch follows. */
    watch?: ResourcePlace[];
  }
  /** A watch waits: for changes, or, with `seconds`, at most for this long before it tries again. */
  | { type: "wait"; watch: ResourcePlace[]; seconds: number | null }
  /** A watched resource has news. Of a view, these are the tickets that are new or have changed. */
  | { type: "wake"; server: string; resource: string; tickets: string[] }
  /** A run of a watch starts, and ends. Runs count from 1. */
  | { type: "run"; run: number }
  | { type: "ran"; report: RunReport }
  /** A watched resource cannot be read for now. */
  | { type: "unreadable"; server: string; resource: string; message: string }
  /** The model is asked for its next step. Steps count from 1. */
  | { type: "step"; step: number; of: number }
  /** The model's text beside its calls. */
  | { type: "text"; step: number; text: string }
  /** A tool call starts. Its `call` is repeated in `called`, and as `question` in its approval. */
  | { type: "call"; call: string; server: string; tool: string; title: string; arguments: Record<string, unknown> }
  | { type: "called"; call: string; tool: string; outcome: CallOutcome; text: string; milliseconds: number }
  /** A person or a model is asked. Its `question` is repeated in `answer`. */
  | { type: "question"; question: string; kind: RequestKind; server: string; message: string }
  /** The result in a few words, such as `accept` or `yes`; for sampling, the text. */
  | { type: "answer"; question: string; kind: RequestKind; server: string; answer: string }
  /** All tokens used so far, after each response of a model. */
  | { type: "tokens"; total: Tokens }
  /** The model's endpoint asked for a pause. */
  | { type: "pause"; reason: string; seconds: number }
  /** A server became unavailable or available, or changed its tools. The remarks help to find the cause. */
  | { type: "server"; server: string; state: "lost" | "back" | "changed"; message: string; remarks: readonly string[] }
  /** The last event. */
  | { type: "end"; report: EndReport };

/** Shows the events of a run as they happen. Texts may contain control characters: a view for a terminal escapes them. */
export interface AgentView {
  show(event: AgentEvent): void;
}
