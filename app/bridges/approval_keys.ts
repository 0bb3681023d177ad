/** The keys of approvals, which the server sends to pages alone, in the metadata of results. */

const MEMBER = "support-mcp/approval_keys";

/** Keeps the keys of the approvals that the page has seen. */
export class ApprovalKeys {
  readonly #keys = new Map<string, string>();

  /** Takes the keys of a result. */
  collect({ _meta }: { _meta?: Record<string, unknown> }): void {
    const keys = _meta?.[MEMBER];
    if (typeof keys !== "object" || keys === null) return;
    for (const [id, key] of Object.entries(keys)) if (typeof key === "string") this.#keys.set(id, key);
  }

  /** Adds the key to a person's decision. */
  addTo(tool: string, input: Record<string, unknown>): Record<string, unknown> {
    if (tool !== "decide_approval") return input;
    return { ...input, key: this.#keys.get(String(input.approval_id)) ?? "" };
  }
}
