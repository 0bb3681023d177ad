/** What `support-mcp doctor` finds. */

export interface Finding {
  /** `wrong` keeps somebody from work; a `hint` may be as it should. */
  kind: "ok" | "hint" | "wrong";
  /** What was looked at. */
  about: string;
  /** How it is, and what to do where it is wrong. */
  what: string;
}
