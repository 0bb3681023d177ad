import type { ToolResultPart } from "ai";
import { ServerError } from "../errors/mod.ts";
import { PageRequiredError } from "../handlers/mod.ts";
import type { RequestedCall } from "../models/mod.ts";
import { type ApprovalPolicy, isKnownToRead, needsApproval } from "../options/mod.ts";
import type { Approval, Approver, ToolCall } from "./approval/mod.ts";
import type { Budget } from "./budget.ts";
import type { Ledger } from "./ledger/mod.ts";
import { createMissingTool, type OfferedTool, type Toolbox, type ToolOutcome } from "./tools/mod.ts";
import type { UntrustedTextMarks } from "./untrusted_text.ts";
import type { AgentView, CallOutcome } from "./views/mod.ts";

export interface ToolExecutorOptions {
  toolbox: Toolbox;
  policy: ApprovalPolicy;
  /** Read the ticket or account that a call concerns, for the person who approves it. */
  readsSubjects: boolean;
  approver: Approver;
  budget: Budget;
  ledger: Ledger;
  /** Around the texts of servers. */
  marks: UntrustedTextMarks;
  view: AgentView;
  /** Aborted to stop the run: calls in progress complete, and no others start. */
  stop: AbortSignal;
  /** Aborted to end the run at once. */
  abort: AbortSignal;
}

/** The end of a call, in words for people; the model may get more. */
interface CallEnd extends ToolOutcome {
  outcome: CallOutcome;
  /** The connection failed during the call, which may have taken effect. */
  isUncertain?: boolean;
}

/** Executes a model's tool calls: reads in parallel, writes one after another, with approval where the policy asks for it. */
export class ToolExecutor {
  readonly #options: ToolExecutorOptions;
  /** Settles after the latest approval: a person decides on one call at a time. */
  #lastApproval: Promise<unknown> = Promise.resolve();

  constructor(options: ToolExecutorOptions) {
    this.#options = options;
  }

  /**
   * Executes the calls of one step, in order.
   *
   * @returns The results for the model, without those of calls that a stop prevented.
   */
  async execute(calls: readonly RequestedCall[]): Promise<ToolResultPart[]> {
    const results: ToolResultPart[] = [];
    for (const group of this.#groupCalls(calls)) {
      if (this.#options.stop.aborted) break;
      results.push(...await Promise.all(group.map((call) => this.#executeCall(call))));
    }
    return results;
  }

  /** Groups adjacent read-only calls, which may run in parallel. */
  #groupCalls(calls: readonly RequestedCall[]): RequestedCall[][] {
    const groups: RequestedCall[][] = [];
    let reading = false;
    for (const call of calls) {
      const tool = this.#options.toolbox.find(call.name);
      const reads = tool !== undefined && isKnownToRead(tool);
      if (reads && reading) groups.at(-1)!.push(call);
      else groups.push([call]);
      reading = reads;
    }
    return groups;
  }

  /** Rejects only when the run ends; every other failure is reported to the model. */
  async #executeCall({ id, name, arguments: args }: RequestedCall): Promise<ToolResultPart> {
    const { view, ledger } = this.#options;
    const offered = this.#findTool(name, args);
    const { server, name: tool, title, annotations, isTrusted } = offered;
    const call: ToolCall = { server, tool, title, annotations, isTrusted, arguments: args ?? {} };
    view.show({ type: "call", call: id, server, tool, title, arguments: call.arguments });
    const refusal = await this.#findRefusal(id, call, offered);
    const startedAt = performance.now();
    const end = refusal === null ? await this.#use(offered, call.arguments) : toRefusal(refusal);
    const milliseconds = Math.round(performance.now() - startedAt);
    ledger.record({ call, ...end });
    view.show({ type: "called", call: id, tool, outcome: end.outcome, text: end.text, milliseconds });
    return { type: "tool-result", toolCallId: id, toolName: name, output: toModelOutput(end, this.#options.marks) };
  }

  #findTool(name: string, args: RequestedCall["arguments"]): OfferedTool {
    if (args === undefined) return createMissingTool(name, "arguments");
    return this.#options.toolbox.find(name) ?? createMissingTool(name, "tool");
  }

  /** @returns The reason for which the call may not be made; null if it may. */
  async #findRefusal(id: string, call: ToolCall, offered: OfferedTool): Promise<string | null> {
    if (!needsApproval(this.#options.policy, call)) return null;
    const pending = this.#lastApproval.then(() => this.#requestApproval(id, call, offered));
    this.#lastApproval = pending;
    const approval = await pending;
    if (approval === "yes") return null;
    return approval === "no" ? "the person declined" : approval.no;
  }

  async #requestApproval(id: string, call: ToolCall, offered: OfferedTool): Promise<Approval> {
    const { budget, view, stop } = this.#options;
    const { server } = call;
    const kind = "approval";
    view.show({ type: "question", question: id, kind, server, message: `Allow ${call.tool}?` });
    const approval = await budget.excludeTime(Promise.race([this.#approve(call, offered), waitForStop(stop)]));
    const answer = typeof approval === "string" ? approval : `no: ${approval.no}`;
    view.show({ type: "answer", question: id, kind, server, answer });
    return approval;
  }

  async #approve(call: ToolCall, offered: OfferedTool): Promise<Approval> {
    const { approver, readsSubjects, stop } = this.#options;
    const subject = readsSubjects ? await offered.readSubject?.(call.arguments) : undefined;
    return await approver.approve({ ...call, ...subject && { subject } }, stop);
  }

  async #use(tool: OfferedTool, args: Record<string, unknown>): Promise<CallEnd> {
    try {
      const outcome = await tool.use(args, this.#options.abort);
      return { ...outcome, outcome: outcome.done ? "done" : "failed" };
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      const isUncertain = !(error instanceof PageRequiredError) && !isKnownToRead(tool);
      return { done: false, outcome: "failed", text: error.message, from: tool.server, isUncertain };
    }
  }
}

async function waitForStop(stop: AbortSignal): Promise<Approval> {
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
  return { no: "the run was stopped" };
}

function toRefusal(reason: string): CallEnd {
  return { done: false, outcome: "refused", text: reason, from: null };
}

function toModelOutput(
  { outcome, text, from, isUncertain }: CallEnd,
  marks: UntrustedTextMarks,
): ToolResultPart["output"] {
  const words = from === null ? text : marks.mark(text, from);
  if (outcome === "done") return { type: "text", value: words };
  if (outcome === "refused") return { type: "error-text", value: `${REFUSED_NOTE} Reason: ${words}.` };
  return { type: "error-text", value: isUncertain ? `${words}\n${UNCERTAIN_NOTE}` : words };
}

const REFUSED_NOTE =
  "This call was not approved, and nothing was done. Do not retry it or work around it: continue with the rest.";
const UNCERTAIN_NOTE = "The call may have taken effect: check before you try it again.";
