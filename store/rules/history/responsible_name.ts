import type { Actor } from "../../event.ts";

/** The name that stands under a change: that of whom the host works for, where it is known, else the host's. */
export function getResponsibleName({ name, on_behalf_of }: Actor): string {
  return on_behalf_of ?? name;
}
