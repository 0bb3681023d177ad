import { resolve } from "node:path";
import { type DeskLocation, parseLocation } from "../../store/mod.ts";

/** Makes a location absolute, because hosts start servers in their own working directory. */
export function toAbsoluteLocation(location: DeskLocation): DeskLocation {
  const place = parseLocation(location);
  return place.kind === "file" ? resolve(place.path) : location;
}
