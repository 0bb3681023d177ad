import { toOneLine } from "../../../base/text/one_line.ts";
import type { Actor } from "../../event.ts";

/** Returns the name to show for a change: the name of the host's access token if known, otherwise the actor's own. */
export function getResponsibleName({ name, on_behalf_of }: Actor): string {
  return toOneLine(on_behalf_of ?? name);
}
