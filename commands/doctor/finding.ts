/** The result of one check. */
export interface Finding {
  /** `failed` needs a fix. A `hint` may be intended. */
  kind: "ok" | "hint" | "failed";
  /** The subject of the check, such as a host. */
  subject: string;
  /** The state, and how to fix it. */
  message: string;
}
