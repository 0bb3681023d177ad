/** Runs a tool, in the same way for the SDK and the fast path. */

import type { AuthInfo, CallToolResult, Implementation, RequestId } from "@modelcontextprotocol/server";
import { DAMAGE_MEMBER, FAILURE_MEMBER, NAMES_MEMBER, REASONS_MEMBER } from "../../../base/failures/failure.ts";
import { toOneLine } from "../../../base/text/one_line.ts";
import type { ApprovalKeys } from "../../apps/mod.ts";
import {
  type Actor,
  type Approvals,
  type Batches,
  type Customers,
  type Desk,
  type Drafts,
  type Erasures,
  getResponsibleName,
  type Knowledge,
  LIMITS,
  type SettingsStore,
  spellAsTeam,
  type Tickets,
} from "../../../store/mod.ts";
import type { BoundTool, InteractiveContext, ToolDefinition, ToolOutput } from "../../definitions/mod.ts";
import type { ClientRequests } from "../../elicitation/requests/mod.ts";
import { createToolResult, toFailure, toToolFailure } from "./results.ts";

/** One call of a tool, and the notifications that it may send. */
export interface ToolCall {
  desk: Promise<Desk>;
  /** The host, as it describes itself. */
  readonly clientInfo: Implementation | undefined;
  /** The principal, over HTTP. */
  readonly authInfo: AuthInfo | undefined;
  /** The person that the host acts for, where no principal is known (`--user`). */
  readonly user?: string | undefined;
  /** The host shows the page of MCP Apps. */
  readonly hasApps: boolean;
  readonly approvalKeys: ApprovalKeys;
  /** Present for interactive tools. */
  client?: ClientRequests;
  /** See {@linkcode InteractiveContext}. */
  readonly sharedFolder?: string | undefined;
  /** The names of the tools that the server offers. */
  readonly offered: ReadonlySet<string>;
  /** Aborted when the host cancels the call. */
  readonly signal: AbortSignal;
  progressToken?: RequestId | undefined;
  notify(notification: ProgressNotification): Promise<void>;
  /** Sends a log message to the host, unless its log level excludes it. */
  log(text: string): Promise<void>;
}

export interface ProgressNotification {
  method: "notifications/progress";
  params: { progressToken: RequestId; progress: number; total: number; message?: string };
}

/** The logger name in log messages to hosts (MCP, server/utilities/logging). */
export const LOGGER_NAME = "desk";

/**
 * Runs a tool. Errors of the desk become results.
 *
 * @param run The tool, bound to the arguments of the call.
 * @throws Every other error: a client request that waits for its response, or a bug.
 */
export async function runTool(tool: ToolDefinition, run: BoundTool, call: ToolCall): Promise<CallToolResult> {
  let context: CallContext | undefined;
  try {
    const desk = await call.desk;
    context = new CallContext(call, desk, call.user === undefined ? toUserName(call) : await readUserName(call, desk));
    const output = await run(context);
    if (!tool.annotations.readOnlyHint) await call.log(describeWrite(tool.name, output));
    return createToolResult(output, context.metadata);
  } catch (error) {
    return toToolFailure(error, context?.metadata);
  }
}

/** Describes a write without people's words: the tool, the ticket and the size of the text. */
function describeWrite(name: string, { text, structuredContent = {} }: ToolOutput): string {
  const { ticket_id: id = (structuredContent.ticket as { id?: unknown } | undefined)?.id } = structuredContent;
  return `${name}: ${id === undefined ? "" : `ticket #${id}, `}result of ${text.length} characters`;
}

type Metadata = Record<string, unknown>;

const NO_NOTICES: readonly string[] = [];

/** The keys of approvals in the metadata of results, by the ids of the approvals. */
const KEYS_MEMBER = "support-mcp/approval_keys";

/** The context of a handler. Most handlers use little of it, so its parts are created on access. */
class CallContext implements InteractiveContext {
  readonly tickets: Tickets;
  readonly batches: Batches;
  readonly customers: Customers;
  readonly knowledge: Knowledge;
  readonly approvals: Approvals;
  readonly erasures: Erasures;
  readonly drafts: Drafts;
  readonly settings: SettingsStore;
  #notices: string[] | undefined;
  #keys: Record<string, string> | undefined;
  #metadata: Metadata | undefined;

  constructor(private readonly call: ToolCall, desk: Desk, private readonly userName: string | undefined) {
    const { tickets, batches, customers, knowledge, approvals, erasures, drafts, settings } = desk;
    this.tickets = tickets;
    this.batches = batches;
    this.customers = customers;
    this.knowledge = knowledge;
    this.approvals = approvals;
    this.erasures = erasures;
    this.drafts = drafts;
    this.settings = settings;
  }

  get notices(): readonly string[] {
    return this.#notices ?? NO_NOTICES;
  }

  get addNotice(): InteractiveContext["addNotice"] {
    return (text) => void (this.#notices ??= []).push(text);
  }

  get addFailure(): InteractiveContext["addFailure"] {
    return (failure) => (this.#metadata ??= {})[FAILURE_MEMBER] = toFailure(failure);
  }

  get addReasons(): InteractiveContext["addReasons"] {
    return (reasons) => (this.#metadata ??= {})[REASONS_MEMBER] = reasons;
  }

  get addDamage(): InteractiveContext["addDamage"] {
    return (damaged) => (this.#metadata ??= {})[DAMAGE_MEMBER] = damaged;
  }

  get addCustomerNames(): InteractiveContext["addCustomerNames"] {
    return (names) => (this.#metadata ??= {})[NAMES_MEMBER] = names;
  }

  get offers(): InteractiveContext["offers"] {
    return (tool) => this.call.offered.has(tool);
  }

  get hasApps(): boolean {
    return this.call.hasApps;
  }

  get offerDecision(): InteractiveContext["offerDecision"] {
    const { hasApps, approvalKeys } = this.call;
    return async (approval) => {
      if (hasApps && approval.state === "pending") {
        (this.#keys ??= {})[approval.id] = await approvalKeys.create(approval);
      }
    };
  }

  get verifyDecision(): InteractiveContext["verifyDecision"] {
    return (approval, key) => this.call.approvalKeys.verify(approval, key);
  }

  /** The part of the result that models do not see. */
  get metadata(): Metadata | undefined {
    return this.#keys === undefined ? this.#metadata : { [KEYS_MEMBER]: this.#keys, ...this.#metadata };
  }

  get getCallerName(): InteractiveContext["getCallerName"] {
    return () => getResponsibleName(toHostActor(this.call, this.userName));
  }

  get getUserName(): InteractiveContext["getUserName"] {
    return () => this.userName;
  }

  get client(): ClientRequests {
    return this.call.client!; // the type of other tools' contexts has no such member
  }

  get sharedFolder(): string | undefined {
    return this.call.sharedFolder;
  }

  get signal(): AbortSignal {
    return this.call.signal;
  }

  get createChangeContext(): InteractiveContext["createChangeContext"] {
    const { call, userName } = this;
    const { client } = call;
    return ({ expected_revision, idempotency_key } = {}) => ({
      by: toHostActor(call, userName),
      ...expected_revision !== undefined && { expectedRevision: expected_revision },
      ...idempotency_key !== undefined && { idempotencyKey: idempotency_key },
      ...client !== undefined && client.records.length > 0 && { requests: client.records },
    });
  }

  get reportProgress(): InteractiveContext["reportProgress"] {
    const { call } = this;
    return async (done, total, message) => {
      const { progressToken } = call;
      if (progressToken === undefined) return;
      const params = { progressToken, progress: done, total, ...message !== undefined && { message } };
      await call.notify({ method: "notifications/progress", params });
    };
  }
}

/** The actor for a host's name and version, and for its principal over HTTP or the person that it acts for. */
export function toHostActor(
  call: Pick<ToolCall, "clientInfo" | "authInfo" | "user">,
  principal: string | undefined = toUserName(call),
): Actor {
  const { clientInfo: info } = call;
  return {
    kind: "host",
    name: toName(info?.name ?? "") || "unknown host",
    version: info === undefined ? null : toName(info.version),
    ...principal && { on_behalf_of: principal },
  };
}

/** The principal over HTTP, or else the person that the host acts for. */
function toUserName({ authInfo, user }: Pick<ToolCall, "authInfo" | "user">): string | undefined {
  return authInfo?.clientId ?? user;
}

/** The principal over HTTP, or else the person that the host acts for, in the spelling of the team. */
export async function readUserName(
  call: Pick<ToolCall, "authInfo" | "user">,
  { settings }: Pick<Desk, "settings">,
): Promise<string | undefined> {
  const { authInfo, user } = call;
  if (authInfo !== undefined || user === undefined) return toUserName(call);
  return await spellAsTeam(user, settings);
}

/** Limits what a host says of itself: it is shown in every history. */
function toName(text: string): string {
  return toOneLine(text.slice(0, 2 * LIMITS.name)).slice(0, LIMITS.name).toWellFormed();
}
