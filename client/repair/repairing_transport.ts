import type {
  JSONRPCMessage,
  MessageExtraInfo,
  RequestId,
  Result,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import { type DiagnosableTransport, ForwardingTransport } from "../transports/mod.ts";
import type { LeftOutItem } from "./repair_items.ts";
import { repairResult } from "./repair_result.ts";

export type { LeftOutItem };

/** Receives the items that were left out of a page of a list. */
export type OnLeftOut = (method: string, items: readonly LeftOutItem[]) => void;

/** Repairs the results of a server before the SDK, which rejects a whole result for one wrong member, sees them. */
export class RepairingTransport extends ForwardingTransport {
  readonly #onLeftOut: OnLeftOut;
  /** The methods of the requests that wait for a response. */
  readonly #methods = new Map<RequestId, string>();

  constructor(transport: DiagnosableTransport, onLeftOut: OnLeftOut) {
    super(transport);
    this.#onLeftOut = onLeftOut;
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if ("method" in message && "id" in message) this.#methods.set(message.id, message.method);
    return super.send(message, options);
  }

  protected override receive(message: JSONRPCMessage, extra?: MessageExtraInfo): void {
    super.receive(this.#repair(message), extra);
  }

  #repair(message: JSONRPCMessage): JSONRPCMessage {
    if ("method" in message || message.id === undefined) return message;
    const method = this.#methods.get(message.id);
    this.#methods.delete(message.id);
    if (method === undefined || !("result" in message)) return message;
    const { result, leftOut } = repairResult(method, message.result);
    if (leftOut.length > 0) this.#onLeftOut(method, leftOut);
    return { ...message, result: result as Result };
  }
}
