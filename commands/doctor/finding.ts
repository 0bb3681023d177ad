/** What `support-mcp doctor` finds. */

export interface Finding {
  /** `wrong` keeps somebody from work; a `hint` may be as it should. */
  kind: "ok" | "hint" | "wrong";
  /** What was looked at. */
  subject: string;
  /** How it is, and what to do where it is wrong. */
  message: string;
}
