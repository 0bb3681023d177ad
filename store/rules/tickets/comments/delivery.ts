import type { Comment } from "../../../ticket.ts";

/** Adds the delivery state of a reply, which stores and files of earlier versions do not have. */
export function toDelivered<Part extends Pick<Comment, "kind" | "delivery">>(comment: Part): Part {
  return comment.kind === "reply" && comment.delivery === undefined ? { ...comment, delivery: "not_sent" } : comment;
}
