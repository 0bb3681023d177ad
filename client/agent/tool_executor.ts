/** Makes the calls that a model asks for. */

import type { ToolResultPart } from "ai";
import type { RequestedCall } from "../models/mod.ts";
import { PageRequiredError } from "../handlers/mod.ts";
import { ServerError } from "../errors/mod.ts";
import { type ApprovalPolicy, needsApproval } from "../options/mod.ts";
import type { Approval, Approver, ToolCall } from "./approval/mod.ts";
import type { Budget } from "./budget.ts";
import type { AgentView, CallOutcome } from "./views/mod.ts";
import type { Ledger } from "./ledger.ts";
import { markUntrusted } from "./untrusted_text.ts";
import { createMissingTool, type OfferedTool, type Toolbox, type ToolOutcome } from "./tools/mod.ts";

export interface ToolExecutorOptions {
  toolbox: Toolbox;
  policy: ApprovalPolicy;
  approver: Approver;
  budget: Budget;
  ledger: Ledger;
  view: AgentView;
  /** Aborted when the run is to stop: what is under way finishes, and nothing more is begun. */
  stop: AbortSignal;
  /** Aborted when the run must end at once. */
  abort: AbortSignal;
}

/** How a call ended, in words for people; those for the model may have more to say. */
interface CallEnd extends ToolOutcome {
  outcome: CallOutcome;
  /** The server failed on the way: what it was asked for may have happened. */
  isUncertain?: boolean;
}

/** Uses tools for a model: reading ones at the same time, others one after the other; with a yes where they need one. */
export class ToolExecutor {
  readonly #options: ToolExecutorOptions;
  #asked: Promise<unknown> = Promise.resolve();

  constructor(options: ToolExecutorOptions) {
    this.#options = options;
  }

  /**
   * Makes the calls of one step, in their order.
   *
   * @returns The results for the model; none for calls that weren't begun any more because the run was stopped.
   */
  async execute(calls: readonly RequestedCall[]): Promise<ToolResultPart[]> {
    const results: ToolResultPart[] = [];
    for (const group of this.#groupsOf(calls)) {
      if (this.#options.stop.aborted) break;
      results.push(...await Promise.all(group.map((call) => this.#make(call))));
    }
    return results;
  }

  /** Calls that may be made at the same time: neighbours that only read. */
  #groupsOf(calls: readonly RequestedCall[]): RequestedCall[][] {
    const groups: RequestedCall[][] = [];
    let reading = false;
    for (const call of calls) {
      const reads = this.#options.toolbox.find(call.name)?.annotations.readOnlyHint ?? false;
      if (reads && reading) groups.at(-1)!.push(call);
      else groups.push([call]);
      reading = reads;
    }
    return groups;
  }

  /** Rejects at the run's end alone: of whatever else goes wrong, the model is told. */
  async #make({ id, name, arguments: args }: RequestedCall): Promise<ToolResultPart> {
    const { toolbox, view, ledger } = this.#options;
    const offer = args === undefined
      ? createMissingTool(name, "arguments")
      : toolbox.find(name) ?? createMissingTool(name, "tool");
    const { server, name: tool, title, annotations } = offer;
    const call: ToolCall = { server, tool, title, annotations, arguments: args ?? {} };
    view.show({ type: "call", call: id, server, tool, title, arguments: call.arguments });
    const refusal = await this.#refusalOf(id, call);
    const began = performance.now();
    const ended = refusal === null ? await this.#use(offer, call.arguments) : toRefusal(refusal);
    const milliseconds = Math.round(performance.now() - began);
    ledger.record({ call, ...ended });
    view.show({ type: "called", call: id, tool, outcome: ended.outcome, text: ended.text, milliseconds });
    return { type: "tool-result", toolCallId: id, toolName: name, output: toModelOutput(ended) };
  }

  /** Why the call may not be made; null when it may. */
  async #refusalOf(id: string, call: ToolCall): Promise<string | null> {
    if (!needsApproval(this.#options.policy, call.annotations)) return null;
    const asked = this.#asked.then(() => this.#ask(id, call));
    this.#asked = asked;
    const approval = await asked;
    if (approval === "yes") return null;
    return approval === "no" ? "the person who was asked said no" : approval.no;
  }

  async #ask(id: string, call: ToolCall): Promise<Approval> {
    const { approver, budget, view, stop } = this.#options;
    const { server } = call;
    const kind = "approval";
    view.show({ type: "question", question: id, kind, server, message: `May ${call.tool} be used?` });
    const approval = await budget.excludeTime(Promise.race([approver.approve(call, stop), waitForStop(stop)]));
    const answer = typeof approval === "string" ? approval : `no: ${approval.no}`;
    view.show({ type: "answer", question: id, kind, server, answer });
    return approval;
  }

  async #use(offer: OfferedTool, args: Record<string, unknown>): Promise<CallEnd> {
    try {
      const used = await offer.use(args, this.#options.abort);
      return { ...used, outcome: used.done ? "done" : "failed" };
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      const unsure = !(error instanceof PageRequiredError) && !offer.annotations.readOnlyHint;
      return { done: false, outcome: "failed", text: error.message, from: offer.server, isUncertain: unsure };
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

/** What the model gets to read. */
function toModelOutput({ outcome, text, from, isUncertain: unsure }: CallEnd): ToolResultPart["output"] {
  const words = from === null ? text : markUntrusted(text, from);
  if (outcome === "done") return { type: "text", value: words };
  if (outcome === "refused") return { type: "error-text", value: `${REFUSED_NOTE} Reason: ${words}.` };
  return { type: "error-text", value: unsure ? `${words}\n${UNCERTAIN_NOTE}` : words };
}

const REFUSED_NOTE =
  "This was not allowed, and nothing was done. Don't try it again or by another way; go on with the rest.";
const UNCERTAIN_NOTE = "It is not known whether it was done: look before you try it again.";
