/** The reasons why a list has no tickets. */

import type { Reason } from "../../base/failures/reason.ts";
import { ToolError } from "../bridges/bridge.ts";
import type { Page } from "./queue_page.ts";
import { listReasons } from "./refusals.ts";

/** Returns the reasons of a page without tickets. */
export function toReasons({ reasons = [], why = [] }: Pick<Page, "reasons" | "why">): ToolError[] {
  return reasons.map((text, index) =>
    new ToolError(text, { code: "not_found", reasons: why[index] === undefined ? [] : [why[index]] })
  );
}

/** Leaves out the reasons that are about the query of the view, which the person did not type. */
export function listOwnReasons(reasons: readonly ToolError[], query: string): readonly ToolError[] {
  return query === "" ? reasons : reasons.filter((error) => listReasons(error).every((reason) => isOwn(reason, query)));
}

function isOwn(reason: Reason, query: string): boolean {
  const parts = "parts" in reason ? reason.parts : "part" in reason ? [reason.part ?? ""] : [];
  return reason.code !== "all_excluded" && !parts.some((each) => ` ${query} `.includes(` ${each} `));
}
