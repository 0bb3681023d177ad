/** The part of zod that tools and prompts use. The program contains nothing else of it. */

export { array, boolean, enum, literal, looseObject, number, object, record, string } from "zod";
