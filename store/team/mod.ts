/** The team in the settings. */

export { findMember } from "./find_member.ts";
