import { resolve } from "node:path";
import { type DeskLocation, parseLocation } from "../../store/mod.ts";

/** The same store from any folder: hosts start servers in folders of their own. */
export function toAbsoluteLocation(location: DeskLocation): DeskLocation {
  const place = parseLocation(location);
  return place.kind === "file" ? resolve(place.path) : location;
}
