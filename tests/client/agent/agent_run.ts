/** Runs an agent with a model on servers in memory or in processes, and collects its events. */

import type { McpServer } from "@modelcontextprotocol/server";
import type { Approver, ToolCall } from "../../../client/agent/approval/approver.ts";
import type { Limits } from "../../../client/agent/budget.ts";
import type { EndReport } from "../../../client/agent/views/end_report.ts";
import type { AgentEvent } from "../../../client/agent/views/events.ts";
import { type ModelAgentOptions, runModelAgent } from "../../../client/agent/run_model_agent.ts";
import type { Person } from "../../../client/agent/approval/person.ts";
import type { ServerSource } from "../../../client/configuration/server_source.ts";
import { createReach } from "../fake_desk.ts";
import { ScriptedModel, type Turn } from "./scripted_model.ts";

export interface AgentRunResult {
  report: EndReport;
  events: AgentEvent[];
  model: ScriptedModel;
}

export type RunOptions = Partial<Omit<ModelAgentOptions, "limits" | "models">> & { limits?: Partial<Limits> };

const LIMITS: Limits = { steps: 20, tokens: 100_000, seconds: 60 };

/** Runs an agent to completion. */
export async function runAgent(
  script: ScriptedModel | readonly Turn[],
  options: RunOptions = {},
): Promise<AgentRunResult> {
  const model = script instanceof ScriptedModel ? script : new ScriptedModel(script);
  const events: AgentEvent[] = [];
  const { limits, view, ...rest } = options;
  const report = await runModelAgent({
    models: [model],
    task: "Do it.",
    servers: [],
    protocol: "handshake",
    version: "1.0.0",
    policy: "nothing",
    readsSubjects: true,
    roots: [],
    stop: new AbortController().signal,
    abort: new AbortController().signal,
    ...rest,
    limits: { ...LIMITS, ...limits },
    view: {
      show(event) {
        events.push(structuredClone(event));
        view?.show(event);
      },
    },
  });
  return { report, events, model };
}

/** A server in this process. */
export function toMemorySource(
  name: string,
  server: () => McpServer,
  settings: Partial<ServerSource> = {},
): ServerSource {
  return {
    name,
    marksUntrustedText: false,
    isTrusted: true,
    onDisconnect: "leave",
    openTransport: createReach(server),
    ...settings,
  };
}

/** Selects the events of one type. */
export function filterEvents<Type extends AgentEvent["type"]>(
  type: Type,
  events: readonly AgentEvent[],
): Extract<AgentEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<AgentEvent, { type: Type }> => event.type === type);
}

/** Lists the outcome of each call, in the order of completion. */
export function listOutcomes(events: readonly AgentEvent[]): string[] {
  return filterEvents("called", events).map(({ tool, outcome }) => `${tool}: ${outcome}`);
}

/** A person who decides on calls and handles nothing else, and the calls that they saw. */
export function createPerson(approve: Approver["approve"]): { person: Person; asked: ToolCall[] } {
  const asked: ToolCall[] = [];
  const approver: Approver = {
    approve(call, stop) {
      asked.push(call);
      return approve(call, stop);
    },
  };
  return { person: { approver, createRequestHandlers: (_server, behind) => passThrough(behind) }, asked };
}

function passThrough(
  behind: Parameters<Person["createRequestHandlers"]>[1],
): ReturnType<Person["createRequestHandlers"]> {
  return { sample: (conversation, signal) => behind.sample(conversation, signal), roots: () => behind.roots() };
}
